/** How a run that fails ends: the report on stderr, the exit code, and what was printed before on stdout. */

import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { internalLine } from "../../dist/cli/internal.js";
import { StandardStreams } from "../../dist/cli/streams.js";
import { files, onAll, ruff, shell } from "./support.js";

test("success: exit 0, nothing on stderr", async (t) => {
  await onAll(t, 'print("hi")\n', ({ code, out, err }, title) => {
    t.deepEqual({ code, out, err }, { code: 0, out: "hi\n", err: "" }, title);
  });
});

test("syntax errors: all of them, each with its place and line, exit 3, nothing is run", async (t) => {
  const source = 'print("start")\nlet := 3\nprint(1 2)\nx := 5 %\n\n';
  await onAll(t, source, ({ code, out, err }, title) => {
    t.like({ code, out }, { code: 3, out: "" }, title);
    const places = [...err.matchAll(/^ {2}--> (.*)$/gm)].map(([, place]) => place);
    t.deepEqual(places, ["t.ruff:2:5", "t.ruff:3:9", "t.ruff:6:1"], err);
    t.is(err.match(/^\[RUFPARSE001\] \[parser\] error: /gm).length, 3);
    t.true(
      err.includes("   |\n  3 | print(1 2)\n   |          ^\n   |\n   = help: Fix the parse error"),
      err,
    );
  });
});

test("a lexical error names its kind", async (t) => {
  const cwd = files(t, { "t.ruff": 'print("a)\n' });
  const { code, out, err } = await ruff(["t.ruff"], { cwd });
  t.deepEqual({ code, out }, { code: 3, out: "" });
  t.regex(err, /^\[RUFLEX003\] \[lexer\] error: .*\n {2}--> t\.ruff:1:7\n/);
});

test("static errors: exit 4, each with its place, nothing is run", async (t) => {
  const source = 'print("start")\nfunc f() {\n  let a := 1\n  let a := 2\n}\nfunc g(b, b) { return b }\n';
  await onAll(t, source, ({ code, out, err }, title) => {
    t.deepEqual({ code, out }, { code: 4, out: "" }, title);
    t.is(
      err,
      "[RUFVM001] [vm] error: Compilation error: Duplicate declaration in the same scope: a\n" +
        "  --> t.ruff:4:7\n   |\n  4 |   let a := 2\n   |        ^\n   |\n" +
        "[RUFVM001] [vm] error: Compilation error: Duplicate declaration in the same scope: b\n" +
        "  --> t.ruff:6:11\n   |\n  6 | func g(b, b) { return b }\n   |            ^\n   |\n",
    );
  });
});

test("an uncaught error: message, place, line and calls, exit 4, what was printed before is out", async (t) => {
  const source =
    'print("before")\nfunc inner(x) {\n  return x / 0\n}\nfunc outer(x) { return inner(x) }\nouter(1)\n';
  for (const env of [{}, { RUFF_JIT_THRESHOLD: "0" }])
    await onAll(
      t,
      source,
      ({ code, out, err }, title) => {
        t.deepEqual({ code, out }, { code: 4, out: "before\n" }, title);
        t.is(
          err,
          "[RUFVM001] [vm] Runtime Error: Division by zero\n  --> t.ruff:3:12\n   |\n  3 |   return x / 0\n" +
            "   |             ^\n   |\n\nCall stack:\n  0 at inner (t.ruff:3:12)\n  1 at outer (t.ruff:5:24)\n\n",
        );
      },
      { env },
    );
});

test("an error at the top level has no call stack; thrown errors are told alike", async (t) => {
  await onAll(t, 'throw("mine: é")\n', ({ code, err }, title) => {
    t.is(code, 4, title);
    t.is(
      err,
      "[RUFVM001] [vm] Runtime Error: mine: é\n  --> t.ruff:1:1\n   |\n" +
        '  1 | throw("mine: é")\n   |  ^\n   |\n\n',
    );
  });
});

const unreadable = (path, reason) =>
  `[RUFCLI001] [cli] error: Failed to read .ruff file '${path}': ${reason}\n`;

for (const command of ["run", "check"])
  test(`files that cannot be read, ${command}: exit 5`, async (t) => {
    const cwd = files(t, { "latin.ruff": Buffer.from('print("\xe9")\n', "latin1"), "file.ruff": "" });
    mkdirSync(join(cwd, "dir.ruff"));
    for (const [path, reason] of [
      ["absent.ruff", "No such file or directory (os error 2)"],
      ["absent/a.ruff", "No such file or directory (os error 2)"],
      ["", "No such file or directory (os error 2)"],
      ["dir.ruff", "Is a directory (os error 21)"],
      ["file.ruff/a.ruff", "Not a directory (os error 20)"],
      ["latin.ruff", "stream did not contain valid UTF-8"],
    ]) {
      const { code, out, err } = await ruff([command, path], { cwd });
      t.deepEqual({ code, out, err }, { code: 5, out: "", err: unreadable(path, reason) });
    }
  });

(process.getuid?.() === 0 ? test.skip : test)("a file without permission: exit 5", async (t) => {
  const cwd = files(t, { "secret.ruff": "" });
  chmodSync(join(cwd, "secret.ruff"), 0);
  const { code, err } = await ruff(["secret.ruff"], { cwd });
  t.deepEqual({ code, err }, { code: 5, err: unreadable("secret.ruff", "Permission denied (os error 13)") });
});

test("a source of more than 1 MiB: exit 3; a file without end is not read to its end", async (t) => {
  const cwd = files(t, { "large.ruff": "#".repeat(1_048_577) });
  for (const command of ["run", "check"]) {
    const { code, out, err } = await ruff([command, "large.ruff"], { cwd });
    t.deepEqual({ code, out }, { code: 3, out: "" });
    t.regex(
      err,
      /^\[RUFPARSE001\] \[parser\] error: Source size 1048577 bytes exceeds maximum allowed 1048576 bytes\n/,
    );
  }
  const { code, err } = await shell("$RUFF run /dev/zero", { cwd });
  t.is(code, 3);
  t.regex(err, /exceeds maximum allowed 1048576 bytes/);
});

test("a defect of Ruff itself is told in one line", (t) => {
  const line = (text) => `ruff: internal error: ${text}; please report it together with the script\n`;
  t.is(internalLine(new TypeError("x is not\n    at y (z.js:1:1)")), line("x is not"));
  t.is(internalLine(new RangeError("")), line("RangeError"));
  t.is(internalLine("text"), line("text"));
  t.is(internalLine(undefined), line("undefined"));
});

test("a defect: exit 6, one line, and what was printed before is out", async (t) => {
  const cwd = files(t, {
    "t.ruff": 'print("before")\nprint(performance_now())\n',
    "broken.cjs": 'performance.now = () => { throw new TypeError("the clock\\nis broken"); };\n',
  });
  for (const way of ["deep", "plain"]) {
    const { code, out, err } = await ruff(["t.ruff"], { cwd, way, node: ["--require", "./broken.cjs"] });
    t.deepEqual({ code, out }, { code: 6, out: "before\n" }, way);
    t.is(err, "ruff: internal error: the clock; please report it together with the script\n");
  }
});

test("a defect leaves what serves the streams as it is", async (t) => {
  const streams = new StandardStreams();
  t.is(await streams.serve(async () => 7), 7);
  const defect = new TypeError("defect");
  const thrown = await t.throwsAsync(streams.serve(() => Promise.reject(defect)));
  t.is(thrown, defect);
});
