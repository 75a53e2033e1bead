/** `ruff check`: the outcome in each of its forms; nothing is run. */

import test from "ava";
import { files, ruff } from "./support.js";

const SOURCE = 'print("ran")\nfunc f(n) {\n  return n + 1\n}\nprint(f(1))\n';
const WAYS = ["deep", "plain"];

test("success in each form", async (t) => {
  const cwd = files(t, { "a b.ruff": SOURCE });
  for (const [words, expected] of [
    [[], /^check passed: a b\.ruff\n$/],
    [["-q"], /^$/],
    [["--quiet"], /^$/],
    [["-v"], /^check passed: a b\.ruff \(statements=3, bytecode_instructions=\d+\)\n$/],
    [["--verbose"], /^check passed: a b\.ruff \(statements=3, bytecode_instructions=\d+\)\n$/],
  ])
    for (const way of WAYS) {
      const { code, out, err } = await ruff(["check", ...words, "a b.ruff"], { cwd, way });
      t.deepEqual({ code, err }, { code: 0, err: "" });
      t.regex(out, expected);
    }
  t.regex((await ruff(["check", "a b.ruff", "-v"], { cwd })).out, /statements=3/);
});

test("--json: the only thing on stdout, whatever the other options", async (t) => {
  const cwd = files(t, { "t.ruff": SOURCE });
  for (const words of [["--json"], ["--json", "-q"], ["-v", "--json"]]) {
    const { code, out, err } = await ruff(["check", ...words, "t.ruff"], { cwd });
    t.deepEqual({ code, err }, { code: 0, err: "" });
    const { bytecode_instruction_count, ...rest } = JSON.parse(out);
    t.true(bytecode_instruction_count > 3);
    t.deepEqual(rest, { command: "check", file: "t.ruff", statement_count: 3, status: "ok" });
    t.is(out, `${JSON.stringify(JSON.parse(out), null, 2)}\n`);
  }
});

test("failures as in run, on stderr in every form", async (t) => {
  const cwd = files(t, { "syntax.ruff": "x := 1 +\n", "static.ruff": "func f(a, a) { return a }\n" });
  for (const [path, exit, expected] of [
    ["syntax.ruff", 3, /^\[RUFPARSE001\] \[parser\] error: .*\n {2}--> syntax\.ruff:2:1\n/],
    [
      "static.ruff",
      4,
      /^\[RUFVM001\] \[vm\] error: Compilation error: Duplicate .*\n {2}--> static\.ruff:1:11\n/,
    ],
    ["absent.ruff", 5, /^\[RUFCLI001\] \[cli\] error: Failed to read \.ruff file 'absent\.ruff': No such/],
  ])
    for (const words of [[], ["-q"], ["-v"], ["--json"]])
      for (const way of WAYS) {
        const { code, out, err } = await ruff(["check", ...words, path], { cwd, way });
        t.is(code, exit);
        if (words[0] === "--json") t.is(JSON.parse(out).status, "error");
        else t.is(out, "");
        t.regex(err, expected);
      }
});

test("a long expression needs no deep stack of the caller's", async (t) => {
  const cwd = files(t, { "t.ruff": `print(${"1 + ".repeat(4500)}1)\n` });
  for (const way of WAYS) t.is((await ruff(["check", "-q", "t.ruff"], { cwd, way })).code, 0);
});

test("imports are followed, each module once; errors inside tests are found", async (t) => {
  const cwd = files(t, {
    "t.ruff": 'from m import f, nope\nimport gone\nimport good\ntest "x" { continue }\n',
    "m.ruff": "import t\nexport func f(a, a) { }\n",
    "good.ruff": "export func g() { }\nbreak\n",
  });
  const { code, out, err } = await ruff(["check", "--json", "t.ruff"], { cwd });
  t.is(code, 4);
  const { diagnostics, ...rest } = JSON.parse(out);
  t.deepEqual(rest, { command: "check", file: "t.ruff", status: "error" });
  t.deepEqual(
    diagnostics.map(({ file, line, column, message }) => [
      `${file.split("/").at(-1)}:${line}:${column}`,
      message.replace(/;.*/, ""),
    ]),
    [
      ["t.ruff:4:12", "Compilation error: continue can only be used inside a loop"],
      ["m.ruff:2:18", "Compilation error: Duplicate declaration in the same scope: a"],
      ["t.ruff:1:1", "Symbol 'nope' not found in module 'm'"],
      ["t.ruff:2:1", "Module not found: gone"],
      ["good.ruff:2:1", "Compilation error: break can only be used inside a loop"],
    ],
  );
  t.is(err.match(/^\[RUFVM001\]/gm).length, 5);
});
