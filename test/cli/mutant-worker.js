// Runs damaged programs, one at a time, on the two engines that need no LLVM, and tells what became of each.

import { parentPort } from "node:worker_threads";
import { prepareSource, runScript } from "../../dist/cli/execute.js";
import { OutputLost } from "../../dist/cli/streams.js";
import { SourceText } from "../../dist/syntax/index.js";

const MOST_OUTPUT = 20_000;

/** What a run prints and how it ends; `defect` is the host's exception if one came through. */
function runOn(engine, text) {
  let out = "";
  let err = "";
  const streams = {
    out(piece) {
      out += piece;
      if (out.length > MOST_OUTPUT) throw new OutputLost();
    },
    err(piece) {
      err += piece;
    },
  };
  try {
    const prepared = prepareSource(new SourceText("m.ruff", text), streams);
    const code = prepared.exitCode ?? runScript(prepared, engine, ["x"], streams, null);
    return { code, out, err };
  } catch (error) {
    return { defect: String(error?.stack ?? error), out, err };
  }
}

parentPort.on("message", (text) => {
  parentPort.postMessage({ interpreter: runOn("interpreter", text), baseline: runOn("baseline", text) });
});
