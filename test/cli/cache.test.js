// What a run keeps for later ones: it must be seen in nothing but time.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import test from "ava";
import { CacheFolder, cachePath } from "../../dist/cli/cache-folder.js";
import { files, folder, hasNative, ruff } from "./support.js";

const EXECUTABLE = fileURLToPath(new URL("../../dist/bin/ruff.cjs", import.meta.url));

/** A text long enough to be kept that ends with these lines. */
function long(lines) {
  const functions = Array.from(
    { length: 200 },
    (_, i) =>
      `func unused_${i}(x) {\n  mut sum := ${i}\n  for i in 0..x { sum += i * 2 }\n  return "\${sum}"\n}\n`,
  );
  return functions.join("") + lines;
}

/** Runs `t.ruff` of the folder with the cache in it, and again until what is kept is used. */
async function runs(t, cwd, { cache = join(cwd, "cache"), times = 3, words = ["run", "t.ruff"] } = {}) {
  const results = [];
  for (let i = 0; i < times; i++) {
    const { code, out, err } = await ruff(words, { cwd, main: EXECUTABLE, env: { RUFF_CACHE: cache } });
    results.push({ code, out, err });
  }
  for (const result of results) t.deepEqual(result, results[0]);
  return results[0];
}

/** The kept file of a script. */
function kept(cwd, script = "t.ruff") {
  const name = readdirSync(join(cwd, "cache")).find((file) => file.endsWith(`${script}.ir`));
  return name && join(cwd, "cache", name);
}

/** Whether a module is kept of the script, and not only its text. */
function isKept(cwd, script = "t.ruff") {
  const content = gunzipSync(readFileSync(kept(cwd, script))).toString();
  const start = content.indexOf("\n") + 1;
  const { textLength } = JSON.parse(content.slice(0, start));
  return content.length > start + textLength;
}

const PROGRAM = long(`
struct Point {
  x: float,
  func op_add(self, other) { return Point { x: self.x + other.x } }
}
enum Shape { Circle, Square }
mut big := 9223372036854775807
func describe(shape) { match shape { case Shape::Circle: { return "round" } default: { return "other" } } }
func* count(n) { for i in 0..n { yield i } }
func fail_at(n) { if n == 0 { return 1 / 0 } return fail_at(n - 1) }
print((Point { x: 0.5 } + Point { x: -0.0 }).x, describe(Shape::Circle), big, -0.0, 1e308 * 10.0)
for v in count(3) { print(v) }
try { fail_at(3) } except e { print(e.message, e.line, e.stack) }
print([1, 2, 3].map(func(v) { return v * 2 }), {"a": 1, "b": [null, true]})
fail_at(2)
`);

test("a program does the same with a kept module, errors and positions included", async (t) => {
  const cwd = files(t, { "t.ruff": PROGRAM });
  const { code, out, err } = await runs(t, cwd, { times: 4 });
  t.is(code, 4, err);
  t.regex(out, /0\.5 round 9223372036854775807/);
  t.regex(err, /Division by zero/);
  t.true(isKept(cwd));
});

test("the first run of a text leaves the text, the second one the module", async (t) => {
  const cwd = files(t, { "t.ruff": PROGRAM });
  await runs(t, cwd, { times: 1 });
  t.false(isKept(cwd));
  await runs(t, cwd, { times: 1 });
  t.true(isKept(cwd));
  writeFileSync(join(cwd, "t.ruff"), long('print("edited")\n'));
  const { out } = await runs(t, cwd, { times: 1 });
  t.is(out, "edited\n");
  t.false(isKept(cwd));
});

test("short texts, pipes and other commands leave nothing", async (t) => {
  const cwd = files(t, { "t.ruff": "print(1)\n", "long.ruff": PROGRAM });
  await runs(t, cwd);
  await runs(t, cwd, { words: ["check", "long.ruff"] });
  await runs(t, cwd, { words: ["run", "--dump=ir", "long.ruff"] });
  t.false(existsSync(join(cwd, "cache")));
});

test("tasks wait with a kept module as without", async (t) => {
  const program = long(`
let c := channel()
func produce(n) { for i in 0..n { c.send(i) } c.send(-1) }
spawn { produce(5) }
mut v := c.receive()
while v >= 0 { print(v) v := c.receive() }
`);
  const cwd = files(t, { "t.ruff": program });
  const { code, out, err } = await runs(t, cwd);
  t.is(code, 0, err);
  t.is(out, "0\n1\n2\n3\n4\n");
  t.true(isKept(cwd));
});

test("a long module is kept, too, and names that it exports anew are seen", async (t) => {
  const cwd = files(t, {
    "t.ruff": long("import m\nprint(m.one())\nfunc two() { return 2 }\nprint(two())\n"),
    "m.ruff": long("export func one() { return 1 }\n"),
  });
  const before = await runs(t, cwd);
  t.is(before.out, "1\n2\n", before.err);
  t.true(isKept(cwd));
  t.true(isKept(cwd, "m.ruff"));
  writeFileSync(
    join(cwd, "m.ruff"),
    long("export func one() { return 1 }\nexport func two() { return 22 }\n"),
  );
  const after = await runs(t, cwd);
  const uncached = await runs(t, cwd, { cache: "0" });
  t.deepEqual(after, uncached);
});

test("what is wrong with a text is told each time", async (t) => {
  const cwd = files(t, { "t.ruff": long("let x := 1\nlet x := 2\n") });
  const { code, err } = await runs(t, cwd);
  t.is(code, 4);
  t.regex(err, /x/);
  writeFileSync(join(cwd, "t.ruff"), long("let := 1\n"));
  t.is((await runs(t, cwd)).code, 3);
});

test("damaged files and those of other builds are not used", async (t) => {
  const cwd = files(t, { "t.ruff": PROGRAM });
  const expected = await runs(t, cwd);
  const file = kept(cwd);
  const packed = readFileSync(file);
  const whole = gunzipSync(packed).toString();
  const other = whole.replace(/"build":"[^"]*"/, '"build":"another"').replace(/round/g, "wrong");
  const changed = (at) => packed.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const damaged = [
    ...["", "\n", "{}\n", "null\n", other].map((content) => gzipSync(content)),
    "",
    whole,
    packed.subarray(0, packed.length / 2),
    packed.subarray(0, -1),
    ...[1 / 4, 1 / 2, 3 / 4].map((part) => changed(Math.floor(packed.length * part))),
  ];
  for (const content of damaged) {
    writeFileSync(file, content);
    t.deepEqual(await runs(t, cwd, { times: 1 }), expected);
  }
});

test("a folder in which others may write is not used", async (t) => {
  const cwd = files(t, { "t.ruff": PROGRAM });
  mkdirSync(join(cwd, "cache"));
  chmodSync(join(cwd, "cache"), 0o777);
  await runs(t, cwd);
  t.is(kept(cwd), undefined);
});

test("nothing is kept where there can be no folder, or shall be none", async (t) => {
  const cwd = files(t, { "t.ruff": PROGRAM, file: "" });
  const expected = await runs(t, cwd, { cache: "0" });
  t.deepEqual(await runs(t, cwd, { cache: join(cwd, "file") }), expected);
  t.deepEqual(await runs(t, cwd, { cache: "/proc/none" }), expected);
  t.deepEqual(readdirSync(cwd).sort(), ["file", "t.ruff"]);
});

/** Runs with a cache in the folder and tells what the native engine says, without times. */
async function decisions(cwd) {
  const env = { RUFF_CACHE: join(cwd, "cache"), DEBUG_JIT: "1", RUFF_JIT_THRESHOLD: "5" };
  const { code, out, err } = await ruff(["run", "t.ruff"], { cwd, main: EXECUTABLE, env });
  return { code, out, err: err.replace(/[\d.]+ ms/g, "TIME") };
}

const native = hasNative ? test : test.skip;
const KEPT = /kept from an earlier run/g;
const COMPILED = /: compiled in/g;
const count = ({ err }, pattern) => (err.match(pattern) ?? []).length;

const HOT = `
mut calls := 0
func fib(n) { calls += 1 if n < 2 { return n } return fib(n - 1) + fib(n - 2) }
func fill(n) { mut a := [] for i in 0..n { a := push(a, i * 0.5) } return a }
func deep(n) { if n == 0 { return [1, 2][n + 2] } return deep(n - 1) + 1 }
print(fib(15), calls)
for i in 0..20 { fill(i) }
print(fill(4))
for i in 0..20 { try { deep(i) } except e { print(e.message, len(e.stack)) } }
deep(3)
`;

native("machine code is kept, and does the same in later runs, errors and positions included", async (t) => {
  const cwd = files(t, { "t.ruff": HOT });
  const first = await decisions(cwd);
  t.true(count(first, COMPILED) >= 3, first.err);
  t.is(count(first, KEPT), 0);
  t.regex(first.err, /deep \(t\.ruff:5:\d+\)/);
  for (let i = 0; i < 2; i++) {
    const again = await decisions(cwd);
    t.is(count(again, COMPILED), 0, again.err);
    t.deepEqual(
      { ...again, err: again.err.replaceAll("kept from an earlier run, linked", "compiled") },
      first,
    );
  }
});

native("code of what has changed is made anew", async (t) => {
  const cwd = files(t, { "t.ruff": HOT });
  await decisions(cwd);
  writeFileSync(join(cwd, "t.ruff"), HOT.replace("i * 0.5", "i * 0.25"));
  const changed = await decisions(cwd);
  t.regex(changed.out, /^\[0, 0\.25, 0\.5, 0\.75\]$/m);
  t.true(count(changed, COMPILED) > 0 && count(changed, KEPT) > 0, changed.err);
});

native("damaged code is not used", async (t) => {
  const cwd = files(t, { "t.ruff": HOT });
  const first = await decisions(cwd);
  const file = join(
    cwd,
    "cache",
    readdirSync(join(cwd, "cache")).find((name) => name.endsWith(".code")),
  );
  const whole = readFileSync(file);
  const flipped = Buffer.from(whole);
  flipped[whole.length - 100] ^= 1;
  const damaged = [
    flipped,
    whole.subarray(0, whole.length / 2),
    Buffer.alloc(0),
    Buffer.from("{}\n"),
    Buffer.concat([Buffer.from("null\n"), whole]),
  ];
  for (const content of damaged) {
    writeFileSync(file, content);
    t.deepEqual(await decisions(cwd), first);
  }
});

test("where the folder is", (t) => {
  t.is(cachePath({ HOME: "/home/u" }), "/home/u/.cache/ruff");
  t.is(cachePath({ HOME: "/home/u", XDG_CACHE_HOME: "/var/c" }), "/var/c/ruff");
  t.is(cachePath({ HOME: "/home/u", RUFF_CACHE: "/x" }), "/x");
  t.is(cachePath({ HOME: "/home/u", RUFF_CACHE: "0" }), null);
  t.is(cachePath({}), null);
  t.is(cachePath({ HOME: "relative" }), null);
});

test("of too many files the oldest go", (t) => {
  const path = folder(t);
  const cache = new CacheFolder(path);
  const content = "x".repeat(20 * 2 ** 20);
  for (const [i, name] of ["a", "b", "c"].entries()) {
    cache.write(name, content);
    utimesSync(join(path, name), 1000 + i, 1000 + i);
  }
  cache.write("d", content);
  t.deepEqual(readdirSync(path).sort(), ["b", "c", "d"]);
  t.is(cache.read("a"), null);
  t.is(cache.read("d").toString(), content);
  t.is(statSync(path).mode & 0o077, 0);
});

test("names that no file can have are not kept", (t) => {
  const path = folder(t);
  new CacheFolder(path).write("n".repeat(300), "content");
  t.deepEqual(readdirSync(path), []);
});
