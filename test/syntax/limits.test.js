/** Each bound from both sides, and inputs made to exhaust a stack or take exponential time. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { lex, parse, printAst, SourceText } from "../../dist/syntax/index.js";
import { verdict } from "./helpers.js";

const nest = (open, inner, close, depth) => open.repeat(depth) + inner + close.repeat(depth);
const tooDeep = (what) =>
  new RegExp(`^1:\\d+ Maximum expression nesting depth of 256 exceeded while parsing ${what}$`);
const tooDeepBlock = (what) =>
  new RegExp(`^1:\\d+ Maximum block nesting depth of 128 exceeded while parsing ${what}$`);

const tooManyBytes = "1:1 Source size 1048577 bytes exceeds maximum allowed 1048576 bytes";

const interpolations = (depth) => `x := ${nest('"${', "1", '}"', depth)}`;

/** What is measured, an input of size n, the largest n accepted, the complaint beyond. */
const BOUNDS = [
  ["source", (n) => `#${"a".repeat(n - 1)}`, 1_048_576, tooManyBytes],
  ["identifier", (n) => `a${"é".repeat(n - 1)}`, 256, /^RUFLEX008/],
  ["number", (n) => `${"0".repeat(n - 2)}.5`, 512, /^RUFLEX010/],
  ["text run", (n) => `"${"😀".repeat(n)}"`, 8192, /^RUFLEX009/],
  ["text run after an interpolation", (n) => `"a\${x}${"a".repeat(n)}"`, 8192, /^RUFLEX009/],
  ["array", (n) => `[${"1,".repeat(n)}]`, 4096, /Array literal exceeds/],
  ["array spread", (n) => `[${"...a,".repeat(n)}]`, 4096, /Array literal exceeds/],
  ["dictionary", (n) => `x := {${"a: 1,".repeat(n)}}`, 4096, /Dictionary literal exceeds/],
  ["parentheses", (n) => `x := ${nest("(", "1", ")", n)}`, 255, tooDeep("expression")],
  ["arguments", (n) => `x := ${nest("f(", "1", ")", n)}`, 255, tooDeep("expression")],
  ["indexes", (n) => `x := ${nest("a[", "1", "]", n)}`, 255, tooDeep("expression")],
  ["wrappers", (n) => `x := ${nest("Ok(", "1", ")", n)}`, 255, tooDeep("expression")],
  ["prefixes", (n) => `x := ${"-".repeat(n)}1`, 255, tooDeep("unary expression")],
  ["awaits", (n) => `x := ${"await ".repeat(n)}1`, 255, tooDeep("unary expression")],
  ["yields", (n) => `x := ${"yield ".repeat(n)}1`, 255, tooDeep("expression")],
  ["arrays", (n) => `x := ${nest("[", "1", "]", n)}`, 255, tooDeep("array literal")],
  ["dictionaries", (n) => `x := ${nest("{a: ", "1", "}", n)}`, 255, tooDeep("dictionary literal")],
  ["struct literals", (n) => `x := ${nest("P { a: ", "1", "}", n)}`, 255, tooDeep("struct literal")],
  ["patterns", (n) => `let ${nest("[", "a", "]", n)} := 1`, 256, tooDeep("pattern")],
  ["types", (n) => `let x: ${nest("[", "int", "]", n - 1)} := 1`, 256, tooDeep("type annotation")],
  ["interpolations", interpolations, 255, tooDeep("expression")],
  ["exports", (n) => `${"export ".repeat(n)}break`, 256, tooDeep("export statement")],
  ["blocks", (n) => nest("loop { ", "", "}", n), 128, tooDeepBlock("loop body")],
  ["function bodies", (n) => nest("func f() { ", "", "}", n), 128, tooDeepBlock("function body")],
  ["case blocks", (n) => nest("match x { case A: { ", "", "} }", n), 128, tooDeepBlock("match case block")],
];

for (const [what, input, limit, complaint] of BOUNDS) {
  test(`limit: ${what}`, (t) => {
    t.regex(verdict(input(limit)), /^ok/);
    if (typeof complaint === "string") t.is(verdict(input(limit + 1)), complaint);
    else t.regex(verdict(input(limit + 1)), complaint);
  });
}

test("the size of a source is counted in bytes", (t) => {
  t.regex(verdict(`#${"é".repeat(524_287)}a`), /^ok/);
  t.regex(verdict(`#${"é".repeat(524_288)}`), /Source size 1048577 bytes/);
});

test("escapes alone may be any number", (t) => {
  t.is(lex(`"${"\\n".repeat(20_000)}"`).diagnostics.length, 0);
  t.is(lex(`"${"\\n".repeat(8192)}a"`).diagnostics.length, 1);
});

test("literals in literals: only the brackets count as levels", (t) => {
  t.regex(verdict(`x := ${nest("[a + (", "1", ")]", 127)}`), /^ok/);
});

test("nested callbacks take linear time", (t) => {
  for (const depth of [100, 120]) t.is(verdict(nest("f(func() { ", "", "})", depth)), "ok(1)");
  t.is(verdict(nest("x.f(func() { y := ", "1", "})", 120)), "ok(1)");
});

test("chains of any length are accepted", (t) => {
  const many = 20_000;
  t.is(verdict(`x := 1${" + 1".repeat(many)}`), "ok(1)");
  t.is(verdict(`x := 1${" |> a ?? b || c && d == e < f + g * h".repeat(2000)}`), "ok(1)");
  t.is(verdict(`x := a${".b".repeat(many)}`), "ok(1)");
  t.is(verdict(`x := a${"()".repeat(many)}`), "ok(1)");
  t.is(verdict(`if a {}${" else if a {}".repeat(many)}`), "ok(1)");
  t.is(verdict("a ".repeat(many)), `ok(${many})`);
});

test("the dump of a very deep tree does not recurse", (t) => {
  const text = `x := 1${" + 1".repeat(20_000)}`;
  t.true(printAst(parse(text).program, new SourceText(null, text)).length > 0);
});

test("whatever is repeated without end is refused, not fatal", (t) => {
  const pieces = [
    "(",
    "[",
    "{",
    "-",
    "! ",
    "[a,",
    "f(",
    "f(func() {",
    "if x {",
    "match x { case A: {",
    "export ",
  ];
  pieces.push(
    "yield ",
    "await ",
    "let ",
    "let [",
    "let x: A<",
    "P { a: ",
    '"${',
    '"${"',
    "/*",
    ")",
    "}",
    "]",
    "?.",
    "::",
  );
  pieces.push(
    "x\n[a",
    "x\n[a, b]",
    "case ",
    "async ",
    "throw(",
    "Ok(",
    "a[",
    ". ",
    "= ",
    "struct S {",
    "func ",
  );
  for (const piece of pieces) t.not(verdict(piece.repeat(20_000)).slice(0, 2), "ok", piece);
});
