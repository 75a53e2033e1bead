/** Tokens, and every diagnostic of the lexer. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { lex, SYMBOLS, SourceText, spellToken } from "../../dist/syntax/index.js";

function spell(text) {
  return lex(text).tokens.slice(0, -1).map(spellToken).join(" ");
}

function complaints(text) {
  const source = new SourceText(null, text);
  return lex(text).diagnostics.map(({ code, message, offset, subsystem, help }) => {
    const { line, column } = source.position(offset);
    if (subsystem !== "lexer" || help !== "Fix the lexical error in source and run again.")
      return "wrong frame";
    return `${code} ${line}:${column} ${message}`;
  });
}

const TOKENS = [
  ['"""a"""', 'String("a")'],
  ['"""\na\n  "b"\r\n\rc\n"""', 'String("a\\n  \\"b\\"\\n\\nc\\n")'],
  ['"""\\"""" """\\n\\$"""', 'String("\\"") String("\\n$")'],
  ['""""""', 'String("")'],
  ['"" ""', 'String("") String("")'],
  [
    '"""a ${b\n} "${"c"}" """',
    'InterpolatedString([Text("a "), Expression("b\\n"), Text(" \\""), Expression("\\"c\\""), Text("\\" ")])',
  ],
  ['"""${"""}"""}"""', 'InterpolatedString([Expression("\\"\\"\\"}\\"\\"\\"")])'],
  ['"${"""}\n"x"""}"', 'InterpolatedString([Expression("\\"\\"\\"}\\n\\"x\\"\\"\\"")])'],
  ["0xFF 0b1010 0o17 0XaB_c", "Int(255) Int(10) Int(15) Int(2748)"],
  ["1_000_000 1_0.2_5 007", "Int(1000000) Float(10.25) Int(7)"],
  ["1e5 2.5e-3 1E+2 1_0e1_0", "Float(100000.0) Float(0.0025) Float(100.0) Float(100000000000.0)"],
  ["0x7FFF_FFFF_FFFF_FFFF 0x1e5", "Int(9223372036854775807) Int(485)"],
  [
    "1e5.abs 5.e3",
    "Float(100000.0) Punctuation('.') Identifier(\"abs\") Int(5) Punctuation('.') Identifier(\"e3\")",
  ],
  ["", ""],
  [" \t\r\n", ""],
  ["#! first\na // b\n/* c\n/* d */ e", 'Identifier("a") Identifier("e")'],
  ["a/**/b", 'Identifier("a") Identifier("b")'],
  [
    "café x² _ _1 Ok",
    'Identifier("café") Identifier("x²") Identifier("_") Identifier("_1") Identifier("Ok")',
  ],
  ["if true null iffy", 'Keyword("if") Bool(true) Keyword("null") Identifier("iffy")'],
  ["0 007 9223372036854775807", "Int(0) Int(7) Int(9223372036854775807)"],
  ["9007199254740991 9007199254740992", "Int(9007199254740991) Int(9007199254740992)"],
  ["1.5 5.0 5.abs", "Float(1.5) Float(5.0) Int(5) Punctuation('.') Identifier(\"abs\")"],
  ["1.5.2", "Float(1.5) Punctuation('.') Int(2)"],
  ["1.", "Int(1) Punctuation('.')"],
  [`1${"0".repeat(16)}.0 0.0001 0.00001 0.0`, "Float(1e16) Float(0.0001) Float(1e-5) Float(0.0)"],
  ['"a\\n\\t\\r\\\\\\"\\$b"', 'String("a\\n\\t\\r\\\\\\"$b")'],
  ['"$x $"', 'String("$x $")'],
  ['"\\${x}"', 'String("${x}")'],
  ['"nul\0"', 'String("nul\0")'],
  ['"a${x}"', 'InterpolatedString([Text("a"), Expression("x")])'],
  ['"${x}${y}"', 'InterpolatedString([Expression("x"), Expression("y")])'],
  ['"${d["k"]}"', 'InterpolatedString([Expression("d[\\"k\\"]")])'],
  ['"${"in ${x}"}"', 'InterpolatedString([Expression("\\"in ${x}\\"")])'],
  ['"${"}"}"', 'InterpolatedString([Expression("\\"}\\"")])'],
  ['"${x // }" }', "InterpolatedString([Expression(\"x // \")]) Punctuation('}')"],
  ['"${x /* " */ }"', 'InterpolatedString([Expression("x /* \\" */ ")])'],
  ['"${{"a": {}}}"', 'InterpolatedString([Expression("{\\"a\\": {}}")])'],
  ['"${a\n}"', 'InterpolatedString([Expression("a\\n")])'],
  [".. ... ....", "Punctuation('.') Punctuation('.') Operator(\"...\") Operator(\"...\") Punctuation('.')"],
  [
    "=> ** === <<",
    'Operator("=") Operator(">") Operator("*") Operator("*") Operator("==") Operator("=") Operator("<") Operator("<")',
  ],
  ["a??.b", 'Identifier("a") Operator("??") Punctuation(\'.\') Identifier("b")'],
  ["-9223372036854775808", 'Operator("-") Int(9223372036854775808)'],
  ["\uFEFFa", 'Identifier("a")'],
];

for (const [text, expected] of TOKENS) {
  test(`tokens of ${JSON.stringify(text)}`, (t) => {
    t.deepEqual(complaints(text), []);
    t.is(spell(text), expected);
  });
}

test("every symbol is one token of its kind", (t) => {
  for (const [symbol, kind] of Object.entries(SYMBOLS)) t.like(lex(symbol).tokens[0], { kind, text: symbol });
});

const COMPLAINTS = [
  ['x := """abc\n""', "RUFLEX003 1:6 Unterminated string literal"],
  ['"""\n\\q"""', "RUFLEX005 2:2 Invalid escape sequence: \\\\q"],
  ['"""\n${a"""', "RUFLEX003 1:1 Unterminated interpolated string expression"],
  [`"""\n${"a".repeat(8193)}"""`, "RUFLEX009 1:1 String literal exceeds max length of 8192 characters"],
  ["a @ b", "RUFLEX001 1:3 Invalid character: '@'"],
  ["'", "RUFLEX001 1:1 Invalid character: '''"],
  ["été", "RUFLEX001 1:1 Invalid character: 'é'"],
  ["\n 😀", "RUFLEX001 2:2 Invalid character: '😀'"],
  ["a\u00a0b", "RUFLEX001 1:2 Invalid character: '\u00a0'"],
  ["a\u000cb", "RUFLEX001 1:2 Invalid character: '\u000c'"],
  ["$", "RUFLEX001 1:1 Invalid character: '$'"],
  ["a \uFEFF", "RUFLEX001 1:3 Invalid character: '\uFEFF'"],
  ["a\0", "RUFLEX002 1:2 Null byte is not allowed in source"],
  ['x := "abc\ny', "RUFLEX003 1:6 Unterminated string literal"],
  ['"abc', "RUFLEX003 1:1 Unterminated string literal"],
  ['"abc\\', "RUFLEX003 1:1 Unterminated string literal"],
  ['"a\r"', "RUFLEX003 1:1 Unterminated string literal"],
  ['x "a${b', "RUFLEX003 1:3 Unterminated interpolated string expression"],
  ['"${"a"\n{}', "RUFLEX003 1:1 Unterminated interpolated string expression"],
  ["a /*/", "RUFLEX004 1:3 Unterminated block comment"],
  ['"\\q"', "RUFLEX005 1:3 Invalid escape sequence: \\\\q"],
  ['"\\0"', "RUFLEX005 1:3 Invalid escape sequence: \\\\0"],
  ['"a\\\n"', "RUFLEX005 1:4 Invalid escape sequence: \\\\\n"],
  ["9223372036854775808", "RUFLEX006 1:1 Numeric literal overflow: 9223372036854775808"],
  ["-9223372036854775809", "RUFLEX006 1:2 Numeric literal overflow: 9223372036854775809"],
  [`${"9".repeat(400)}.0`, `RUFLEX006 1:1 Numeric literal overflow: ${"9".repeat(400)}.0`],
  ["0x8000_0000_0000_0000", "RUFLEX006 1:1 Numeric literal overflow: 0x8000_0000_0000_0000"],
  ["1e400", "RUFLEX006 1:1 Numeric literal overflow: 1e400"],
  ["x := 1e5x", "RUFLEX007 1:6 Malformed numeric literal: 1e5x"],
  ["1e", "RUFLEX007 1:1 Malformed numeric literal: 1e"],
  ["1.5e+", "RUFLEX007 1:1 Malformed numeric literal: 1.5e"],
  ["0x", "RUFLEX007 1:1 Malformed numeric literal: 0x"],
  ["0xG", "RUFLEX007 1:1 Malformed numeric literal: 0xG"],
  ["0b12", "RUFLEX007 1:1 Malformed numeric literal: 0b12"],
  ["0o8", "RUFLEX007 1:1 Malformed numeric literal: 0o8"],
  ["1_", "RUFLEX007 1:1 Malformed numeric literal: 1_"],
  ["1__0", "RUFLEX007 1:1 Malformed numeric literal: 1__0"],
  ["0x_1", "RUFLEX007 1:1 Malformed numeric literal: 0x_1"],
  ["1_000_", "RUFLEX007 1:1 Malformed numeric literal: 1_000_"],
  ["1.5abc", "RUFLEX007 1:1 Malformed numeric literal: 1.5abc"],
  ["a".repeat(257), "RUFLEX008 1:1 Identifier exceeds max length of 256 characters"],
  [`"${"a".repeat(8193)}"`, "RUFLEX009 1:1 String literal exceeds max length of 8192 characters"],
  ["1".repeat(513), "RUFLEX010 1:1 Numeric literal exceeds max length of 512 characters"],
  [`${"1".repeat(513)}x`, "RUFLEX010 1:1 Numeric literal exceeds max length of 512 characters"],
];

for (const [text, first] of COMPLAINTS) {
  test(`complaint about ${JSON.stringify(text.slice(0, 40))} (${text.length})`, (t) => {
    t.is(complaints(text)[0], first);
  });
}

test("faulty literals yield no token, and the rest of the text is read", (t) => {
  t.is(spell('a "\\q" 1e5x "open\nb'), 'Identifier("a") Identifier("b")');
  t.deepEqual(complaints('@ "\\q\\w" 1ex "open\n9x'), [
    "RUFLEX001 1:1 Invalid character: '@'",
    "RUFLEX005 1:5 Invalid escape sequence: \\\\q",
    "RUFLEX005 1:7 Invalid escape sequence: \\\\w",
    "RUFLEX007 1:10 Malformed numeric literal: 1ex",
    "RUFLEX003 1:14 Unterminated string literal",
    "RUFLEX007 2:1 Malformed numeric literal: 9x",
  ]);
});

test("tokens know their place and whether they begin a line", (t) => {
  const [a, b, c, end] = lex("a /*\n*/ b c\n").tokens;
  t.like(a, { start: 0, end: 1, startsLine: true });
  t.like(b, { start: 8, end: 9, startsLine: true });
  t.like(c, { start: 10, end: 11, startsLine: false });
  t.like(end, { kind: "eof", start: 12, end: 12 });
});
