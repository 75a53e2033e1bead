/** `ruff run`: reads the request's file and runs it, or prints the form asked for. */

import type { TierProvider } from "../baseline/tier.js";
import type { Module } from "../ir/nodes.js";
import { MAIN_STACK_MB, stackNeeded } from "./big-stack.js";
import { codeStoreFor } from "./code-store.js";
import { isDebugged, startDebugging } from "./debugger.js";
import { type Executable, prepare, runScript } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import type { RunRequest } from "./request.js";
import type { Streams } from "./streams.js";

/** Runs to the end and returns the exit code. */
export async function run(request: RunRequest, streams: Streams): Promise<number> {
  if (request.dump !== null) {
    const { dump } = await import("./dump.js");
    return dump(request, request.dump, streams);
  }
  const prepared = prepare(request, streams);
  if (prepared.module === null) return prepared.exitCode;
  const { module, files } = prepared;
  if (isDebugged(request)) {
    const debugging = await startDebugging(request);
    if (debugging === null) return EXIT.io;
    return runScript(prepared, "baseline", request.args, streams, null, { debugging });
  }
  const stack = stackNeeded([module, ...files.importable()]);
  if (stack > (request.stackMb ?? MAIN_STACK_MB)) {
    const { runInWorker } = await import("./run-in-worker.js");
    return runInWorker({ ...request, text: module.source.text }, stack);
  }
  const exitCode = await runHere(request, prepared, streams);
  files.keep();
  return exitCode;
}

async function runHere(request: RunRequest, prepared: Executable, streams: Streams): Promise<number> {
  const wantsNative = request.engine === "native" && !request.jit.disabled;
  if (!wantsNative) {
    const exitCode = runScript(prepared, request.engine, request.args, streams, null);
    if (request.jitReport) streams.err("JIT report: the native engine is off\n");
    return exitCode;
  }
  const [{ NativeEngine }, { saveCode }] = await Promise.all([
    import("../native/engine.js"),
    import("../native/backend.js"),
  ]);
  const engines: InstanceType<typeof NativeEngine>[] = [];
  const log = (text: string): void => streams.err(text);
  const codeStore = codeStoreFor(request);
  const tiersFor = (file: Module): TierProvider => {
    const engine = new NativeEngine(file, { ...request.jit, report: request.jitReport, codeStore, log });
    engines.push(engine);
    return engine;
  };
  const exitCode = runScript(prepared, request.engine, request.args, streams, tiersFor);
  saveCode();
  if (request.jitReport) {
    const { renderReport } = await import("./jit-report.js");
    const missing = engines.find((engine) => engine.missing !== null)?.missing;
    if (missing) streams.err(`JIT report: no native code: ${missing}\n`);
    else streams.err(renderReport(engines.flatMap((engine) => engine.report())));
  }
  return exitCode;
}
