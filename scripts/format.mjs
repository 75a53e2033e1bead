// Formats every source file: Biome for TypeScript, JavaScript and JSON, clang-format for C++.
// `--check` changes nothing and fails when something would change.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

function run(tool, args) {
  const command = join(root, "node_modules", ".bin", tool);
  return spawnSync(command, args, { cwd: root, stdio: "inherit" });
}

function cppFiles(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => /\.(cc|cpp|h|hpp)$/.test(name) && !name.startsWith("build"))
    .map((name) => join(folder, name));
}

const biome = run("biome", ["format", ...(check ? [] : ["--write"]), "."]);
if (biome.error) throw biome.error;
let failed = biome.status !== 0;

const files = cppFiles("native");
if (files.length > 0) {
  const probe = spawnSync(join(root, "node_modules", ".bin", "clang-format"), ["--version"]);
  if (probe.status !== 0) {
    console.log("format: no clang-format for this platform, C++ files left alone");
  } else if (
    run("clang-format", check ? ["--dry-run", "--Werror", ...files] : ["-i", ...files]).status !== 0
  ) {
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
