/**
 * Random programs of tasks, each from a seed: they wait in every kind of place. Every channel begins with some values,
 * so that much goes on before the tasks, or main, wait for ever.
 */

import { randomFrom } from "../random.js";

/** How deep expressions and statements nest. */
const DEPTH = 3;

export function generateTasks(seed) {
  return new TaskGenerator(randomFrom(seed)).program();
}

class TaskGenerator {
  prints = 0;

  constructor(below) {
    this.below = below;
  }

  program() {
    const { below } = this;
    return `c0 := channel()
c1 := channel()
c2 := channel()
for i in 12 {
  c0.send(i)
  c1.send(i * 2)
  c2.send(7)
}
mut x := 1
func f0(x) { return ${this.wait()} + x }
func f1(x) {
  if x > 9 { return f0(x) }
  return f0(${this.wait()}) + x
}
func* g(n) { for i in 2 { yield ${this.wait()} + i } }
async func a(n) { return n + ${this.wait()} }
struct S { n, func m(self, k) { return self.n + k + ${this.wait()} } }
list := [func(x) { return x + ${this.wait()} }, f1]
${Array.from({ length: 2 + below(2) }, () => `spawn {\n${this.block(0)}\n${this.block(0)}\n}`).join("\n")}
${this.block(0)}
${this.block(0)}
`;
  }

  channel() {
    return `c${this.below(3)}`;
  }

  /** Something that waits, or just a number. */
  wait() {
    return this.below(2) === 0 ? `${this.channel()}.receive()` : String(this.below(5));
  }

  expression(depth) {
    const inner = () => this.expression(depth + 1);
    const simple = [() => String(this.below(10)), () => "x", () => this.wait()];
    const nested = [
      () => `(${inner()} + ${inner()})`,
      () => `f${this.below(2)}(${inner()})`,
      () => `len([${inner()}, ${inner()}])`,
      () => `sum(map([${inner()}, 2], func(y) { return y + ${inner()} }))`,
      () => `(sleep(0) + ${inner()})`,
      () => `sum(g(${inner()}).collect())`,
      () => `(await a(${inner()}))`,
      () => `S { n: ${inner()} }.m(${inner()})`,
      () => `list[${this.below(2)}](${inner()})`,
    ];
    return this.pick(depth < DEPTH ? [...simple, ...nested] : simple)();
  }

  statement(depth) {
    const value = () => this.expression(1);
    const body = () => this.block(depth + 1);
    const simple = [
      () => `${this.channel()}.send(${value()})`,
      () => `x := ${value()} % 1000`,
      () => `print(${this.prints++}, x, ${value()})`,
      () => `if x > 20 { throw("large: \${x}") }`,
    ];
    const nested = [
      () => `if ${value()} > 4 {\n${body()}\n} else {\n${body()}\n}`,
      () => `for i in ${1 + this.below(3)} {\n${body()}\n}`,
      () => `try {\n${body()}\n} except e {\nprint(e.message, e.line, e.stack)\n}`,
      () => `spawn {\n${body()}\n}`,
      () => `for v in g(${value()}) {\n${body()}\n}`,
    ];
    return this.pick(depth < DEPTH ? [...simple, ...nested] : simple)();
  }

  block(depth) {
    return Array.from({ length: 1 + this.below(3) }, () => this.statement(depth)).join("\n");
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}
