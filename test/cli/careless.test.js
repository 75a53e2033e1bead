/** What careless users do: odd files, odd names, odd places to read from, odd programs, Ctrl-C. */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { EXAMPLES, files, MAIN, ruff, shell, WAYS } from "./support.js";

/** Name, source, expected exit code, stdout, and what stderr must match. */
const SOURCES = [
  ["empty", "", 0, ""],
  ["only a comment", "# nothing", 0, ""],
  ["only blank lines", "\n\n\r\n  \t\n", 0, ""],
  ["CRLF", 'print("a")\r\nx := 1\r\nprint(x)\r\n', 0, "a\n1\n"],
  [
    "CRLF and an error",
    'print("a")\r\nprint(1 / 0)\r\n',
    4,
    "a\n",
    /--> t\.ruff:2:9\n {3}\|\n {2}2 \| print\(1 \/ 0\)\n/,
  ],
  ["CR only", 'print("a")\rprint(1 / 0)\r', 4, "a\n", /--> t\.ruff:2:9\n/],
  ["byte-order mark", '\uFEFFprint("a")\n', 0, "a\n"],
  ["byte-order mark and an error", "\uFEFF1 / 0\n", 4, "", /--> t\.ruff:1:3\n/],
  ["no newline at the end", 'print("a")', 0, "a\n"],
  [
    "NUL outside a string",
    "x := 1\n\0",
    3,
    "",
    /^\[RUFLEX002\] \[lexer\] error: Null byte is not allowed in source\n/,
  ],
  ["control characters", "\x01\x1b[31m\n", 3, "", /^\[RUFLEX001\](?![\s\S]*\x1b)/],
  ["exactly 1 MiB", `${"#".repeat(1_048_576 - 10)}\nprint(1)\n`, 0, "1\n"],
  ["a line of 300,000 characters", `${" ".repeat(300_000)}print(1 / 0)\n`, 4, "", /^.*\n.*\n.*\n.{1,140}\n/],
  ["a literal of 300,000 characters", `print("${"x".repeat(300_000)}")\n`, 3, "", /^\[RUFLEX009\]/],
  [
    "text of 300,000 characters",
    `s := "${"x".repeat(7500)}"\nt := ""\nfor i in range(40) { t := t + s }\nprint(len(t))\n`,
    0,
    "300000\n",
  ],
  [
    "a sum of 20,000 terms",
    `print(${"1 + ".repeat(19_999)}1)\n`,
    4,
    "",
    /expression or chain of 'else if' is too long\n {2}--> t\.ruff:1:\d+\n/,
  ],
  ["a sum of 4,900 terms", `print(${"1 + ".repeat(4899)}1)\n`, 0, "4900\n"],
  [
    "4,900 'else if'",
    `x := 4899\nif x == 0 {}${Array.from({ length: 4899 }, (_, i) => ` else if x == ${i + 1} { print(${i + 1}) }`).join("")}\n`,
    0,
    "4899\n",
  ],
  [
    "20,000 'else if'",
    `x := 1\nif x == 0 {}${" else if x == 2 {}".repeat(20_000)}\n`,
    4,
    "",
    /chain of 'else if' is too long\n {2}--> t\.ruff:2:1\n/,
  ],
  [
    "5,000 nested blocks",
    `${"if true { ".repeat(5000)}${"}".repeat(5000)}\n`,
    3,
    "",
    /Maximum block nesting depth of 128 exceeded/,
  ],
  [
    "5,000 nested parentheses",
    `print(${"(".repeat(5000)}1${")".repeat(5000)})\n`,
    3,
    "",
    /Maximum expression nesting depth of 256 exceeded/,
  ],
  ["5,000 brackets", `${"[".repeat(5000)}\n`, 3, "", /nesting depth of 256 exceeded/],
  [
    "3,000 functions",
    `${Array.from({ length: 3000 }, (_, i) => `func f${i}(a) { return a + ${i} }`).join("\n")}\nprint(f2999(1))\n`,
    0,
    "3000\n",
  ],
  [
    "a value that grows without end",
    `s := "0123456789abcdef"\nwhile true { s := s + s }\n`,
    4,
    "",
    /^\[RUFVM001\] \[vm\] Runtime Error: Value is too large\n {2}--> t\.ruff:2:21\n/,
  ],
  [
    "a string that grows without end by interpolation",
    `s := "0123456789abcdef"\nwhile true { s := "a\${s}\${s}" }\n`,
    4,
    "",
    /^\[RUFVM001\] \[vm\] Runtime Error: Value is too large\n {2}--> t\.ruff:2:19\n/,
  ],
];

for (const [title, source, code, out, error = /^$/] of SOURCES)
  test(`source: ${title}`, async (t) => {
    const cwd = files(t, { "t.ruff": source });
    for (const engine of ["interpreter", "native"]) {
      const result = await ruff(["run", `--engine=${engine}`, "t.ruff"], { cwd });
      t.deepEqual(
        { code: result.code, out: result.out },
        { code, out },
        `${engine}: ${result.err.slice(0, 500)}`,
      );
      t.regex(result.err, error, engine);
    }
  });

test("file names: without .ruff, blanks, other alphabets, line ends, through symbolic links", async (t) => {
  const source = "print(1 / 0)\n";
  const names = ["script", "a b.txt", "é 🎉.ruff", "new\nline.ruff", "-dash.ruff", "q'uo\"te.ruff"];
  const cwd = files(t, Object.fromEntries(names.map((name) => [name, source])));
  symlinkSync("script", join(cwd, "link.ruff"));
  symlinkSync("loop.ruff", join(cwd, "loop.ruff"));
  for (const name of [...names, "link.ruff"]) {
    const { code, err } = await ruff(["run", "--", name], { cwd });
    t.is(code, 4, name);
    t.true(err.includes(`  --> ${name}:1:9\n`), err);
  }
  const { code, err } = await ruff(["loop.ruff"], { cwd });
  t.is(code, 5);
  t.regex(
    err,
    /^\[RUFCLI001\] \[cli\] error: Failed to read \.ruff file 'loop\.ruff': .* \(os error 40\)\n$/,
  );
});

test("a module that is a symbolic link to somewhere else", async (t) => {
  const cwd = files(t, { "lib.ruff": "x := 1\n" });
  mkdirSync(join(cwd, "app"));
  symlinkSync("../lib.ruff", join(cwd, "app/lib.ruff"));
  writeFileSync(join(cwd, "app/t.ruff"), "import lib\n");
  const { code, err } = await ruff(["run", "t.ruff"], { cwd: join(cwd, "app") });
  t.is(code, 4);
  t.true(err.includes("Unsafe module import 'lib': path escapes the module root\n  --> t.ruff:1:"), err);
});

test("environment variables with odd values", async (t) => {
  const cwd = files(t, { "t.ruff": "print(1)\n" });
  for (const [name, wanted] of [
    ["DEBUG_JIT_IR", "invalid value '-?' for DEBUG_JIT_IR: expected 1, opt, asm or a function's name"],
    [
      "RUFF_JIT_THRESHOLD",
      "invalid value '-?' for RUFF_JIT_THRESHOLD: expected a whole number from 0 to 1000000000",
    ],
    ["DISABLE_JIT", "invalid value '-?' for DISABLE_JIT: expected 0 or 1"],
  ]) {
    const { code, out, err } = await ruff(["run", "t.ruff"], { cwd, env: { [name]: "-?" } });
    t.deepEqual({ code, out }, { code: 2, out: "" });
    t.is(err.split("\n", 1)[0], `error: ${wanted}`);
  }
});

test("scripts from standard input, a named pipe, a process", async (t) => {
  const cwd = files(t, { "t.ruff": 'print("read", args())\n' });
  for (const [line, way] of [
    ["$RUFF run /dev/stdin x < t.ruff", "deep"],
    ["cat t.ruff | $RUFF run /dev/stdin x", "deep"],
    ["cat t.ruff | $RUFF run --interpreter /dev/stdin x", "deep"],
    ["cat t.ruff | $RUFF run /dev/stdin x", "plain"],
    ["mkfifo p.ruff; (sleep 0.2; cat t.ruff) > p.ruff & $RUFF p.ruff x", "deep"],
    ["$RUFF run <(cat t.ruff) x", "deep"],
  ]) {
    const { code, out, err } = await shell(line, { cwd, way });
    t.deepEqual({ code, out, err }, { code: 0, out: "read [x]\n", err: "" }, line);
  }
});

test("a script of large functions may come through a pipe, too", async (t) => {
  const variables = Array.from({ length: 40 }, (_, i) => `  v${i} := ${i}`).join("\n");
  const cwd = files(t, { "t.ruff": `func f() {\n${variables}\n  return v39\n}\nprint(f())\n` });
  const { code, out, err } = await shell("cat t.ruff | $RUFF run /dev/stdin", { cwd });
  t.deepEqual({ code, out, err }, { code: 0, out: "39\n", err: "" });
});

test("another folder, a folder that is gone", async (t) => {
  const cwd = files(t, { "t.ruff": "print(1)\n" });
  mkdirSync(join(cwd, "sub"));
  t.is((await shell("cd sub && $RUFF ../t.ruff", { cwd })).out, "1\n");
  const gone = await shell('cd sub && rmdir ../sub && $RUFF "$OLDPWD/t.ruff"', { cwd });
  t.deepEqual({ code: gone.code, out: gone.out }, { code: 0, out: "1\n" }, gone.err);
});

const LOOPS = {
  baseline: "while true { x := 1 }\n",
  interpreter: "while true { x := 1 }\n",
  native: "func spin(n) {\n  while n >= 0 { n := n + 0 }\n  return n\n}\nspin(1)\n",
};

for (const [engine, loop] of Object.entries(LOOPS))
  test(`Ctrl-C ends an endless loop at once: ${engine}`, async (t) => {
    const cwd = files(t, {
      "t.ruff": `print("${"x".repeat(8000)}")\nfor i in range(10) { print("${"x".repeat(8000)}") }\n${loop}`,
    });
    const words = ["run", `--engine=${engine}`, "t.ruff"];
    const env = { ...process.env, RUFF_JIT_THRESHOLD: "0" };
    const child = spawn(process.execPath, [...WAYS.deep, MAIN, ...words], { cwd, env });
    const err = [];
    child.stderr.on("data", (data) => err.push(data));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const startedAt = performance.now();
    child.kill("SIGINT");
    const signal = await new Promise((resolve) => child.on("close", (_code, name) => resolve(name)));
    t.is(signal, "SIGINT");
    t.is(Buffer.concat(err).toString(), "");
    t.true(performance.now() - startedAt < 5000);
  });

test("the bundle behaves like the modules it was made of", async (t) => {
  const main = new URL("../../dist/bin/ruff.cjs", import.meta.url).pathname;
  const first = (() => {
    try {
      return readFileSync(main, "utf8").split("\n", 1)[0];
    } catch {
      return null;
    }
  })();
  if (first === null) return t.pass("not built");
  t.is(first, "#!/usr/bin/env -S node --stack-size=7000");
  const hello = new URL("hello.ruff", EXAMPLES).pathname;
  const expected = readFileSync(new URL("hello.out", EXAMPLES), "utf8");
  for (const way of ["deep", "plain"])
    for (const words of [
      ["run", hello],
      ["run", "--interpreter", hello],
      [hello, "--engine=baseline"],
    ]) {
      const { code, out, err } = await ruff(words, { way, main });
      t.deepEqual({ code, out, err }, { code: 0, out: expected, err: "" });
    }
  t.is((await ruff(["run"], { main })).code, 2);
  t.is((await ruff(["doctor"], { main })).code, 0);
});
