// Accuses native/addon.cc and the linking of the addon: several environments in one process, a
// second LLVM beside ours, no addon at all.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import test from "ava";
import { bridge, compile, doubler, invoke, native } from "./support.js";

const BRIDGE_URL = new URL("../../dist/native/bridge.js", import.meta.url).href;
const ROOT = new URL("../..", import.meta.url);

/** A program that compiles IR with the bridge and prints what the unit computes of 20. */
const program = (before, ir, after = "") => `
  import { createRequire } from "node:module";
  const require = createRequire(${JSON.stringify(import.meta.url)});
  const { openBridge } = await import(${JSON.stringify(BRIDGE_URL)});
  ${before}
  const { bridge } = openBridge();
  const frame = new ArrayBuffer(4096);
  const slots = new BigInt64Array(frame);
  bridge.useFrame(frame);
  const options = { name: "test", symbols: ["exit_to_host"], exports: ["entry"] };
  ${after}
  const { entries } = bridge.compile(${ir}, options);
  slots[0] = BigInt(entries[0]);
  slots[1] = 20n;
  bridge.invoke();
  console.log(String(slots[1]));`;

const run = (source) =>
  execFileSync(process.execPath, ["--input-type=module", "-e", source], { encoding: "utf8", cwd: ROOT });

const LOAD_LLVM = `const llvm = require("llvm-bindings");
  const context = new llvm.LLVMContext();
  function build() {
    const module = new llvm.Module("built", context);
    const builder = new llvm.IRBuilder(context);
    const i64 = builder.getInt64Ty();
    const type = llvm.FunctionType.get(builder.getVoidTy(), [llvm.PointerType.get(i64, 0)], false);
    const entry = llvm.Function.Create(type, llvm.Function.LinkageTypes.ExternalLinkage, "entry", module);
    builder.SetInsertPoint(llvm.BasicBlock.Create(context, "start", entry));
    const slot = builder.CreateGEP(i64, entry.getArg(0), builder.getInt64(1));
    builder.CreateStore(builder.CreateMul(builder.CreateLoad(i64, slot), builder.getInt64(3)), slot);
    builder.CreateRetVoid();
    return module.print();
  }`;

const hasLlvmBindings = (() => {
  try {
    createRequire(import.meta.url).resolve("llvm-bindings/package.json");
    return true;
  } catch {
    return false;
  }
})();
const both = hasLlvmBindings ? native : native.skip;

both("llvm-bindings can be loaded first", (t) => {
  t.is(run(program(LOAD_LLVM, "build()")), "60\n");
});

both("llvm-bindings can be loaded after units ran", (t) => {
  const unit = JSON.stringify(doubler(0));
  const first = `bridge.compile(${unit}, options); bridge.release(0);`;
  t.is(run(program("", "build()", first + LOAD_LLVM)), "60\n");
});

both("both keep working in turns, errors and all", (t) => {
  const turns = `for (let i = 0; i < 20; i++) {
    bridge.release(bridge.compile(build(), options).unit);
    try { bridge.compile("nonsense", options); } catch {}
    try { bridge.compile('module asm "no such thing"\\n' + build(), options); } catch {}
  }`;
  t.is(run(program(LOAD_LLVM, "build()", turns)), "60\n");
});

native("a process ends cleanly with units alive", (t) => {
  t.is(run(program("", JSON.stringify(doubler(2)))), "42\n");
  t.is(run(`${program("", JSON.stringify(doubler(2)))}; process.exit(0)`), "42\n");
});

native("worker threads have units, frames and stacks of their own", async (t) => {
  const mine = compile(doubler(7));
  const source = (i) =>
    program("", JSON.stringify(doubler(i)))
      .replace("console.log(", 'require("node:worker_threads").parentPort.postMessage(')
      .concat(`; require("node:worker_threads").parentPort.postMessage(bridge.stackLimit())`);
  const work = [1, 2, 3, 4].map(
    (i) =>
      new Promise((resolve, reject) => {
        const messages = [];
        new Worker(new URL(`data:text/javascript,${encodeURIComponent(source(i))}`))
          .on("message", (message) => messages.push(message))
          .on("error", reject)
          .on("exit", () => resolve(messages));
      }),
  );
  const results = await Promise.all(work);
  t.deepEqual(
    results.map(([value]) => value),
    ["41", "42", "43", "44"],
  );
  t.true(results.every(([, limit]) => limit !== bridge.stackLimit()));
  t.is(invoke(mine.entries[0], 1).value, 9n);
});

test("an absent addon is a reason, not an error", (t) => {
  const source = `
    const { openBridge } = await import(${JSON.stringify(BRIDGE_URL)});
    process.env.RUFF_BRIDGE_ADDON = "./nowhere.node";
    console.log(JSON.stringify(openBridge()));`;
  t.deepEqual(JSON.parse(run(source)), { bridge: null, reason: "the native addon has not been built" });
});
