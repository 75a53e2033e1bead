/** What must hold for every row of the registry. */

import test from "ava";
import { arityMismatch, builtinNamed, builtinNames, callBuiltin } from "../../dist/stdlib/registry.js";
import { makeHost } from "./support.js";

const KINDS = /^(?:int|float|number|bool|string|array|dict|set|queue|stack|function|null|any)$/;

for (const name of builtinNames()) {
  const row = builtinNamed(name);
  test(`${name}: the row is complete`, (t) => {
    t.true(row.name === name || row.aliases.includes(name));
    t.regex(row.summary, /^[A-Z`[1].*\.$/);
    t.notRegex(row.summary, /\. /);
    t.true(row.domain.length > 0);
    for (const kind of [row.result, ...row.parameters.map((parameter) => parameter.kind)])
      t.regex(kind, KINDS);
    const [fewest, most] = row.arity;
    t.true(fewest <= most);
    if (most !== Number.POSITIVE_INFINITY) t.is(row.parameters.length, most);
  });
  const [fewest, most] = row.arity;
  for (const count of [fewest - 1, most + 1])
    if (count >= 0 && count !== Number.POSITIVE_INFINITY)
      test(`${name}: ${count} arguments are refused in words of its own`, (t) => {
        const message = arityMismatch(row, count);
        t.true(message.includes(row.name) || /replace\(\)|constructor/.test(message), message);
        t.throws(() => callBuiltin(name, makeHost(), Array(count).fill(null)), { message });
      });
}

test("no name is given twice", (t) => {
  const rows = [...new Set(builtinNames().map(builtinNamed))];
  const names = rows.flatMap((row) => [row.name, ...row.aliases]);
  t.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
});
