/** `ruff run`: reads the request's file and runs it, or prints the form asked for. */

import type { TierProvider } from "../baseline/tier.js";
import { prepare, runModule, type Streams } from "./execute.js";
import { Output } from "./output.js";
import type { RunRequest } from "./request.js";

/** Runs to the end and returns the exit code. Everything printed is written out before it returns or throws. */
export async function run(request: RunRequest): Promise<number> {
  const out = new Output(1);
  const err = new Output(2);
  const streams: Streams = {
    out: (text) => out.write(text),
    // What the program printed before it failed comes first, also where both go to one place.
    err: (text) => {
      out.flush();
      err.write(text);
      err.flush();
    },
  };
  try {
    return await runWith(request, streams);
  } finally {
    out.flush();
  }
}

async function runWith(request: RunRequest, streams: Streams): Promise<number> {
  if (request.dump !== null) {
    const { dump } = await import("./dump.js");
    return dump(request, request.dump, streams);
  }
  const prepared = prepare(request.path, streams);
  if (prepared.module === null) return prepared.exitCode;
  const { module } = prepared;
  const wantsNative = request.engine === "native" && !request.jit.disabled;
  if (!wantsNative) {
    const exitCode = runModule(module, request.engine, request.args, streams, null);
    if (request.jitReport) streams.err("JIT report: the native engine is off\n");
    return exitCode;
  }
  const { NativeEngine } = await import("../native/engine.js");
  const engine = new NativeEngine(module, { ...request.jit, log: streams.err });
  const exitCode = runModule(module, request.engine, request.args, streams, engine satisfies TierProvider);
  if (request.jitReport) {
    const { renderReport } = await import("./jit-report.js");
    streams.err(renderReport(engine.report(), module.source));
  }
  return exitCode;
}
