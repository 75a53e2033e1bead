/** Where the language goes beyond its reference implementation, or refuses what that lets pass. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { expressionOf, shape, statementsOf, verdict } from "./helpers.js";

/** The statements of a text, each by its kind and the shape of its value. */
function outline(text) {
  return statementsOf(text)
    .map((statement) => (statement.value ? `${statement.kind} ${shape(statement.value)}` : statement.kind))
    .join("; ");
}

const ACCEPTED = {
  "an array pattern on a new line begins a statement": [
    ["x := y\n[a, b] := z", "Assign y; Destructure z"],
    ["x := y\n[...r] = z", "Assign y; Destructure z"],
    ["f(x)\n[[a, b], c] := z", "Expr f(x); Destructure z"],
    ["x := y\n[a] := z", null],
    ["x := f(func() { g()\n[a, b] := h })", "Assign f(func())"],
    ["x := y\n[a]", "Assign y[a]"],
  ],
  "self begins an assignment": [
    ["self.x := v", "Assign v"],
    ["self.items[0] += 1", "Assign 1"],
    ["self.f(1)", "Expr self.f(1)"],
  ],
  "an empty body after a name is a body": [
    ["if x {}", "If"],
    ["if (x) {}", "If"],
    ["if self {}", "If"],
    ["if x == null {}", "If"],
    ["if a && b {} else {}", "If"],
    ["while i < n {}", "While"],
    ["loop while x {}", "Loop"],
    ["for v in xs {}", "For"],
    ["match x {}", "Match x"],
    ["if P {} == p { f() }", "If"],
    ["if P {} { f() }", "If"],
    ["if f(P {}) {}", "If"],
    ["if P { x: 1 } == p {}", "If"],
    ["if f(func() { x := P {} }) {}", "If"],
    ["x := P {}", "Assign P{}"],
    ["x := y\n{}", "Assign y{}"],
  ],
  "a loop runs over any expression": [
    ["for i in a + b {}", "For"],
    ["for i in -n {}", "For"],
    ["for i in A::B {}", "For"],
  ],
  "match takes separators between clauses": [
    ["match x { case A: {}; case B: {}, default: {}; }", "Match x"],
    ["match x { default: {} case A: {} default: {} }", "Match x"],
  ],
  "every word is a member name": [
    ["x := o.null", "Assign o.<null>"],
    ["o.default.true.if", "Expr o.<default>.<true>.<if>"],
    ["o?.match(1)", "Expr o?.match(1)"],
  ],
  "tags and throw are operands": [
    ["x == A::B", "Expr (x == tag A::B)"],
    ["A::B(1) == x", "Expr (tag A::B(1) == x)"],
    ["a || throw(e)", "Expr (a || throw(e))"],
    ["[A::B, A::C(1)]", "Expr [tag A::B, tag A::C(1)]"],
    ["{k: A::B}", "Expr {k: tag A::B}"],
    ["P { x: A::B }", "Expr P{x: tag A::B}"],
    ["A::B.c", "Expr tag A::B.<c>"],
    ["A::B(1)?.c(2)[3]", "Expr tag A::B(1)?.c(2)[3]"],
    ["A::B?", "Expr tag A::B?"],
    ["x := A::B\n-y", "Assign tag A::B; Expr (-y)"],
    ["x := A::B - y", "Assign (tag A::B - y)"],
    ["x := A::B\n* y", "Assign (tag A::B * y)"],
    ["x := (A::B)\n-y", "Assign (tag A::B - y)"],
    ["x := A::B()\n(y)", "Assign tag A::B(); Expr y"],
    ["x := A::B\n[y]", "Assign tag A::B; Expr [y]"],
    ["throw(e)\n(y)", "Expr throw(e); Expr y"],
    ["x := throw\ny", "Assign throw; Expr y"],
  ],
  "literals hold full expressions": [
    ["[a && b, c ?? d, x |> f]", "Expr [(a && b), (c ?? d), (x |> f)]"],
    ["{a || b: c && d, ...e ?? f}", "Expr {(a || b): (c && d), ...(e ?? f)}"],
    ["P { x: a && b }", "Expr P{x: (a && b)}"],
  ],
  "members may follow a struct literal": [
    ["P { x: 1 }.m().n", "Expr P{x: 1}.m().<n>"],
    ["P {}?.x", "Expr P{}?.<x>"],
    ["P {}?", "Expr P{}?"],
    ["P {} + 1", "Expr (P{} + 1)"],
    ["x := P {}\n(y)", "Assign P{}; Expr y"],
    ["x := P {}\n[y]", "Assign P{}; Expr [y]"],
  ],
  "annotations may name any type": [
    ["let x: array := []", "Let []"],
    ["let x: Map<string, [int?]>? = y", "Let y"],
    ["let x: Option<int>= 5", "Let 5"],
    ["const X: Result<int, Err>= 5", "Const 5"],
    ["func f(a: any, b: [P]) -> Result<int, string> { }", "Func"],
    ["x := func(a: P) -> [int] { }", "Assign func(a)"],
  ],
  "await binds like a prefix operator": [
    ["await a + b", "Expr ((await a) + b)"],
    ["await a.b()?", "Expr (await a.b()?)"],
    ["-await a", "Expr (-(await a))"],
    ["await -a * b", "Expr ((await (-a)) * b)"],
  ],
  "nested strings hide braces": [
    ['"${"}"}"', 'Expr interp["}"]'],
    ['"${f("{")}!"', 'Expr interp[f("{"), "!"]'],
    ['"${"a ${"}"} b"}"', 'Expr interp[interp["a ", "}", " b"]]'],
  ],
  "yield may stand alone": [
    ["yield", "Expr (yield)"],
    ["f(yield, yield)", "Expr f((yield), (yield))"],
    ["[yield]", "Expr [(yield)]"],
    ["x := (yield)", "Assign (yield)"],
    ["yield a + b", "Expr (yield (a + b))"],
  ],
  "a byte-order mark is skipped": [["\uFEFFx := 1", "Assign 1"]],
  "the smallest integer is a literal": [
    ["-9223372036854775808", "Expr -9223372036854775808"],
    ["a - -9223372036854775808", "Expr (a - -9223372036854775808)"],
  ],
  "let mut is mut": [["let mut x := 1", "Let 1"]],
  "case patterns may be literals": [
    [
      'match x { case 5: {} case -1.5: {} case "a": {} case true: {} case null: {} case -9223372036854775808: {} }',
      "Match x",
    ],
  ],
  "two dots make a range": [
    ["a..b", "Expr (a .. b)"],
    ["1..5", "Expr (1 .. 5)"],
    ["1.5..2", "Expr (1.5f .. 2)"],
    ["a + 1..-b * 2 == c", "Expr (((a + 1) .. ((-b) * 2)) == c)"],
    ["a.b..c.d()", "Expr (a.<b> .. c.d())"],
    ["for i in 0..n {}", "For"],
    ["for i in (0..n).x {}", "For"],
  ],
  "an index may be a slice": [
    ["a[1:2]", "Expr a[1:2]"],
    ["a[:x + 1][y:][:]", "Expr a[:(x + 1)][y:][:]"],
    ["{a[1:2]: b[:]}", "Expr {a[1:2]: b[:]}"],
  ],
  "parameters may have default values": [
    ["func f(a, b = 1, c: int = a + b,) {}", "Func"],
    ["x := func(a := P {}, b = [1]) {}", "Assign func(a, b)"],
    ["struct S { func m(self, a = 1) {} }", "Struct"],
  ],
  "a case may have alternatives and a guard": [
    [
      "match x { case 1 | -2 | A::B: {} case Ok(v) | Some(v) if v > 1: {} case _ if a == P { x: 1 }: {} }",
      "Match x",
    ],
  ],
};

for (const [rule, cases] of Object.entries(ACCEPTED)) {
  test(rule, (t) => {
    for (const [text, expected] of cases) {
      if (expected === null) t.not(verdict(text).slice(0, 2), "ok", text);
      else t.is(outline(text), expected, text);
    }
  });
}

const REFUSED = [
  ["func f(a = 1, b) {}", "1:15 Parameter b needs a default value, since one before it has one"],
  ["func f(a = ) {}", "1:14 Expected expression"],
  ["func f(self = 1) {}", "1:13 Expected ')' to close function parameter list but found Operator(\"=\")"],
  ["self := 5", "1:9 Invalid assignment target"],
  ["match x { case A -> {} }", "1:18 Expected ':' after match case pattern but found Operator(\"->\")"],
  ["match x { case A(b: {} }", "1:19 Expected ')' to close match case pattern but found Punctuation(':')"],
  ["match x { case A | {} }", "1:21 Invalid statement"],
  ["match x { case A(a) | B: {} }", "1:23 All alternatives of a case must bind the same name"],
  ["match x { case A(a) | B(b): {} }", "1:23 All alternatives of a case must bind the same name"],
  ["match x { case 1 if: {} }", "1:22 Expected expression"],
  ["match x { case A(5): {} }", "1:18 Expected a name in match case pattern but found Int(5)"],
  ["match x { default {} }", "1:19 Expected ':' after 'default' but found Punctuation('{')"],
  ["match x case A: {}", "1:9 Expected '{' to start match body but found Keyword(\"case\")"],
  ["match x { case A: {}", "1:21 Expected '}' to close match body but found Eof"],
  ["match x { case A: {} 5 }", "1:22 Expected '}' to close match body but found Int(5)"],
  ["a.", "1:3 Expected field name after '.'"],
  ["a.5", "1:3 Expected field name after '.'"],
  ["1.5.2", "1:5 Expected field name after '.'"],
  ["f(a?.)", "1:6 Expected field name after '.'"],
  ["x := 1. .5", "1:9 Expected field name after '.'"],
  ["x := 1..", "1:9 Expected expression"],
  ["a[1:2] := 3", "1:11 Invalid assignment target"],
  ["a[1:2:3]", "1:6 Expected ']' to close index expression but found Punctuation(':')"],
  ["a[]", "1:4 Expected expression"],
  ["let [a, b := c", "1:11 Expected ']' to close array pattern but found Operator(\":=\")"],
  ["let { := c", "1:7 Expected '}' to close dictionary pattern but found Operator(\":=\")"],
  ["let [a, ...5] := c", "1:12 Expected a name after '...' in pattern but found Int(5)"],
  ["let [...a, ...b] := c", "1:12 A pattern can have only one rest"],
  ["[...a, ...b] := c", "1:8 A pattern can have only one rest"],
  ["[a, b := c", "1:7 Expected ']' to close array literal but found Operator(\":=\")"],
  ["struct P { x: 5 }", "1:13 Expected '}' to close struct body but found Punctuation(':')"],
  [
    "struct P { x @y }".replace("@", "+ "),
    "1:14 Expected '}' to close struct body but found Operator(\"+\")",
  ],
  ["let x: Map<> := 1", '1:12 Expected a type name but found Operator(">")'],
  ["let x: Map<int := 1", "1:16 Expected '>' in type annotation"],
  ["let x: [int := 1", "1:13 Expected ']' to close array type annotation but found Operator(\":=\")"],
  ["throw e", "1:7 Expected '(' after 'throw'"],
  ['throw "m"', "1:7 Expected '(' after 'throw'"],
  ["throw { a: 1 }", "1:7 Expected '(' after 'throw'"],
  ["throw func() {}", "1:7 Expected '(' after 'throw'"],
  ["throw await p", "1:7 Expected '(' after 'throw'"],
  ["x - 9223372036854775808", "RUFLEX006 1:5 Numeric literal overflow: 9223372036854775808"],
  ["-9223372036854775808.abs()", "RUFLEX006 1:2 Numeric literal overflow: 9223372036854775808"],
];

for (const [text, expected] of REFUSED) {
  test(`refused: ${text}`, (t) => t.is(verdict(text), expected));
}

test("a struct has no phantom fields, and defaults are passed over", (t) => {
  const [{ fields, methods }] = statementsOf(
    "struct P { name: Person, age: int = 3 + 4; tags := [], last func m(self) {} }",
  );
  t.deepEqual(
    fields.map(({ name, type }) => [name, type?.text ?? null]),
    [
      ["name", "Person"],
      ["age", "int"],
      ["tags", null],
      ["last", null],
    ],
  );
  t.is(methods[0].name.name, "m");
});

test("the text of a type is kept", (t) => {
  t.is(statementsOf("let x: Map<string, [int ?]>? = y")[0].type.text, "Map<string, [int ?]>?");
  t.is(statementsOf("let x: Option<int>= y")[0].type.text, "Option<int>");
});

test("literal case patterns carry their literal", (t) => {
  const [{ cases }] = statementsOf(
    'match x { case -5: {} case "a": {} case Ok(v): {} case A::B: {} case 1.5: {} }',
  );
  t.deepEqual(
    cases.map(({ patterns: [pattern] }) => [
      pattern.text,
      pattern.literal && shape(pattern.literal),
      pattern.binding?.name ?? null,
    ]),
    [
      ["-5", "-5", null],
      ['"a"', '"a"', null],
      ["Ok", null, "v"],
      ["A::B", null, null],
      ["1.5", "1.5f", null],
    ],
  );
});

test("the value of the smallest integer is exact", (t) => {
  t.is(expressionOf("x := -9223372036854775808").value, -(2n ** 63n));
});
