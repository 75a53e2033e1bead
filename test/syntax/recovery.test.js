/** Several mistakes in one text: each is reported once, and sound statements between them are kept. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { parse } from "../../dist/syntax/index.js";
import { problems } from "./helpers.js";

test("one mistake a line", (t) => {
  t.deepEqual(problems("x := )\ny := 1\nlet 5 := 2\nz := (1\nfunc g() {}\nw := ]"), [
    "2:1 Expected expression",
    "3:5 Invalid statement",
    "5:1 Expected ')' to close parenthesized expression but found Keyword(\"func\")",
    "6:7 Expected expression",
  ]);
});

test("mistakes inside blocks", (t) => {
  const text = `func f(a) {
  x := a +
  }
func g() {
  if a b { c }
  y := [1 2]
  return y
}
struct S { x: int, 5 }
g()
`;
  t.deepEqual(problems(text), [
    "4:1 Expected expression",
    "5:8 Expected '{' to start if block but found Identifier(\"b\")",
    "6:11 Expected ']' to close array literal but found Int(2)",
    "9:20 Expected '}' to close struct body but found Int(5)",
  ]);
});

test("a broken clause does not take the rest of the function with it", (t) => {
  const text =
    "func f() {\n  match x {\n    case 1 { a }\n    case B: { b }\n  }\n  return )\n}\nlet 1 = 2\n";
  t.deepEqual(problems(text), [
    "3:12 Expected ':' after match case pattern but found Punctuation('{')",
    "7:1 Expected expression",
    "8:5 Invalid statement",
  ]);
});

test("sound statements are kept", (t) => {
  const { program } = parse("a := 1\nb := )\nc := 3\nd := [1 2]\ne := 5");
  t.deepEqual(
    program.statements.map((statement) => statement.target.name),
    ["a", "c", "e"],
  );
});

test("an end of text is reported once, however much is open", (t) => {
  t.deepEqual(problems("func f() { if a { g([{k: (1"), [
    "1:28 Expected ')' to close parenthesized expression but found Eof",
  ]);
});

test("mistakes in several interpolations", (t) => {
  t.deepEqual(problems('print("${a b} ${)} ${c}")\nx := "${1 +}"'), [
    "1:12 Invalid interpolated string expression",
    "1:18 Expected expression",
    "2:12 Expected expression",
  ]);
});

test("stray closers", (t) => {
  t.deepEqual(problems("}\n)\nx := 1\n]"), [
    "2:1 Expected expression",
    "3:1 Expected expression",
    "4:2 Expected expression",
  ]);
});

test("lexer diagnostics keep the parser from running", (t) => {
  t.deepEqual(problems("x := )\ny := @"), ["RUFLEX001 2:6 Invalid character: '@'"]);
});
