/** The published conformance facts, as corrected by the decisions of this project. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { expressionOf, statementsOf, verdict } from "./helpers.js";

const assignmentOperator = (declaration) =>
  `Expected assignment operator (':=' or '=') in ${declaration} declaration`;

const FACTS = [
  [1, "let x := 5", "ok(1)"],
  [2, "x := 5", "ok(1)"],
  [3, "x = 5; y = 6", "ok(2)"],
  [4, "a := 1 b := 2", "ok(2)"],
  [5, ";;", "ok(0)"],
  [6, "let x", `1:6 ${assignmentOperator("let")} but found Eof`],
  [7, "let x: int= 5", "ok(1)"],
  [8, "let x: array := []", "ok(1)"],
  [9, "x: int := 5", "1:4 Expected expression"],
  [10, "let 5 := x", "1:5 Invalid statement"],
  [
    11,
    "a := b := 1",
    "1:8 Chained assignment is not supported; split the assignment into separate statements",
  ],
  [12, "let a := b := 1", "1:15 Expected expression"],
  [13, "1 = 2", "1:5 Expected expression"],
  [14, "f() := 1", "1:8 Invalid assignment target"],
  [15, "f().x += 1", "ok(1)"],
  [16, "self.x := 5", "ok(1)"],
  [17, "let [a, _, {k}, ...r] := xs", "ok(1)"],
  [18, "mut {a, ...r} = d", "ok(1)"],
  [19, "let {a: b} := d", `1:7 ${assignmentOperator("let")} but found Punctuation(':')`],
  [20, "x := y\n[a, b] := z", "ok(2)"],
  [21, "x := y;\n[a, b] := z", "ok(2)"],
  [22, "x := y\n(z)", "ok(1)"],
  [23, "x := y\n-z", "ok(1)"],
  [24, "x := a\n  .b()\n  // note\n  .c", "ok(1)"],
  [25, "return\nx", "ok(1)"],
  [26, "func f() { return }", "ok(1)"],
  [27, "func f(a, b: int,) -> int { return a }", "ok(1)"],
  [28, "func f(a = 1) {}", "ok(1)"],
  [29, "func f(...a) {}", "1:8 Expected ')' to close function parameter list but found Operator(\"...\")"],
  [30, "func(x) { }", "1:6 Expected function name after 'func'"],
  [31, "y := func(x) { return x }(5)", "ok(1)"],
  [32, "func f() -> {}", "ok(1)"],
  [33, "struct P { x: int y, func m(self) { return self.x } }", "ok(1)"],
  [34, "enum E { A, B, }", "ok(1)"],
  [35, "enum E { A(int) }", "1:11 Expected '}' to close enum body but found Punctuation('(')"],
  [36, "p := P { x: 1, y: a + b, }", "ok(1)"],
  [37, "p := P { x: a && b }", "ok(1)"],
  [38, "if x {}", "ok(1)"],
  [39, "if f() {} else if (y) { z } else { }", "ok(1)"],
  [40, "if a and b { }", "1:6 Expected '{' to start if block but found Identifier(\"and\")"],
  [41, "x := if a { 1 }", "1:9 Expected expression"],
  [42, "for i in 1..5 { }", "ok(1)"],
  [43, "for k, v in d { }", "1:6 Expected 'in' in for loop but found Punctuation(',')"],
  [44, "for i in (a + b) { }", "ok(1)"],
  [45, "loop while x < 3 { break }", "ok(1)"],
  [46, "try { f() } except e { g(e) }", "ok(1)"],
  [47, "try { } catch e { }", "1:9 Expected 'except' after try block but found Identifier(\"catch\")"],
  [48, "match r { case Ok(v): { v } case E::B: {} default: {} }", "ok(1)"],
  [49, "match x { case 1: {} }", "ok(1)"],
  [50, "from a.b import c, d", "ok(1)"],
  [51, "from a..b import c", "1:9 Expected module path segment after '.' in from-import statement"],
  [52, "import a as b", "ok(3)"],
  [53, 'test "t${x}" { }', "1:14 Expected test name string after 'test'"],
  [54, "x := spawn { }", "1:12 Expected expression"],
  [55, "x == A::B", "ok(1)"],
  [56, "f(A::B, A::C(1))", "ok(1)"],
  [57, "[(a && b), ...c,]", "ok(1)"],
  [58, '{k: 1, "s": 2, ...d}', "ok(1)"],
  [59, "d := {k}", "1:8 Expected ':' in dictionary literal"],
  [60, "a[1:2]", "ok(1)"],
  [61, "f(...xs)", "1:6 Expected expression"],
  [62, "a ?? b |> f(1)", "ok(1)"],
  [63, "await a + b", "ok(1)"],
  [64, "x := o.null", "ok(1)"],
  [65, "x := 1e5", "ok(1)"],
  [66, '"a${d["k"]}b"', "ok(1)"],
  [67, '"${x y}"', "1:6 Invalid interpolated string expression"],
  [68, 'print("\\q")', "RUFLEX005 1:9 Invalid escape sequence: \\\\q"],
  [69, "x := 'a'", "RUFLEX001 1:6 Invalid character: '''"],
  [70, "print((1 + 2)\n", "2:1 Expected ')' to close function call arguments but found Eof"],
];

for (const [number, text, expected] of FACTS) {
  test(`fact ${number}: ${text}`, (t) => t.is(verdict(text), expected));
}

test("facts about the tree", (t) => {
  t.like(statementsOf("let x := 5")[0], { kind: "Let", mutable: false });
  t.is(statementsOf("x := 5")[0].kind, "Assign");
  t.like(statementsOf("f().x += 1")[0], { kind: "Assign", operator: "+", target: { kind: "Field" } });
  t.like(statementsOf("mut {a, ...r} = d")[0], { kind: "Let", mutable: true });
  t.is(expressionOf("x := y\n(z)").kind, "Call");
  t.like(expressionOf("x := y\n-z"), { kind: "Binary", operator: "-" });
  t.is(expressionOf("return\nx").kind, "Name");
  t.like(expressionOf("y := func(x) { return x }(5)"), { kind: "Call", callee: { kind: "Lambda" } });
  const [struct] = statementsOf("struct P { x: int y, func m(self) { return self.x } }");
  t.deepEqual([struct.fields.length, struct.methods.length], [2, 1]);
  t.deepEqual(
    expressionOf("f(A::B, A::C(1))").args.map((arg) => arg.kind),
    ["Tag", "Tag"],
  );
  t.like(expressionOf('{k: 1, "s": 2, ...d}').items[0], { kind: "Entry", key: { kind: "Name", name: "k" } });
  t.like(expressionOf("a ?? b |> f(1)"), { kind: "Binary", operator: "|>" });
  t.is(expressionOf('"a${d["k"]}b"').kind, "Interp");
});
