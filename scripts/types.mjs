// Checks the types of the whole tree and writes dist/ (`--check` only checks).
//
// The types of llvm-bindings come with the package, and npm takes the package away where it does not
// build, on a machine without LLVM. There its absence alone is no error: the JavaScript is the same.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");
const absent = !existsSync(`${root}/node_modules/llvm-bindings`);

const args = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json", ...(check ? ["--noEmit"] : [])];
const options = { cwd: root, encoding: "utf8", stdio: ["ignore", absent ? "pipe" : "inherit", "inherit"] };
const { status, stdout } = spawnSync(process.execPath, args, options);
if (absent) {
  const problems = stdout.split("\n").filter((line) => line && !line.includes("module 'llvm-bindings'"));
  for (const line of problems) console.log(line);
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  process.exitCode = status ?? 1;
}
