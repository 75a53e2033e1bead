/** The runner, at test sizes: answers are checked before times count, tables have a row for each program. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";

const runner = fileURLToPath(new URL("run.mjs", import.meta.url));

function bench(...args) {
  return spawnSync(process.execPath, [runner, ...args], { encoding: "utf8" });
}

test("a table has a row for each program", (t) => {
  const options = ["--size=test", "--runs=1", "--languages=ruff,node", "--set=numeric,everyday,variants"];
  const { status, stdout, stderr } = bench(...options, "--only=fib,dict_ints");
  t.is(status, 0, stderr);
  for (const row of ["fib(15)", "dict_ints(1000)"]) t.true(stdout.includes(`\n${row} `), stdout);
  t.true(stdout.includes("## Variants"), stdout);
});

test("an unknown program is a usage error", (t) => {
  const { status, stderr } = bench("--only=nonsense");
  t.is(status, 2);
  t.regex(stderr, /--only: unknown 'nonsense'/);
});
