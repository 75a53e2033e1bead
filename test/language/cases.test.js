/** Every case of `test/cases` on every engine, as code for a debugger, and with functions that are made late. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { DEBUGGED, ENGINES, LATE, noNative, run } from "./engines.js";
import { readExpectations } from "./expectations.js";
import { checkNative, checkResult } from "./verdict.js";

const FOLDER = new URL("../cases/", import.meta.url);

const names = readdirSync(FOLDER, { recursive: true })
  .filter((name) => name.endsWith(".ruff"))
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => !name.startsWith("modules/") || name.endsWith("/main.ruff"))
  .sort();

if (noNative !== null) test.skip(`the native engine: ${noNative}`, () => {});

for (const name of names) {
  const path = fileURLToPath(new URL(name, FOLDER));
  const text = readFileSync(path, "utf8");
  const expected = readExpectations(text);
  let interpreted = null;
  for (const engine of [...ENGINES, DEBUGGED, LATE])
    test(`${name.replace(/(?:\/main)?\.ruff$/, "")} [${engine}]`, (t) => {
      const result = run(engine, path, text);
      interpreted ??= engine === "interpreter" ? result : run("interpreter", path, text);
      checkResult(t, result, expected);
      t.is(result.stderr, interpreted.stderr);
      if (engine === "native" || (engine === LATE && noNative === null))
        checkNative(t, result.report, expected);
    });
}
