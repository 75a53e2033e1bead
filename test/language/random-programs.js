/**
 * Random programs must do the same on every engine: output, diagnostics, exit code.
 *
 * `RUFF_RANDOM_PROGRAMS=5000` runs that many, `RUFF_RANDOM_SEED=123` starts at that seed.
 */

import test from "ava";
import { ENGINES, LATE, run } from "./engines.js";
import { generate } from "./generator.js";
import { generateTasks } from "./task-generator.js";

const PROGRAMS = Number(process.env.RUFF_RANDOM_PROGRAMS ?? 200);
const FIRST_SEED = Number(process.env.RUFF_RANDOM_SEED ?? 1);
const TRIED = [...ENGINES, LATE];
/** Test files that share them: a process makes some thousand units at most. */
const PARTS = 4;
const PER_TEST = 50;
const TASKS_PER_TEST = 5;

function outcome(engine, text) {
  const { stdout, stderr, exitCode, report } = run(engine, "random.ruff", text);
  return {
    seen: { stdout, stderr, exitCode },
    ranNative: report.some(({ entries }) => entries.some((e) => e.calls > 0)),
  };
}

/** Runs the program on every engine, which must agree; returns what the last one did. */
function compare(t, seed, text) {
  const [reference, ...others] = TRIED.map((engine) => outcome(engine, text));
  others.forEach((other, i) =>
    t.deepEqual(other.seen, reference.seen, `seed ${seed}, ${TRIED[i + 1]}:\n${text}`),
  );
  return others.at(-1);
}

/** Declares the tests of one of the parts, counted from 0. */
export function testRandomPrograms(part) {
  const first = FIRST_SEED + Math.floor((part * PROGRAMS) / PARTS);
  const end = FIRST_SEED + Math.floor(((part + 1) * PROGRAMS) / PARTS);
  for (let from = first; from < end; from += PER_TEST) {
    const seeds = Array.from({ length: Math.min(PER_TEST, end - from) }, (_, i) => from + i);
    test(`random programs of tasks from seed ${from}`, (t) => {
      for (const seed of seeds.slice(0, TASKS_PER_TEST)) compare(t, seed, generateTasks(seed));
      t.pass();
    });
    test(`random programs from seed ${from}`, (t) => {
      let native = 0;
      for (const seed of seeds) if (compare(t, seed, generate(seed)).ranNative) native++;
      if (ENGINES.includes("native"))
        t.true(native > seeds.length / 3, `machine code ran in ${native} programs only`);
    });
  }
}
