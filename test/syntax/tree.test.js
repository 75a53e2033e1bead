/** Precedence, values and places of nodes. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { expressionOf, shape, statementsOf } from "./helpers.js";

const EXPRESSIONS = [
  ["a + b * c - d", "((a + (b * c)) - d)"],
  ["a < b < c", "((a < b) < c)"],
  ["!a == b", "((!a) == b)"],
  ["-a.b()[0]?", "(-a.b()[0]?)"],
  ["a || b && c == d < e + f * g", "(a || (b && (c == (d < (e + (f * g))))))"],
  ["a * b + c < d == e && f || g ?? h |> i", "((((((((a * b) + c) < d) == e) && f) || g) ?? h) |> i)"],
  ["a ?? b ?? c", "((a ?? b) ?? c)"],
  ["a - b - c", "((a - b) - c)"],
  ["a % b / c", "((a % b) / c)"],
  ["--a", "(-(-a))"],
  ["(a + b) * c", "((a + b) * c)"],
  ["x |> f(1) |> g", "((x |> f(1)) |> g)"],
  ["(a.m)(x)", "a.<m>(x)"],
  ["a?.b(x)", "a?.b(x)"],
  ["x? .f", "x?.<f>"],
  ["None()", "None()"],
  ["Ok(Some(1)).x", "Ok(Some(1)).<x>"],
  ["f(a, b,)", "f(a, b)"],
  ["Result::Ok(1)", "tag Result::Ok(1)"],
  ["A::B()", "tag A::B()"],
  ["null", "null"],
  ["self.x", "self.<x>"],
  ["1 + yield 2 + 3", "(1 + (yield (2 + 3)))"],
  ["(func(a) { })(1)", "func(a)(1)"],
  ['"a${x + 1}b${"c"}"', 'interp["a", (x + 1), "b", "c"]'],
  ["{1: 2, f(): 3,}", "{1: 2, f(): 3}"],
  ["P { x: 1, y: Q { z: 2 } }", "P{x: 1, y: Q{z: 2}}"],
  ["9007199254740993", "9007199254740993"],
  ["1.50", "1.5f"],
];

for (const [text, expected] of EXPRESSIONS) {
  test(`shape of ${text}`, (t) => t.is(shape(expressionOf(`x := ${text}`)), expected));
}

test("integers are numbers while they are safe", (t) => {
  t.is(expressionOf("x := 9007199254740991").value, 9007199254740991);
  t.is(expressionOf("x := 9007199254740992").value, 9007199254740992n);
});

test("places of nodes", (t) => {
  const places = (text) => {
    const { start, end, at } = expressionOf(`x := ${text}`);
    return [start - 5, end - 5, at - 5];
  };
  t.deepEqual(places("a + b"), [0, 5, 2]);
  t.deepEqual(places("(a) + b"), [0, 7, 4]);
  t.deepEqual(places("(a + b)"), [0, 7, 3]);
  t.deepEqual(places("a.bc"), [0, 4, 2]);
  t.deepEqual(places("a?.bc(1)"), [0, 8, 3]);
  t.deepEqual(places("a [1]"), [0, 5, 2]);
  t.deepEqual(places("a()?"), [0, 4, 3]);
  t.deepEqual(places("f(1)"), [0, 4, 0]);
  t.deepEqual(places("-a"), [0, 2, 0]);
  t.deepEqual(places("[1, 2]"), [0, 6, 0]);
  t.deepEqual(places("func() { }"), [0, 10, 0]);
});

test("places inside interpolations are places in the source", (t) => {
  const [, part] = expressionOf('x := "a${b + c}"').parts;
  t.like(part, { kind: "Binary", start: 9, end: 14, at: 11 });
});

test("the place of an assignment is its operator", (t) => {
  t.like(statementsOf("abc += 1")[0], { kind: "Assign", operator: "+", start: 0, end: 8, at: 4 });
});

test("generators: by star or by a yield of their own", (t) => {
  const generator = (text) => statementsOf(text)[0].function.isGenerator;
  t.true(generator("func* f() {}"));
  t.true(generator("func *f() {}"));
  t.true(generator("func f() { yield 1 }"));
  t.true(generator('func f() { g("${yield 1}") }'));
  t.false(generator("func f() { func g() { yield 1 } }"));
  t.true(generator("func f() { func g() { yield 1 } yield }"));
  t.true(generator("func f() { g(func() { }, yield 1) }"));
  t.like(statementsOf("async func* f() {}")[0].function, { isAsync: true, isGenerator: true });
});

test("else if chains are flat", (t) => {
  const [{ branches, otherwise }] = statementsOf("if a {} else if b {} else if c {} else { d }");
  t.deepEqual([branches.length, otherwise.statements.length], [3, 1]);
});

test("patterns", (t) => {
  const [{ pattern }] = statementsOf("let [a, _, [b], {c, ...d}, ...e] := v");
  t.deepEqual(
    pattern.elements.map((element) => element.kind),
    ["NamePattern", "DiscardPattern", "ArrayPattern", "DictPattern", "RestPattern"],
  );
  t.is(statementsOf("let {_} := v")[0].pattern.elements[0].kind, "NamePattern");
  t.is(statementsOf("{a, b} = v")[0].kind, "Destructure");
  t.is(statementsOf("[] := v")[0].kind, "Destructure");
  t.is(statementsOf("_ := v")[0].kind, "Assign");
});
