/** Every example prints exactly what stands beside it, on every engine. A folder's program is its `main.ruff`. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { ENGINES, noNative, run } from "../test/language/engines.js";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

const programs = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isDirectory()) return [`${entry.name}/main`];
  return entry.name.endsWith(".ruff") ? [entry.name.replace(/\.ruff$/, "")] : [];
});

if (noNative !== null) test.skip(`the native engine: ${noNative}`, () => {});

for (const program of programs.sort()) {
  const file = `${FOLDER}${program}.ruff`;
  const text = readFileSync(file, "utf8");
  const expected = readFileSync(`${FOLDER}${program}.out`, "utf8");
  for (const engine of ENGINES)
    test(`${program} [${engine}]`, (t) => {
      const { stdout, stderr, exitCode } = run(engine, file, text);
      t.is(stderr, "");
      t.is(stdout, expected);
      t.is(exitCode, 0);
    });
}
