/** Programs that keep more and more end with an error of their own, which can be caught, not with V8's. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import test from "ava";
import { files, ruff } from "./support.js";

/** Less than usual, for the sake of time; in MiB. */
const HEAP = ["--max-old-space-size=160", "--max-semi-space-size=1"];

/** What grows, and where memory runs out: `LINE:COLUMN`, or `LINE:` where it may be several columns. */
const PROGRAMS = {
  "an array of numbers": [
    "mut x := 0.5\nmut a := []\nwhile true {\n  x := x + 1.0\n  a := push(a, x)\n}\n",
    "5:8",
  ],
  "an array of structs": [
    'struct P { x: int, name: string }\nmut a := []\nwhile true { a := a.push(P { x: 1, name: "n" }) }\n',
    "3:21",
  ],
  "an array of arrays": ["mut a := []\nwhile true { a := push(a, range(0, 10000)) }\n", "2:27"],
  "an array of strings": [
    'mut a := []\nmut i := 0\nwhile true {\n  a := push(a, repeat("x", 1000000 + i))\n  i += 1\n}\n',
    "4:",
  ],
  "an array appended to itself": ["mut a := [1, 2, 3]\nwhile true { a := concat(a, a) }\n", "2:19"],
  "a dict": ['mut d := {}\nmut i := 0\nwhile true {\n  d["key ${i}"] := i\n  i += 1\n}\n', "4:17"],
  "a string": ['mut s := ""\nwhile true { s := s + "x" }\n', "2:21"],
  "a queue": [
    "mut q := Queue([])\nmut i := 0\nwhile true {\n  q := queue_enqueue(q, [i])\n  i += 1\n}\n",
    "4:8",
  ],
  "what a generator yields": [
    "func* count() {\n  mut i := 0\n  while true {\n    yield [i]\n    i += 1\n  }\n}\nprint(len(count().collect()))\n",
    "8:19",
  ],
  "a chain of closures": [
    "func wrap(f) { return func(x) { return f(x) + 1 } }\nmut f := len\nwhile true { f := wrap(f) }\n",
    "1:23",
  ],
  "a chain of promises": [
    "async func wrap(p) { return p }\nmut p := null\nwhile true { p := wrap(p) }\n",
    "3:19",
  ],
  "a channel": ["c := channel()\nwhile true { c.send([1, 2, 3]) }\n", "2:16"],
};

function run(t, source, engine) {
  const cwd = files(t, { "t.ruff": source });
  return ruff(["run", `--engine=${engine}`, "t.ruff"], { cwd, node: HEAP });
}

for (const [title, [source, at]] of Object.entries(PROGRAMS))
  test.serial(title, async (t) => {
    const { code, out, err } = await run(t, source, "baseline");
    const start = `[RUFVM001] [vm] Runtime Error: Out of memory\n  --> t.ruff:${at}`;
    t.is(err.slice(0, start.length), start);
    t.deepEqual({ code, out }, { code: 4, out: "" });
  });

for (const engine of ["interpreter", "baseline"])
  test.serial(`the error can be caught, and what was kept is gone then: ${engine}`, async (t) => {
    const source = `func grow() {
  mut kept := []
  while true { kept := push(kept, [1.5, 2.5, 3.5]) }
}
for i in 3 {
  try { grow() } except e { print(e.message, e.line, e.stack) }
}
`;
    const { code, out, err } = await run(t, source, engine);
    t.deepEqual({ code, out, err }, { code: 0, out: "Out of memory 3 [grow]\n".repeat(3), err: "" });
  });

test.serial("garbage is no reason to fail", async (t) => {
  const source = `mut n := 0
for i in 10 {
  mut kept := []
  for j in 500000 { kept := push(kept, [i, j]) }
  n += len(kept)
}
print(n)
`;
  const { code, out, err } = await run(t, source, "baseline");
  t.deepEqual({ code, out, err }, { code: 0, out: "5000000\n", err: "" });
});
