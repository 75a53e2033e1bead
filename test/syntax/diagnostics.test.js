/** Every message of the parser, with its place. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { parse } from "../../dist/syntax/index.js";
import { verdict } from "./helpers.js";

const items = (count, separator = ", ") => Array(count).fill("1").join(separator);
const entries = (count) => Array(count).fill("a: 1").join(", ");

/** `Expected 'X' ... but found TOKEN`, at the unexpected token. */
const MISSING = [
  ["func f() 1", "1:10 Expected '{' to start function body but found Int(1)"],
  ["x := func() 1", "1:13 Expected '{' to start function expression body but found Int(1)"],
  ["if a b", "1:6 Expected '{' to start if block but found Identifier(\"b\")"],
  ["if a { } else 1", "1:15 Expected '{' to start else block but found Int(1)"],
  ["while a;", "1:8 Expected '{' to start while body but found Punctuation(';')"],
  ["loop 1", "1:6 Expected '{' to start loop body but found Int(1)"],
  ["for i in x 1", "1:12 Expected '{' to start for loop body but found Int(1)"],
  ["try f()", "1:5 Expected '{' to start try block but found Identifier(\"f\")"],
  ["try { } except e 1.5", "1:18 Expected '{' to start except block but found Float(1.5)"],
  ["match x { case A: 1 }", "1:19 Expected '{' to start match case block but found Int(1)"],
  ["match x { default: 1 }", "1:20 Expected '{' to start match default block but found Int(1)"],
  ["spawn f()", "1:7 Expected '{' to start spawn block but found Identifier(\"f\")"],
  ['test "t" 1', "1:10 Expected '{' to start test body but found Int(1)"],
  ["test_setup 1", "1:12 Expected '{' to start test_setup block but found Int(1)"],
  ["test_teardown 1", "1:15 Expected '{' to start test_teardown block but found Int(1)"],
  ['test_group "g" true', "1:16 Expected '{' to start test_group body but found Bool(true)"],
  ["struct S 1", "1:10 Expected '{' to start struct body but found Int(1)"],
  ["enum E 1", "1:8 Expected '{' to start enum body but found Int(1)"],

  ["func f() {", "1:11 Expected '}' to close function body but found Eof"],
  ["x := func() {", "1:14 Expected '}' to close function expression body but found Eof"],
  ["if a { b", "1:9 Expected '}' to close if block but found Eof"],
  ["if a { } else {", "1:16 Expected '}' to close else block but found Eof"],
  ["while a { b", "1:12 Expected '}' to close while body but found Eof"],
  ["loop {", "1:7 Expected '}' to close loop body but found Eof"],
  ["for i in f() {", "1:15 Expected '}' to close for loop body but found Eof"],
  ["try {", "1:6 Expected '}' to close try block but found Eof"],
  ["try { } except e {", "1:19 Expected '}' to close except block but found Eof"],
  ["match x { case A: {", "1:20 Expected '}' to close match case block but found Eof"],
  ["match x { default: {", "1:21 Expected '}' to close match default block but found Eof"],
  ["spawn {", "1:8 Expected '}' to close spawn block but found Eof"],
  ['test "t" {', "1:11 Expected '}' to close test body but found Eof"],
  ["test_setup {", "1:13 Expected '}' to close test_setup block but found Eof"],
  ["test_teardown {", "1:16 Expected '}' to close test_teardown block but found Eof"],
  ['test_group "g" {', "1:17 Expected '}' to close test_group body but found Eof"],
  ["struct S { a", "1:13 Expected '}' to close struct body but found Eof"],
  ["enum E { A B }", "1:12 Expected '}' to close enum body but found Identifier(\"B\")"],
  ["p := P { x: 1 y: 2 }", "1:15 Expected '}' to close struct literal but found Identifier(\"y\")"],
  ["d := {a: 1 b: 2}", "1:12 Expected '}' to close dictionary literal but found Identifier(\"b\")"],

  ["func f {}", "1:8 Expected '(' after function name but found Punctuation('{')"],
  ["x := func f() {}", "1:11 Expected '(' after 'func' in function expression but found Identifier(\"f\")"],
  ["func f(a b) {}", "1:10 Expected ')' to close function parameter list but found Identifier(\"b\")"],
  ["func f(if) {}", "1:8 Expected ')' to close function parameter list but found Keyword(\"if\")"],
  [
    "x := func(self) {}",
    "1:11 Expected ')' to close function expression parameter list but found Keyword(\"self\")",
  ],
  ["f(a b)", "1:5 Expected ')' to close function call arguments but found Identifier(\"b\")"],
  ['f(a "b")', "1:5 Expected ')' to close function call arguments but found String(\"b\")"],
  [
    'f(a "b${c}")',
    '1:5 Expected \')\' to close function call arguments but found InterpolatedString([Text("b"), Expression("c")])',
  ],
  ["o.f(a b)", "1:7 Expected ')' to close method call arguments but found Identifier(\"b\")"],
  ["A::B(a b)", "1:8 Expected ')' to close tag expression arguments but found Identifier(\"b\")"],
  ["throw(a b)", "1:9 Expected ')' to close throw(...) arguments but found Identifier(\"b\")"],
  ["(a b)", "1:4 Expected ')' to close parenthesized expression but found Identifier(\"b\")"],
  ["x := (a, b)", "1:8 Expected ')' to close parenthesized expression but found Punctuation(',')"],
  ["Ok(a b)", "1:6 Expected ')' to close Ok(...) but found Identifier(\"b\")"],
  ["Err(a, b)", "1:6 Expected ')' to close Err(...) but found Punctuation(',')"],
  ["Some(a b)", "1:8 Expected ')' to close Some(...) but found Identifier(\"b\")"],
  ["[1 2]", "1:4 Expected ']' to close array literal but found Int(2)"],
  ["a[1, 2]", "1:4 Expected ']' to close index expression but found Punctuation(',')"],
  ["for i of x {}", "1:7 Expected 'in' in for loop but found Identifier(\"of\")"],
  ["try {} finally {}", "1:8 Expected 'except' after try block but found Identifier(\"finally\")"],
  [
    "from a impor b",
    "1:8 Expected 'import' after module name in from-import statement but found Identifier(\"impor\")",
  ],
  [
    "let a += 1",
    "1:7 Expected assignment operator (':=' or '=') in let declaration but found Operator(\"+=\")",
  ],
  ["mut a", "1:6 Expected assignment operator (':=' or '=') in let declaration but found Eof"],
  ["const A: int", "1:13 Expected assignment operator (':=' or '=') in const declaration but found Eof"],
  [
    "let x: 5 := 1",
    "1:6 Expected assignment operator (':=' or '=') in let declaration but found Punctuation(':')",
  ],
  [
    "let [a b] := c",
    "1:8 Expected assignment operator (':=' or '=') in let declaration but found Identifier(\"b\")",
  ],
];

/** The token behind the wrong one, or the end of the text. */
const BEHIND = [
  ["x := ", "1:6 Expected expression"],
  ["x := ) y", "1:8 Expected expression"],
  ["f(,)", "1:4 Expected expression"],
  ["a[]", "1:4 Expected expression"],
  ["()", "1:3 Expected expression"],
  ["[1,,2]", "1:5 Expected expression"],
  ["x++ y", "1:5 Expected expression"],
  ["2 ** 3", "1:6 Expected expression"],
  ['x := int("5")', "1:9 Expected expression"],
  ["{ 1: 2 }}", "1:10 Expected expression"],
  ["func 1 2", "1:8 Expected function name after 'func'"],
  ["func ", "1:6 Expected function name after 'func'"],
  ["func* (a) {}", "1:8 Expected function name after 'func'"],
  ["struct S { func (x) {} }", "1:18 Expected function name after 'func'"],
  ["struct { }", "1:10 Expected struct name after 'struct'"],
  ["enum if { }", "1:9 Expected enum name after 'enum'"],
  ["const [a] := b", "1:8 Expected constant name after 'const'"],
  ["for (a in b) {}", "1:6 Expected loop variable name after 'for'"],
  ["try { } except { }", "1:18 Expected exception variable after 'except'"],
  ['import "m" x', "1:12 Expected module name after 'import'"],
  ["from . import a", "1:8 Expected module name after 'from'"],
  ["from a. import b", "1:16 Expected module path segment after '.' in from-import statement"],
  ["from a import *", "1:16 Expected imported symbol name"],
  ["from a import b, ; c", "1:20 Expected imported symbol name"],
  ["test name {}", "1:11 Expected test name string after 'test'"],
  ["test_group {}", "1:13 Expected group name string after 'test_group'"],
];

/** At the current token. */
const HERE = [
  ["async x", "1:7 Expected 'func' after 'async'"],
  ["x := async 5", "1:12 Expected 'func' after 'async'"],
  ["Ok := 5", "1:4 Expected '(' after 'Ok'"],
  ["x := Err", "1:9 Expected '(' after 'Err'"],
  ["Some 5", "1:6 Expected '(' after 'Some'"],
  ["{ print(1) }", "1:12 Expected ':' in dictionary literal"],
  ["let x: Result := 1", "1:15 Expected '<' in Result<T, E> type annotation"],
  ["let x: Result<int> := 1", "1:18 Expected ',' in Result<T, E> type annotation"],
  ["let x: Result<int, string := 1", "1:27 Expected '>' in Result<T, E> type annotation"],
  ["let x: Option := 1", "1:15 Expected '<' in Option<T> type annotation"],
  ["func f(a: Option<int) {}", "1:21 Expected '>' in Option<T> type annotation"],
  ["a + b := 1", "1:10 Invalid assignment target"],
  ["A::B := 1", "1:9 Invalid assignment target"],
  ["a?.b = 1", "1:8 Invalid assignment target"],
  ["None := 1", "1:9 Invalid assignment target"],
  ["f() += ", "1:8 Invalid assignment target"],
  ["a = b += 1", "1:7 Chained assignment is not supported; split the assignment into separate statements"],
  [`x := [${items(4097)}, 1]`, "1:12296 Array literal exceeds maximum element count of 4096"],
  [`x := {${entries(4097)}}`, "1:24587 Dictionary literal exceeds maximum item count of 4096"],
  ["mut if := 1", "1:5 Invalid statement"],
  ["let [5] := x", "1:6 Invalid statement"],
  ["match x { case (a): {} }", "1:17 Invalid statement"],
  ["match x { case A::5: {} }", "1:20 Invalid statement"],
  ["x := A::5 y", "1:11 Invalid statement"],
  ["func f() { let 5 := x }", "1:16 Expected '}' to close function body but found Int(5)"],
  ["if a { match x { case (: {} } }", "1:24 Expected '}' to close if block but found Punctuation(':')"],
  ["func f() { let }", "1:16 Invalid statement"],
];

/** Inside interpolations; places are the true ones. */
const INSIDE = [
  ['"${}"', "1:4 Expected expression"],
  ['"a${1 +}b"', "1:8 Expected expression"],
  ['"${a b}"', "1:6 Invalid interpolated string expression"],
  ['"${a; b}"', "1:5 Invalid interpolated string expression"],
  ['"${f(,)}"', "1:7 Expected expression"],
  ['"${f(a b)}"', "1:8 Expected ')' to close function call arguments but found Identifier(\"b\")"],
  ['"${(a}"', "1:6 Expected ')' to close parenthesized expression but found Eof"],
  ['"${@}"', "1:4 Invalid character: '@'"],
  ['"  ${1e5x}"', "1:6 Malformed numeric literal: 1e5x"],
  ['"${\n"\\q"}"', "2:3 Invalid escape sequence: \\\\q"],
  ['"${"${b c}"}"', "1:9 Invalid interpolated string expression"],
  ['"${A::5}"', "1:8 Invalid statement"],
  ['"${d[\\"k\\"]}"', "1:6 Invalid character: '\\'"],
];

const GROUPS = { missing: MISSING, behind: BEHIND, here: HERE, inside: INSIDE };
for (const [group, cases] of Object.entries(GROUPS)) {
  for (const [text, expected] of cases) {
    const shown = text.length > 60 ? `${text.slice(0, 20)}... (${text.length})` : text;
    test(`${group}: ${shown}`, (t) => t.is(verdict(text), expected));
  }
}

test("a diagnostic of the parser has its code, subsystem and help", (t) => {
  const [diagnostic] = parse("x := ").diagnostics;
  t.deepEqual(diagnostic, {
    code: "RUFPARSE001",
    subsystem: "parser",
    message: "Expected expression",
    help: "Fix the parse error and rerun Ruff.",
    offset: 5,
  });
});
