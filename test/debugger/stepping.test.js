/** Debuggers stop at Ruff lines, step over, into and out of Ruff code, and see Ruff variables. */

import { createServer } from "node:net";
import { join } from "node:path";
import test from "ava";
import { files, ruff, usage } from "../cli/support.js";
import { Debugger } from "./client.js";

const SCRIPT = `# sums
func total(items) {
  sum := 0
  for item in items {
    sum := sum + item * 2
  }
  return sum
}
struct Point {
  x: int
  func moved(self, by) { return Point { x: self.x + by } }
}
let delete := [1, 2]
größe := "wide"
print(total(delete))
p := Point { x: 1 }
print(p.moved(2).x)
print("end")
`;
const OUTPUT = "6\n3\nend\n";

/** Starts a debugger on the script in a folder of its own. */
async function start(t, { lines = [], node = [], words = ["t.ruff"] } = {}) {
  const cwd = files(t, { "t.ruff": SCRIPT });
  const path = join(cwd, "t.ruff");
  return Debugger.start(t, words, { cwd, node, breakpoints: { [path]: lines } });
}

/** Function and line of a stop. */
const where = ({ frame, line }) => `${frame.functionName}:${line}`;

test("--inspect waits for the debugger and stops before the first statement", async (t) => {
  const client = await start(t, { words: ["--inspect", "t.ruff"] });
  const first = await client.stop();
  t.is(where(first), "main:9");
  t.regex(first.source, /^file:\/\/.*\/t\.ruff$/);
  t.is(client.out, "");
  t.is(await client.finish(), 0);
  t.is(client.out, OUTPUT);
});

test("steps go from line to line, over calls, into them and out of them", async (t) => {
  const client = await start(t, { words: ["--inspect", "t.ruff"] });
  const seen = [await client.stop()];
  const step = async (...ways) => {
    for (const way of ways) seen.push(await client.step(way, seen.at(-1)));
  };
  await step("Over", "Over", "Over");
  await step("Into", "Over", "Over", "Over", "Out");
  await step("Over", "Over", "Over");
  t.deepEqual(seen.map(where), [
    ...["main:9", "main:13", "main:14", "main:15"],
    ...["total:3", "total:4", "total:5", "total:4", "main:15"],
    ...["main:16", "main:17", "main:18"],
  ]);
  t.is(await client.finish(), 0);
});

test("breakpoints are bound before the script runs; variables have their names and values", async (t) => {
  const client = await start(t, { node: ["--inspect-brk"], lines: [5, 11, 15] });
  let stop = await client.stop();
  t.is(stop.line, null, "Node itself stops in the command");
  const next = async () => {
    stop = await client.resume();
    return client.variables(stop);
  };
  const variables = await next();
  t.is(variables.größe, "wide");
  t.regex(variables.delete, /RuffArray$/);
  t.deepEqual([stop.reason, where(stop), client.out], ["breakpoint", "main:15", ""]);
  t.like(await next(), { sum: 0, item: 1 });
  t.is(where(stop), "total:5");
  t.like(await next(), { sum: 2, item: 2 });
  t.like(await next(), { by: 2 });
  t.is(where(stop), "Point_moved:11");
  t.is(await client.finish(), 0);
  t.is(client.out, OUTPUT);
});

test("an imported file's breakpoints are bound before it runs", async (t) => {
  const cwd = files(t, {
    "t.ruff": "from m import f\nprint(f(20))\n",
    "m.ruff": "a := 1\nexport func f(n) {\n  return n + a\n}\n",
  });
  const client = await Debugger.start(t, ["--inspect", "t.ruff"], {
    cwd,
    breakpoints: { [join(cwd, "m.ruff")]: [1, 3] },
  });
  t.is((await client.stop()).line, 1);
  const inModule = await client.resume();
  t.regex(inModule.source, /m\.ruff$/);
  t.is(where(inModule), "main:1");
  const inFunction = await client.resume();
  t.is(where(inFunction), "f:3");
  t.like(await client.variables(inFunction), { n: 20, a: 1 });
  t.is(await client.finish(), 0);
  t.is(client.out, "21\n");
});

test("a debugger changes nothing else: errors, arguments, exit code", async (t) => {
  const cwd = files(t, { "t.ruff": "print(args())\nfunc f(a) {\n  return a[3]\n}\nf([1])\n" });
  const client = await Debugger.start(t, ["--inspect", "t.ruff", "x"], { cwd });
  await client.stop();
  t.is(await client.finish(), 4);
  const plain = await ruff(["run", "t.ruff", "x"], { cwd });
  t.is(client.out, plain.out);
  t.true(client.err.includes(plain.err.trim()), client.err);
});

test("--inspect tells when its port is taken", async (t) => {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.teardown(() => server.close());
  const node = [`--inspect-port=${server.address().port}`];
  const cwd = files(t, { "t.ruff": "print(1)\n" });
  const { code, out, err } = await ruff(["run", "--inspect", "t.ruff"], { cwd, node });
  t.deepEqual([code, out], [5, ""]);
  t.regex(err, /address already in use/);
});

test("--inspect needs the baseline", async (t) => {
  for (const other of ["--interpreter", "--engine=interpreter"]) {
    const { code, err } = await ruff(["run", "--inspect", other, "t.ruff"]);
    t.is(code, 2);
    t.is(err, usage(`the argument '--inspect' cannot be used with '${other}'`, "run"));
  }
});
