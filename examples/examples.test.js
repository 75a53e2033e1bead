// Every example prints exactly what stands beside it, on every engine.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";

const folder = fileURLToPath(new URL(".", import.meta.url));
const cli = fileURLToPath(new URL("../dist/bin/ruff.cjs", import.meta.url));
const hasNative = existsSync(new URL("../build/Release/ruff_native.node", import.meta.url));
const engines = ["interpreter", "baseline", ...(hasNative ? ["native"] : [])];

for (const file of readdirSync(folder).filter((name) => name.endsWith(".ruff"))) {
  for (const engine of engines) {
    test(`${file} [${engine}]`, (t) => {
      const args = [cli, "run", `--engine=${engine}`, folder + file];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      t.is(stderr, "");
      t.is(stdout, readFileSync(folder + file.replace(/\.ruff$/, ".out"), "utf8"));
      t.is(status, 0);
    });
  }
}
