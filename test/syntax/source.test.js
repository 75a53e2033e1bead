/** Places in texts, and the layouts of diagnostics. */

import test from "ava";
import { parse, renderDiagnostic, renderExcerpt, SourceText, toJson } from "../../dist/syntax/index.js";

const place = (text, offset) => {
  const { line, column } = new SourceText(null, text).position(offset);
  return `${line}:${column}`;
};

test("lines end with LF, CRLF or CR", (t) => {
  const text = "a\nb\r\nc\rd";
  t.deepEqual(
    [0, 1, 2, 5, 7, 8].map((offset) => place(text, offset)),
    ["1:1", "1:2", "2:1", "3:1", "4:1", "4:2"],
  );
  const source = new SourceText(null, text);
  t.deepEqual(
    [1, 2, 3, 4, 5, 0].map((line) => source.lineText(line)),
    ["a", "b", "c", "d", "", ""],
  );
});

test("columns count code points", (t) => {
  t.is(place("😀😀x", 4), "1:3");
  t.is(place("\t\tx", 2), "1:3");
});

test("offsets beyond the text are moved to its ends", (t) => {
  t.is(place("ab", 99), "1:3");
  t.is(place("", 0), "1:1");
});

test("a byte-order mark takes no column", (t) => {
  t.is(place("\uFEFFab", 0), "1:1");
  t.is(place("\uFEFFab", 1), "1:1");
  t.is(place("\uFEFFab", 2), "1:2");
  t.is(new SourceText(null, "\uFEFFab").lineText(1), "ab");
});

test("the layout for people", (t) => {
  const text = "x := 1\nfunc\t( 2";
  const source = new SourceText("demo.ruff", text);
  t.is(
    renderDiagnostic(parse(text).diagnostics[0], source),
    [
      "[RUFPARSE001] [parser] error: Expected function name after 'func'",
      "  --> demo.ruff:2:8",
      "   |",
      "  2 | func\t( 2",
      "   |      \t  ^",
      "   |",
      "   = help: Fix the parse error and rerun Ruff.",
    ].join("\n"),
  );
});

test("the layout without a place, a file or a help", (t) => {
  const diagnostic = { code: "RUFCLI001", subsystem: "cli", message: "No", help: null, offset: null };
  t.is(renderDiagnostic(diagnostic, new SourceText("a.ruff", "x")), "[RUFCLI001] [cli] error: No");
  t.is(
    renderDiagnostic({ ...diagnostic, help: "Do." }, new SourceText("a.ruff", "x")),
    "[RUFCLI001] [cli] error: No\n  = help: Do.",
  );
  t.is(renderDiagnostic({ ...diagnostic, offset: 0 }, new SourceText(null, "x")).split("\n")[1], "  --> 1:1");
});

test("the caret stands under its character, whatever the width of the line number", (t) => {
  for (const lines of [0, 8, 98, 998, 9998, 99998]) {
    const text = `${"\n".repeat(lines)}abc @ def`;
    const [top, numbered, caret, bottom] = renderExcerpt(new SourceText(null, text), lines + 4);
    t.is(caret.indexOf("^"), numbered.indexOf("@"));
    t.is(top, bottom);
    t.is(caret.indexOf("|"), top.length - 1);
  }
});

test("long lines are cut around the caret", (t) => {
  for (const before of [0, 30, 60, 61, 500, 9940, 10_000]) {
    const text = `${"a".repeat(before)}@${"b".repeat(10_000 - before)}`;
    const [, numbered, caret] = renderExcerpt(new SourceText(null, text), before);
    t.true(numbered.length < 140);
    t.is(caret.indexOf("^"), numbered.indexOf("@"));
  }
});

test("control characters do not reach the terminal", (t) => {
  t.is(renderExcerpt(new SourceText(null, "a\u001bb\0"), 0)[1], "  1 | a\uFFFDb\uFFFD");
});

test("the layout for programs", (t) => {
  const text = "x := @";
  const [diagnostic] = parse(text).diagnostics;
  t.is(
    JSON.stringify(toJson(diagnostic, new SourceText("demo.ruff", text)), null, 2),
    `{
  "code": "RUFLEX001",
  "column": 6,
  "file": "demo.ruff",
  "help": "Fix the lexical error in source and run again.",
  "line": 1,
  "message": "Invalid character: '@'",
  "severity": "error",
  "subsystem": "lexer"
}`,
  );
  t.like(toJson({ ...diagnostic, offset: null, help: null }, new SourceText(null, "")), {
    line: 0,
    column: 0,
    file: null,
    help: null,
  });
});
