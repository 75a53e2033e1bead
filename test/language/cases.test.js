/** Every case of `test/cases` on every engine. */

import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { ENGINES, noNative, run } from "./engines.js";
import { readExpectations } from "./expectations.js";
import { checkNative, checkResult } from "./verdict.js";

const FOLDER = new URL("../cases/", import.meta.url);

const names = readdirSync(FOLDER, { recursive: true })
  .filter((name) => name.endsWith(".ruff"))
  .map((name) => name.replaceAll("\\", "/"))
  .sort();

if (noNative !== null) test.skip(`the native engine: ${noNative}`, () => {});

for (const name of names) {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  const expected = readExpectations(text);
  let interpreted = null;
  for (const engine of ENGINES)
    test(`${name.replace(/\.ruff$/, "")} [${engine}]`, (t) => {
      const result = run(engine, name, text);
      interpreted ??= engine === "interpreter" ? result : run("interpreter", name, text);
      checkResult(t, result, expected);
      t.is(result.stderr, interpreted.stderr);
      if (engine === "native") checkNative(t, result.report, expected);
    });
}
