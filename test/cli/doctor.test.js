/** `ruff doctor`, and running where there is no native code: a copy of the compiled sources alone. */

import { cpSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { files, folder, hasNative, ruff } from "./support.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The command without the addon and without llvm-bindings. */
function withoutNative(t) {
  const path = folder(t);
  cpSync(join(ROOT, "dist"), join(path, "dist"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(path, "package.json"));
  mkdirSync(join(path, "node_modules"));
  const commander = dirname(createRequire(import.meta.url).resolve("commander"));
  cpSync(commander, join(path, "node_modules/commander"), { recursive: true });
  return join(path, "dist/cli/main.js");
}

const SOURCE =
  "func fib(n) {\n  if n < 2 { return n }\n  return fib(n - 1) + fib(n - 2)\n}\nprint(fib(15))\n";
const HOT = { RUFF_JIT_THRESHOLD: "0" };
const MISSING = "the native addon has not been built";

(hasNative ? test : test.skip)("doctor with native code", async (t) => {
  const { code, out, err } = await ruff(["doctor"]);
  t.deepEqual({ code, err }, { code: 0, err: "" });
  t.regex(
    out,
    /^Node\.js {7}v\d+.*\nplatform {6}\S+ \S+\ncache {9}off\nllvm-bindings installed\nLLVM bridge {3}built, processor \S+\nnative code {3}available\n$/,
  );
});

test("doctor tells what is kept", async (t) => {
  const cwd = files(t, { one: "x".repeat(1000), two: "y".repeat(2000) });
  const { out } = await ruff(["doctor"], { env: { RUFF_CACHE: cwd } });
  t.true(out.includes(`\ncache         ${cwd}: 2 files, 3 KiB\n`), out);
  const none = await ruff(["doctor"], { env: { RUFF_CACHE: join(cwd, "none") } });
  t.true(none.out.includes(`\ncache         ${join(cwd, "none")}: empty\n`), none.out);
});

test("doctor without native code: what is missing and how to get it", async (t) => {
  const { code, out, err } = await ruff(["doctor"], { main: withoutNative(t) });
  t.deepEqual({ code, err }, { code: 0, err: "" });
  t.regex(out, /\nllvm-bindings missing: .*\nLLVM bridge {3}missing: the native addon has not been built\n/);
  t.regex(out, /\nnative code {3}not available: scripts run all the same/);
  t.regex(out, /\n {2}apt-get install llvm-14-dev cmake g\+\+ make zlib1g-dev\n/);
});

test("without native code scripts run, and nothing is said unasked", async (t) => {
  const main = withoutNative(t);
  const cwd = files(t, { "t.ruff": SOURCE });
  for (const words of [[], ["--engine=native"], ["--jit"], ["--interpreter"]]) {
    const { code, out, err } = await ruff(["run", ...words, "t.ruff"], { cwd, main, env: HOT });
    t.deepEqual({ code, out, err }, { code: 0, out: "610\n", err: "" });
  }
  const explained = await ruff(["run", "t.ruff"], { cwd, main, env: { ...HOT, DEBUG_JIT: "1" } });
  t.like(explained, { code: 0, out: "610\n", err: `[jit] no native code: ${MISSING}\n` });
  const reported = await ruff(["run", "--jit-report", "t.ruff"], { cwd, main, env: HOT });
  t.like(reported, { code: 0, out: "610\n", err: `JIT report: no native code: ${MISSING}\n` });
  const dumped = await ruff(["run", "--dump=llvm", "t.ruff"], { cwd, main, env: HOT });
  t.like(dumped, { code: 0, out: "", err: `no native code: ${MISSING}\n` });
});
