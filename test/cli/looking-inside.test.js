/** Dumps, the JIT's explanations, its report and perf map; and that LLVM is loaded only when there is something to compile. */

import { readFileSync, rmSync } from "node:fs";
import test from "ava";
import { EXAMPLES, files, hasNative, ruff } from "./support.js";

const native = hasNative ? test : test.skip;

const SOURCE = `func fib(n) {
  if n < 2 { return n }
  return fib(n - 1) + fib(n - 2)
}
func words(n, s) {
  if n == 0 { return len(s) }
  return words(n - 1, s)
}
func shown(n) {
  if n == 0 { return 0 }
  print(n)
  return shown(n - 1)
}
print(fib(15))
print(words(9, {"a": 1, "b": 2, "c": 3}))
print(shown(2))
`;
const OUTPUT = "610\n3\n2\n1\n0\n";
const HOT = { RUFF_JIT_THRESHOLD: "1" };

function run(t, words, env = {}) {
  return ruff(["run", ...words, "t.ruff"], { cwd: files(t, { "t.ruff": SOURCE }), env });
}

/** Form, what must be in it, and whether machine code is needed for it. */
const FORMS = [
  ["tokens", ["   1 | func fib(n) {", '       1:6     Identifier("fib")'], false],
  ["ast", ["   2 |   if n < 2 { return n }", "Func fib"], false],
  ["ir", ["function fib#1", "  ; 2: if n < 2 { return n }"], false],
  ["js", ["function fib(n) {"], false],
  [
    "llvm",
    [
      "define internal i64 @fib.i(",
      "call i64 @fib.i(",
      "  ; 2: if n < 2 { return n }",
      "!DILocation(line: 3",
    ],
    true,
  ],
  ["llvm-opt", ["@fib.i(i64", "  ; 2: if n < 2 { return n }"], true],
  ["asm", ["fib.i:", "\tcall"], true],
];

for (const [form, parts, machine] of FORMS)
  (machine ? native : test)(
    `--dump=${form}: only that, with source lines, the same in each run`,
    async (t) => {
      const [one, other] = await Promise.all([
        run(t, [`--dump=${form}`], HOT),
        run(t, ["--dump", form], HOT),
      ]);
      t.like(one, { code: 0, err: "" });
      for (const part of parts) t.true(one.out.includes(part), `${part}\n${one.out}`);
      t.false(one.out.startsWith("610"));
      t.is(one.out, other.out);
    },
  );

test("--dump of a wrong program tells what is wrong", async (t) => {
  const cwd = files(t, { "t.ruff": "x := 1\nprint(x +)\n" });
  for (const form of ["tokens", "ast", "ir", "llvm"]) {
    const { code, err } = await ruff(["run", `--dump=${form}`, "t.ruff"], { cwd });
    t.is(code, form === "tokens" ? 0 : 3, form);
    t.is(/^\[RUFPARSE001\]/.test(err), form !== "tokens", form);
  }
  t.is((await ruff(["run", "--dump=ast", "absent.ruff"], { cwd })).code, 5);
});

native("--dump=llvm of a program with nothing hot says so", async (t) => {
  const { code, out, err } = await run(t, ["--dump=llvm"]);
  t.deepEqual({ code, out }, { code: 0, out: "" });
  t.is(err, "nothing became machine code; RUFF_JIT_THRESHOLD=1 lowers the bar\n");
});

native(
  "DEBUG_JIT_IR shows on stderr what is compiled: built, optimised, assembly, one function",
  async (t) => {
    for (const [value, part] of [
      ["1", "call i64 @fib.i("],
      ["opt", "@fib.i(i64"],
      ["asm", "fib.i:"],
      ["fib", "call i64 @fib.i("],
    ]) {
      const { code, out, err } = await run(t, [], { ...HOT, DEBUG_JIT_IR: value });
      t.deepEqual({ code, out }, { code: 0, out: OUTPUT }, value);
      t.true(err.startsWith("; unit fib(int) -> int\n"), value);
      t.true(err.includes(part), value);
    }
    t.is((await run(t, [], { ...HOT, DEBUG_JIT_IR: "words" })).err, "");
  },
);

native("DEBUG_JIT: one line per decision, refusals with their place", async (t) => {
  const { out, err } = await run(t, [], { ...HOT, DEBUG_JIT: "1" });
  t.is(out, OUTPUT);
  const lines = err.trimEnd().split("\n");
  t.is(lines.length, 3, err);
  t.regex(lines[0], /^\[jit\] fib\(int\) -> int: compiled in \d+\.\d ms, \d+ bytes$/);
  t.is(lines[1], "[jit] words(int, dict): stays in the baseline, s is of type dict (t.ruff:5:1 in words)");
  t.regex(lines[2], /^\[jit\] shown\(int\): stays in the baseline, .*print.* \(t\.ruff:11:\d+ in shown\)$/);
});

native(
  "--jit-report: a row for what became machine code, and for what did not with the reason",
  async (t) => {
    const { code, out, err } = await run(t, ["--jit-report"], HOT);
    t.deepEqual({ code, out }, { code: 0, out: OUTPUT });
    const [title, head, ...rows] = err.trimEnd().split("\n");
    t.is(title, "JIT report");
    t.regex(head, /^ {2}tier +what +where +entries +ms +compile ms +bytes$/);
    t.regex(rows[0], /^ {2}native +fib\(int\) -> int +t\.ruff:1:1 +\d+ +\d+\.\d +\d+\.\d +\d+$/);
    t.deepEqual(
      rows.slice(1).map((row) => row.trim().replace(/ {2,}/g, " ")),
      [
        "baseline words(int, dict) t.ruff:5:1",
        "s is of type dict (t.ruff:5:1)",
        "hint: use arrays and int indexes instead",
        "baseline shown(int) t.ruff:9:1",
        "it calls the builtin print (t.ruff:11:3)",
        "hint: move this out: the hot numeric part as a function or loop of its own can go to machine code",
      ],
    );
  },
);

const LOOPS = `mut counts := {}
mut last := 0
for i in range(9) { counts[i % 3] := i }
for i in range(9) { last := len("\${i}") }
for word in {"a": 1} { last := len(word) }
for letter in "ab" { last := len(letter) }
func sum(values) {
  mut sum := 0
  for v in values { sum := sum + v }
  return sum
}
func adder(values) {
  mut n := 0
  for v in range(len(values)) { n := n + v }
  add := func(m) { return n + m }
  return add
}
print(sum([1, 2]) + sum([3]), adder([1, 2])(3))
`;

native("--jit-report tells of loops, those included that never could become machine code", async (t) => {
  const cwd = files(t, { "t.ruff": LOOPS });
  const { out, err } = await ruff(["run", "--jit-report", "t.ruff"], { cwd, env: HOT });
  t.is(out, "6 4\n");
  const said = (part) => t.true(err.replace(/ {2,}/g, " ").includes(part), `${part}\n${err}`);
  said(
    " baseline loop(int, int, dict) t.ruff:3:10\n counts is of type dict (t.ruff:3:10)\n hint: use arrays",
  );
  said(" baseline loop(int, int, int) t.ruff:4:10\n it makes a string (t.ruff:4:33)\n hint: ");
  said(
    " baseline loop(array, int, int, int) t.ruff:5:13\n items is of type array (t.ruff:5:13)\n hint: let its items",
  );
  said(" baseline loop() t.ruff:6:15\n it loops over items that are not those of an array");
  said(" native sum([int]) -> int t.ruff:7:1 1 ");
  said(" it may be left early, and others see what it has changed (t.ruff:14:12)\n hint: leave it by break,");
});

native("the report tells where a loop leaves machine code for the rest of a trip", async (t) => {
  const source = `mut n := 0\nfor i in 0..9 {\n  n += i\n  if i == 5 { print("at \${i}") }\n}\nprint(n)\n`;
  const { out, err } = await ruff(["run", "--jit-report", "t.ruff"], {
    cwd: files(t, { "t.ruff": source }),
    env: HOT,
  });
  t.is(out, "at 5\n36\n");
  t.regex(err, /native +loop\(.*\n +leaves machine code at t\.ruff:4:15 for the rest of a trip\n/);
});

native("the report comes after a failing run too", async (t) => {
  const cwd = files(t, { "t.ruff": `${SOURCE}print(1 / 0)\n` });
  const { code, err } = await ruff(["run", "--jit-report", "t.ruff"], { cwd, env: HOT });
  t.is(code, 4);
  t.regex(err, /^\[RUFVM001\][\s\S]*\n\nJIT report\n {2}tier/);
});

native("RUFF_JIT_THRESHOLD: from the first call, after the first, never", async (t) => {
  const cwd = files(t, {
    "t.ruff": "func f(n) {\n  if n == 0 { return 0 }\n  return f(n - 1)\n}\nprint(f(0))\nprint(f(3))\n",
  });
  const compiled = async (threshold) => {
    const { out, err } = await ruff(["t.ruff"], {
      cwd,
      env: { DEBUG_JIT: "1", RUFF_JIT_THRESHOLD: threshold },
    });
    t.is(out, "0\n0\n");
    return /compiled in/.test(err);
  };
  t.true(await compiled("0"));
  t.true(await compiled("4"));
  t.false(await compiled("5"));
  t.false(await compiled("1000000000"));
});

test("DISABLE_JIT=1, --interpreter, --engine=baseline: no machine code", async (t) => {
  for (const [words, env] of [
    [[], { DISABLE_JIT: "1" }],
    [["--interpreter"], {}],
    [["--engine=baseline"], {}],
  ]) {
    const all = { ...HOT, DEBUG_JIT: "1", DEBUG_JIT_IR: "1", ...env };
    const { code, out, err } = await run(t, [...words, "--jit-report"], all);
    t.deepEqual({ code, out, err }, { code: 0, out: OUTPUT, err: "JIT report: the native engine is off\n" });
  }
});

test("--jit-report where nothing is hot", async (t) => {
  t.is((await run(t, ["--jit-report"])).err, "JIT report: nothing got hot\n");
});

/** Preloaded: at the end, tells the number of the process. */
const PID = `process.on("exit", () => console.error(process.pid));
`;

native("RUFF_PERF_MAP=1: names machine code where Linux perf looks for it", async (t) => {
  const cwd = files(t, { "t.ruff": SOURCE, "pid.cjs": PID });
  const mapOf = async (env) => {
    const { out, err } = await ruff(["t.ruff"], {
      cwd,
      env: { ...HOT, ...env },
      node: ["--require", "./pid.cjs"],
    });
    t.is(out, OUTPUT);
    const path = `/tmp/perf-${err.trim()}.map`;
    t.teardown(() => rmSync(path, { force: true }));
    return readFileSync(path, "utf8").trimEnd().split("\n");
  };
  const lines = await mapOf({ RUFF_PERF_MAP: "1" });
  for (const line of lines) t.regex(line, /^[0-9a-f]+ [0-9a-f]+ ruff:\S/);
  t.true(
    lines.some((line) => line.includes("ruff:fib")),
    lines.join("\n"),
  );
  await t.throwsAsync(mapOf({}), { code: "ENOENT" });
});

/** Preloaded: at the end, tells which shared objects of the native engine are mapped. */
const LOADED = `process.on("exit", () => {
  const maps = require("node:fs").readFileSync("/proc/self/maps", "utf8");
  console.error(/libLLVM|llvm-bindings|\\.node$/m.test(maps) ? "LLVM loaded" : "LLVM not loaded");
});
`;

(process.platform === "linux" ? native : test.skip)(
  "LLVM is loaded with the first unit, not before",
  async (t) => {
    const cwd = files(t, { "t.ruff": SOURCE, "loaded.cjs": LOADED });
    const hello = new URL("hello.ruff", EXAMPLES).pathname;
    const loaded = async (path, env) => {
      const { err } = await ruff(["run", path], { cwd, env, node: ["--require", "./loaded.cjs"] });
      return err;
    };
    t.is(await loaded(hello, {}), "LLVM not loaded\n");
    t.is(await loaded("t.ruff", {}), "LLVM not loaded\n");
    t.is(await loaded("t.ruff", { ...HOT, DISABLE_JIT: "1" }), "LLVM not loaded\n");
    t.is(await loaded("t.ruff", HOT), "LLVM loaded\n");
  },
);

native("a program may end while LLVM is being loaded: nothing is lost", async (t) => {
  // Loops of different lengths, so that some runs end meanwhile.
  const cwd = files(t, {
    "t.ruff": `mut total := 0
for i in 0..parse_int(args()[0]) { total := (total + i * i) % 1000003 }
print("done")
exit(7)
`,
  });
  for (const trips of [50_000, 100_000, 200_000, 400_000, 800_000, 1_600_000]) {
    const { code, out, err } = await ruff(["run", "t.ruff", "--", String(trips)], { cwd });
    t.deepEqual({ code, out, err }, { code: 7, out: "done\n", err: "" }, String(trips));
  }
});
