/** Deep recursion runs; endless recursion is a short report in little time, or is caught. */

import test from "ava";
import { files, hasNative, onAll, ruff } from "./support.js";

const PLAIN = `func down(n) {
  if n == 0 { return 0 }
  return down(n - 1) + 1
}
print(down(10000))
`;

/** Recursion through text, arrays, loops, try and closures: nothing of it becomes machine code. */
const MIXED = `func text(n, s) {
  if n == 0 { return len(s) }
  return text(n - 1, s + "") + 1
}
print(text(10000, "a"))
func guarded(x) {
  r := 0
  for i in range(1) {
    if x > 0 {
      try { r := guarded(x - 1) + 1 } except e { throw(e) }
    }
  }
  return r
}
print(guarded(10000))
func listed(x, a) {
  for i in a {
    if x > 0 { return [listed(x - 1, [i])[0] + 1] }
  }
  return [0]
}
print(listed(10000, [1]))
func closing(x) {
  again := func(y) { return closing(y) }
  if x == 0 { return 0 }
  return 1 + again(x - 1)
}
print(closing(5000))
`;

/** A function of so many variables that its calls need far more room than usual. */
function large(variables) {
  const names = Array.from({ length: variables }, (_, i) => `v${i}`);
  return [
    "func large(n, s) {",
    "  if n == 0 { return 0 }",
    ...names.map((name, i) => `  ${name} := n + ${i}`),
    "  r := large(n - 1, s) + 1",
    `  return r + (${names.join(" + ")}) * 0`,
    "}",
    'print(large(10000, ""))',
    "",
  ].join("\n");
}

test("10,000 calls deep", async (t) => {
  await onAll(t, PLAIN, ({ code, out }, title) =>
    t.deepEqual({ code, out }, { code: 0, out: "10000\n" }, title),
  );
});

test("10,000 calls deep through every kind of statement", async (t) => {
  await onAll(t, MIXED, ({ out, err }, title) => {
    t.deepEqual({ out, err }, { out: "10001\n10000\n[10000]\n5000\n", err: "" }, title);
  });
});

for (const variables of [20, 200])
  test(`10,000 calls deep with ${variables} variables each`, async (t) => {
    await onAll(
      t,
      large(variables),
      ({ out, err }, title) => {
        t.deepEqual({ out, err }, { out: "10000\n", err: "" }, title);
      },
      { engines: ["baseline"] },
    );
  });

test("10,000 calls deep with 200 variables each, in an imported file", async (t) => {
  const module = large(200)
    .replace("func", "export func")
    .replace(/^print.*$/m, "");
  const cwd = files(t, { "m.ruff": module, "t.ruff": 'from m import large\nprint(large(10000, ""))\n' });
  for (const way of ["deep", "plain"]) {
    const { out, err } = await ruff(["run", "--engine=baseline", "t.ruff"], { cwd, way });
    t.deepEqual({ out, err }, { out: "10000\n", err: "" }, way);
  }
});

(hasNative ? test : test.skip)("100,000 calls deep in machine code", async (t) => {
  const source = PLAIN.replace("print(down(10000))", "down(10)\nprint(down(100000))");
  const options = { engines: ["native"], env: { RUFF_JIT_THRESHOLD: "1" } };
  await onAll(
    t,
    source,
    ({ out, err }, title) => t.deepEqual({ out, err }, { out: "100000\n", err: "" }, title),
    options,
  );
});

const ENDLESS = 'func f(n) {\n  return f(n + 1) + 1\n}\nprint("start")\nf(0)\n';
const REPORT = new RegExp(
  "^\\[RUFVM001\\] \\[vm\\] Runtime Error: Maximum call stack depth exceeded while calling f\n" +
    "  --> t\\.ruff:2:10\n   \\|\n  2 \\|   return f\\(n \\+ 1\\) \\+ 1\n   \\|           \\^\n   \\|\n\nCall stack:\n" +
    "(  \\d+ at f \\(t\\.ruff:2:10\\)\n){15}  \\.\\.\\. \\d+ more calls \\.\\.\\.\n(  \\d+ at f \\(t\\.ruff:2:10\\)\n){15}\n$",
);

const NATIVE = { engines: ["native"], env: { RUFF_JIT_THRESHOLD: "0" } };

test("endless recursion: exit 4, a report cut in the middle, soon", async (t) => {
  for (const options of [{ engines: ["interpreter"], ways: ["deep"] }, { engines: ["baseline"] }, NATIVE])
    await onAll(
      t,
      ENDLESS,
      ({ code, out, err, ms }, title) => {
        t.deepEqual({ code, out }, { code: 4, out: "start\n" }, title);
        t.regex(err, REPORT, title);
        const rows = [...err.matchAll(/^ {2}(\d+) at/gm)].map(([, index]) => Number(index));
        const hidden = Number(/\.\.\. (\d+) more/.exec(err)[1]);
        t.deepEqual(rows.slice(14, 16), [14, 15 + hidden], title);
        t.true(rows.at(-1) >= 10_000, title);
        t.true(ms < 15_000, `${title}: ${ms} ms`);
      },
      options,
    );
});

test("endless recursion can be caught, again and again", async (t) => {
  const source = `func f(n) { return f(n + 1) + 1 }
func p(s) { return q(s) + s }
func q(s) { return p(s) + s }
h := func(n) { return h(n + 1) }
for attempt in [func() { f(0) }, func() { p("a") }, func() { h(0) }] {
  try { attempt() } except e { print(e.message, e.line, len(e.stack) > 9999) }
}
print("done")
`;
  const expected = new RegExp(
    [
      "^Maximum call stack depth exceeded while calling f 1 true",
      "Maximum call stack depth exceeded while calling [pq] [23] true",
      "Maximum call stack depth exceeded while calling <lambda> 4 true",
      "done\n$",
    ].join("\n"),
  );
  await onAll(
    t,
    source,
    ({ code, out, err, ms }, title) => {
      t.is(code, 0, title);
      t.regex(out, expected, title);
      t.is(err, "");
      t.true(ms < 30_000, `${title}: ${ms} ms`);
    },
    { ways: ["deep"] },
  );
});
