// The benchmarks run at their quick sizes and the languages agree on every answer.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";
import { PROGRAM_NAMES } from "./programs.mjs";

const runner = fileURLToPath(new URL("run.mjs", import.meta.url));

function bench(...args) {
  return spawnSync(process.execPath, [runner, ...args], { encoding: "utf8" });
}

test("every program runs at its quick size", (t) => {
  const { status, stdout, stderr } = bench("--quick", "--runs=1");
  t.is(status, 0, stderr);
  for (const name of PROGRAM_NAMES) t.true(stdout.includes(`\n${name}(`), stdout);
});

test("an unknown program is a usage error", (t) => {
  const { status, stderr } = bench("nonsense");
  t.is(status, 2);
  t.regex(stderr, /unknown argument 'nonsense'/);
});
