// Accuses src-ts/cli/big-stack.ts and src-ts/compiler/reentry.ts: which functions need room for 10,000 calls.

import test from "ava";
import { MAIN_STACK_MB, stackNeeded } from "../../dist/cli/big-stack.js";
import { prepareSource } from "../../dist/cli/execute.js";
import { SourceText } from "../../dist/syntax/source.js";

const streams = { out: () => {}, err: () => {} };
const isLarge = (text) =>
  stackNeeded([prepareSource(new SourceText("stack.ruff", text), streams).module]) > MAIN_STACK_MB;

const many = Array.from({ length: 40 }, (_, i) => `let v${i} := x + ${i}`).join("\n");
const large = (last, name = "f", parameters = "x") =>
  `func ${name}(${parameters}) {\n${many}\n${last}\nreturn v39\n}\n`;

test("a large function that calls nothing back is no deep recursion", (t) => {
  t.false(isLarge(large("")));
  t.false(isLarge(`func leaf(x) { return x }\n${large("leaf(x)\nfor i in 0..x { print(len([i])) }")}f(1)`));
  t.false(isLarge(`${large("")}func walk(x) { if x == 0 { return 0 }\nf(x)\nreturn walk(x - 1) }`));
});

for (const [what, text] of Object.entries({
  itself: large("f(x - 1)"),
  "each other": large("g(x)") + large("f(x)", "g"),
  "what calls a value": `func g(x) { return x() }\n${large("g(x)")}`,
  "a function for each item": large("map([x], func(y) { return y })"),
  "what a generator yields": `func* g(x) { yield f(x) }\n${large("for i in g(x) { print(i) }")}`,
  "a method": large("x.m()"),
  "an operator of a struct": `struct S { n\nfunc op_add(other) { return f(other) } }\n${large("")}`,
}))
  test(`a large function that leads to ${what} may be`, (t) => {
    t.true(isLarge(text));
  });
