/** Deep recursion, which needs the stack that the `ruff` command makes for itself: each run is a process. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { ENGINES, LATE } from "./engines.js";

const RUFF = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ruff-recursion-"));
test.after.always(() => rmSync(folder, { recursive: true }));

const DEPTH = { interpreter: 10_000, baseline: 10_000, native: 100_000, [LATE]: 10_000 };
/** Makes a file one whose functions the baseline makes late. */
const PADDING = `${"#".repeat(10_000)}\n`;

function ruff(engine, name, text) {
  const file = join(folder, `${name}-${engine}.ruff`);
  const isLate = engine === LATE;
  writeFileSync(file, text.replaceAll("DEPTH", String(DEPTH[engine])) + (isLate ? PADDING : ""));
  const env = { ...process.env, RUFF_JIT_THRESHOLD: "0" };
  // As the command's own first line starts it.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--stack-size=7000", RUFF, "run", "--engine", isLate ? "baseline" : engine, file],
    {
      encoding: "utf8",
      env,
    },
  );
  return { stdout, stderr, status };
}

const COUNTING = `func depth(n) {
  if n == 0 { return 0 }
  return depth(n - 1) + 1
}
print(depth(DEPTH))
`;

const FAILING = `func depth(n) {
  if n == 0 { return 1 / n }
  return depth(n - 1) + 1
}
try { depth(DEPTH) } except e { print(e.message, len(e.stack)) }
`;

const ENDLESS = `func endless(n) { return endless(n + 1) + 1 }
print("before")
endless(0)
`;

const LAMBDAS = `f := null
f := func(n) {
  if n == 0 { return [] }
  return push(f(n - 1), n)
}
print(len(f(10000)))
`;

const MUTUAL = `func even(n) { if n == 0 { return 1 / n }; return odd(n - 1) }
func odd(n) { return even(n - 1) + 1 }
try { even(DEPTH) } except e { print(e.message, len(e.stack)) }
`;

for (const engine of [...ENGINES, LATE]) {
  test(`recursion/of two functions to the promised depth [${engine}]`, (t) => {
    const stdout = `Division by zero ${DEPTH[engine] + 1}\n`;
    t.deepEqual(ruff(engine, "mutual", MUTUAL), { stdout, stderr: "", status: 0 });
  });

  test(`recursion/to the promised depth [${engine}]`, (t) => {
    t.deepEqual(ruff(engine, "counting", COUNTING), { stdout: `${DEPTH[engine]}\n`, stderr: "", status: 0 });
  });

  test(`recursion/an error at the promised depth [${engine}]`, (t) => {
    const stdout = `Division by zero ${DEPTH[engine] + 1}\n`;
    t.deepEqual(ruff(engine, "failing", FAILING), { stdout, stderr: "", status: 0 });
  });

  test(`recursion/endless and not caught [${engine}]`, (t) => {
    const { stdout, stderr, status } = ruff(engine, "endless", ENDLESS);
    t.is(stdout, "before\n");
    t.regex(
      stderr,
      /^\[RUFVM001\] \[vm\] Runtime Error: Maximum call stack depth exceeded while calling endless\n {2}--> .*:1:26\n/,
    );
    t.regex(stderr, /\n {2}\.\.\. \d+ more calls \.\.\.\n/);
    t.is(status, 4);
  });
}

for (const engine of ["interpreter", "baseline"])
  test(`recursion/lambdas to the promised depth [${engine}]`, (t) => {
    t.deepEqual(ruff(engine, "lambdas", LAMBDAS), { stdout: "10000\n", stderr: "", status: 0 });
  });
