/** Every program in Ruff prints the catalogue's answer at its test size, on every engine; so do the variants. */

import { readFileSync } from "node:fs";
import test from "ava";
import { ENGINES, noNative, run } from "../test/language/engines.js";
import { PROGRAMS, sourceFile, variantFile } from "./catalog.mjs";

if (noNative !== null) test.skip(`the native engine: ${noNative}`, () => {});

function answers(title, file, size, expected) {
  const text = readFileSync(file, "utf8");
  for (const engine of ENGINES)
    test(`${title} [${engine}]`, (t) => {
      const { stdout, stderr, exitCode } = run(engine, file, text, [String(size)]);
      t.is(stderr, "");
      t.is(stdout.trim(), expected);
      t.is(exitCode, 0);
    });
}

for (const program of PROGRAMS) {
  const { name, set, size, answer, variant } = program;
  answers(name, sourceFile(program, "ruff"), size.test, answer);
  if (set === "numeric") answers(`${name}, variant`, variantFile(program), size.test, variant);
}
