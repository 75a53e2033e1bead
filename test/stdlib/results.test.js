/** Builtins return what their rows declare: engines rely on it. Watched while all cases run. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { typeName } from "../../dist/runtime/type-name.js";
import { builtinNamed, builtinNames } from "../../dist/stdlib/registry.js";
import { run } from "../language/engines.js";

const CASES = new URL("../cases/", import.meta.url);

function isAsDeclared(result, value) {
  const type = typeName(value);
  if (result === "number") return type === "int" || type === "float";
  return result === "any" || result === type;
}

const wrong = new Set();
for (const row of new Set(builtinNames().map(builtinNamed))) {
  const { run: original, result, name } = row;
  row.run = (...args) => {
    const value = original(...args);
    if (!isAsDeclared(result, value)) wrong.add(`${name} gives ${typeName(value)}, not ${result}`);
    return value;
  };
}

test("every builtin gives what its row declares", (t) => {
  for (const name of readdirSync(CASES, { recursive: true }).filter((path) => path.endsWith(".ruff"))) {
    const path = fileURLToPath(new URL(name, CASES));
    run("interpreter", path, readFileSync(path, "utf8"));
  }
  t.deepEqual([...wrong], []);
});
