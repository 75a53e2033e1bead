/** How often containers are copied: copy-on-write must not copy where there is one owner. */

import test from "ava";
import { copies } from "../../dist/runtime/container.js";
import { ENGINES, run } from "./engines.js";

/** Title, most copies allowed, program. */
const PROGRAMS = [
  ["pushing in a loop", 0, "a := []\nfor i in 100 { a := push(a, i) }"],
  [
    "pushing in a loop of a function",
    0,
    "func f() { a := []  for i in 100 { a := push(a, i) }  return a }\nb := f()",
  ],
  ["pushing to a captured variable", 0, "a := []\nfunc add(x) { a := push(a, x) }\nfor i in 100 { add(i) }"],
  ["pushing with a dot", 0, "a := []\nfor i in 100 { a := a.push(i) }"],
  [
    "pushing with a dot to a captured variable",
    0,
    "a := []\nfunc add(x) { a := a.push(x) }\nfor i in 100 { add(i) }",
  ],
  ["pushing what depends on the array", 0, "a := [1]\nfor i in 100 { a := push(a, a[i] + len(a)) }"],
  ["the same with a dot", 0, "a := [1]\nfor i in 100 { a := a.push(a[i] + a.len()) }"],
  [
    "a self-update that depends on the array",
    0,
    "func set(a, i, v) { a[i] := v  return a }\na := range(100)\nfor i in 99 { a := set(a, i, a[i + 1] + len(a)) }",
  ],
  ["pushing to a row", 0, "a := [[], []]\nfor i in 100 { a[i % 2] := push(a[i % 2], len(a[0]) + i) }"],
  ["pushing to a row with a dot", 0, "a := [[], []]\nfor i in 100 { a[i % 2] := a[i % 2].push(i) }"],
  ["pushing to an entry", 0, 'd := {"x": []}\nfor i in 100 { d["x"] := push(d["x"], i) }'],
  [
    "pushing to a field of self",
    0,
    "struct S {\n  xs\n  func add(self, v) {\n    self.xs := push(self.xs, v)\n    return self\n  }\n}\ns := S { xs: [] }\nfor i in 100 { s := s.add(i) }",
  ],
  ["pushing to a row that is part of two", 2, "a := [[1]]\nb := a\nfor i in 100 { a[0] := push(a[0], i) }"],
  [
    "a method that gives the struct and a value",
    0,
    "struct Q {\n  xs\n  head\n  func take(self) {\n    let v := self.xs[self.head]\n    self.head += 1\n    return [self, v]\n  }\n}\nmut q := Q { xs: range(100), head: 0 }\nmut v := 0\nfor i in 100 { [q, v] := q.take()\n q.xs[0] := v }",
  ],
  [
    "a function that gives an array and a value",
    0,
    "func last(xs) {\n  let v := xs[len(xs) - 1]\n  xs[0] := v\n  return [v, xs]\n}\nmut a := range(100)\nmut v := 0\nfor i in 100 { [v, a] := last(a) }",
  ],
  [
    "the same where a handler may see the array half changed",
    100,
    "func last(xs) {\n  let v := xs[len(xs) - 1]\n  xs[0] := v\n  return [v, xs]\n}\nmut a := range(100)\nmut v := 0\nfor i in 100 { try { [v, a] := last(a) } except e {} }",
  ],
  ["taking the last item", 0, "a := range(100)\nmut x := 0\nwhile len(a) > 0 { [a, x] := pop(a) }"],
  [
    "taking the last item in a function",
    0,
    "func f() {\n  mut a := [[1], [2], [3]]\n  mut x := 0\n  while len(a) > 0 { [a, x] := pop(a)\n x[0] := 0 }\n}\nf()",
  ],
  [
    "taking the last item of a field by a variable that is used once",
    0,
    "struct S {\n  xs\n  func take(self) {\n    let [rest, v] := pop(self.xs)\n    self.xs := rest\n    return [self, v]\n  }\n}\nmut s := S { xs: range(100) }\nmut x := 0\nwhile len(s.xs) > 0 { [s, x] := s.take() }",
  ],
  [
    "the same where the variable is used again",
    100,
    "mut xs := range(100)\nmut other := []\nwhile len(xs) > 0 {\n  let [rest, v] := pop(xs)\n  xs := rest\n  other := rest\n}",
  ],
  [
    "a result that is kept in a variable first",
    0,
    "mut xs := range(100)\nfor i in 100 {\n  let grown := push(xs, i)\n  xs := grown\n}",
  ],
  [
    "taking the last item of a captured variable",
    0,
    "a := range(100)\nmut x := 0\nfunc take() { [a, x] := pop(a) }\nfor i in 100 { take() }",
  ],
  ["asking with a dot", 0, "a := range(100)\nfor i in a.len() { a[i] := a.len() + a.index_of(i) }"],
  [
    "asking with a dot in a reader",
    0,
    "func f(a) { return a.len() }\na := range(100)\nfor i in 100 { a[i] := f(a) }",
  ],
  ["pushing inside try", 0, "a := []\ntry { for i in 100 { a := push(a, i) } } except e { }"],
  ["writing elements", 0, "a := range(100)\nfor i in 100 { a[i] := i * 2 }"],
  ["writing elements of rows", 0, "m := [[0, 0], [0, 0]]\nfor i in 100 { m[i % 2][0] := i }"],
  ["compound writes of rows", 0, "m := [[0, 0], [0, 0]]\nfor i in 100 { m[i % 2][0] += i }"],
  [
    "passing to a reader",
    0,
    "func f(a, i) { return a[i] }\na := range(100)\nfor i in 100 { a[i] := f(a, i) + 1 }",
  ],
  [
    "passing to a reader of readers",
    0,
    "func g(a) { return len(a) }\nfunc f(a) { return g(a) }\na := [0]\nfor i in 100 { a[0] := f(a) }",
  ],
  [
    "passing to a recursive reader",
    0,
    "func f(a, i) { if i == 0 { return a[0] }  return f(a, i - 1) }\na := [1]\nfor i in 9 { a[0] := f(a, 5) }",
  ],
  [
    "a self-update by a function",
    0,
    "func set(a, i) { a[i] := i  return a }\na := range(100)\nfor i in 100 { a := set(a, i) }",
  ],
  [
    "a self-update by a recursive function",
    0,
    "func fill(a, n) { if n == 0 { return a }  a := push(a, n)  return fill(a, n - 1) }\nb := fill([], 50)",
  ],
  [
    "sorting with a recursive function",
    0,
    "func s(a, lo, hi) { if lo >= hi { return a }  t := a[lo]  a[lo] := a[hi]  a[hi] := t  a := s(a, lo + 1, hi)  return s(a, lo, hi - 1) }\na := range(6)\na := s(a, 0, 5)",
  ],
  ["returning a local", 0, "func mk(n) { a := range(n)  a[0] := 1  return a }\nb := mk(10)\nb[0] := 2"],
  ["iterating without writing", 0, "a := range(10)\ns := 0\nfor x in a { s := s + x }\na[0] := s"],
  ["reading elements in a loop", 0, "a := range(10)\nfor i in 10 { x := a[i]  a[i] := x + 1 }"],
  ["one write to a shared array", 1, "a := range(100)\nb := a\nfor i in 100 { b[i] := 0 }"],
  ["one write by each owner", 2, "a := range(100)\nb := a\nfor i in 100 { b[i] := 0  a[i] := 1 }"],
  [
    "a consumed parameter",
    1,
    "func set(a) { a[0] := 1  a[1] := 2  return a }\na := range(10)\nb := set(a)\nb[0] := 3",
  ],
  ["writing what is iterated", 1, "a := range(10)\nfor x in a { a[x] := 0 }"],
  ["pushing without keeping it", 1, "a := range(10)\nb := push(a, 1)\nb := push(b, 2)"],
  ["a write below a shared root", 2, "m := [[1], [2]]\nn := m\nfor i in 5 { n[0][0] := i }"],
  ["entries of a dict", 0, "d := {}\nfor i in 100 { d[i] := i }\nfor i in 100 { d[i] := d[i] + 1 }"],
  ["compound writes of entries", 0, "d := {}\nfor i in 100 { d[i % 7] := get_default(d, i % 7, 0) + 1 }"],
  [
    "counting words",
    0,
    'd := {"a": 0, "b": 0}\nfor w in ["a", "b", "a"] { if has_key(d, w) { d[w] += 1 } else { d[w] := 1 } }',
  ],
  [
    "entries of a dict in a function",
    0,
    "func f() { d := {}  for i in 100 { d[i] := i }  return d }\nx := f()",
  ],
  [
    "a dict handed through a function",
    0,
    "func put(d, k) { d[k] := k  return d }\nd := {}\nfor i in 100 { d := put(d, i) }",
  ],
  ["a captured dict", 0, "mut d := {}\nadd := func(k) { d[k] := k }\nfor i in 100 { add(i) }"],
  [
    "mixed paths",
    0,
    'struct P { f }\na := [P { f: {"k": [0]} }]\nfor i in 100 { a[0].f["k"][0] += i\n a[0].f["n"] := i }',
  ],
  ["fields", 0, "struct P { x }\np := P { x: 0 }\nfor i in 100 { p.x := p.x + i\n p.x += 1 }"],
  ["new structs", 0, "struct P { x }\nfor i in 100 { p := P { x: [i] }\n p.x[0] := 1 }"],
  [
    "methods that read",
    0,
    "struct P { x, func get(self) { return self.x[0] }  func first() { return x[0] } }\np := P { x: [0] }\nfor i in 100 { p.x[0] := p.get() + p.first() }",
  ],
  [
    "methods that call methods that read",
    0,
    "struct P { x, func get(self, i) { return self.x[i] }  func sum(self) { return self.get(0) + self.get(1) } }\np := P { x: [0, 1] }\nfor i in 100 { p.x[0] := p.sum() % 10 }",
  ],
  [
    "operator hooks that read",
    0,
    "struct V { x, func op_add(o) { return V { x: x + o.x } } }\nv := V { x: 0 }\nfor i in 100 { v := v + V { x: i }\n v.x += 1 }",
  ],
  [
    "one update through self",
    1,
    "struct P { x, func set(self, v) { self.x := v\n self.x := v + 1  return self } }\np := P { x: 0 }\nq := p.set(1)",
  ],
  [
    "a generator over its own array",
    0,
    "func* g() { a := []  for i in 50 { a := push(a, i)  yield i } }\nfor v in g() { }",
  ],
  ["collecting", 0, "a := range(50).map(func(x) { return x * 2 }).collect()\na[0] := 1"],
  [
    "iterating over the keys of a dict that is changed",
    1,
    'd := {"a": 1, "b": 2}\nfor k in d { d[k] := 0  d["c"] := 1 }',
  ],
  ["iterating over values that are changed", 2, "rows := [[1], [2]]\nfor row in rows { row[0] := 0 }"],
  ["a dict shared once", 1, 'd := {"a": 1}\ne := d\nfor i in 100 { e["a"] := i }'],
  ["a struct shared once", 1, "struct P { x }\np := P { x: 1 }\nq := p\nfor i in 100 { q.x := i }"],
  ["spreading", 0, 'd := {}\nfor i in 20 { d := {...d, "k": i} }\na := []\nfor i in 20 { a := [...a, i] }'],
  ["awaiting", 1, "async func f() { return [1] }\nfor i in 1 { a := await f()\n a[0] := 2\n a[0] := 3 }"],
  ["a match of a container", 1, "m := Some([1])\nmatch m { case Some(v): { v[0] := 2\n v[0] := 3 } }"],
  [
    "passing a dict to readers",
    0,
    "func f(d, k) { return d[k] + len(d) }\nd := {1: 0}\nfor i in 100 { d[1] := f(d, 1) % 9 }",
  ],
  [
    "passing a struct to readers",
    0,
    "struct P { x }\nfunc f(p) { return p.x + 1 }\np := P { x: 0 }\nfor i in 100 { p.x := f(p) }",
  ],
];

for (const [title, most, text] of PROGRAMS)
  for (const engine of ENGINES)
    test(`copies/${title} [${engine}]`, (t) => {
      const before = copies.count;
      const { stderr } = run(engine, "copies.ruff", text);
      t.is(stderr, "");
      t.true(copies.count - before <= most, `${copies.count - before} copies, at most ${most} expected`);
    });
