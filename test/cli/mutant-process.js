// Checks and runs damaged programs, one at a time, on each engine, and tells what became of each.

import { writeFileSync } from "node:fs";
import { check } from "../../dist/cli/check.js";
import { prepare, runScript } from "../../dist/cli/execute.js";
import { OutputLost } from "../../dist/cli/streams.js";
import { NativeEngine } from "../../dist/native/engine.js";

const MOST_OUTPUT = 20_000;
const SETTINGS = { threshold: 0, explain: false, dump: null, perfMap: false, report: false };

/** What an action prints and how it ends; `defect` is the host's exception if one came through. */
function outcome(action) {
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
    return { code: action(streams), out, err };
  } catch (error) {
    return { defect: String(error?.stack ?? error), out, err };
  }
}

function runOn(engine, path) {
  return outcome((streams) => {
    const prepared = prepare({ path, text: null }, streams);
    const tiersFor = (file) => new NativeEngine(file, { ...SETTINGS, log: streams.err });
    return prepared.exitCode ?? runScript(prepared, engine, ["x"], streams, tiersFor);
  });
}

process.on("message", ({ path, bytes, engines }) => {
  writeFileSync(path, Buffer.from(bytes, "base64"));
  const checked = outcome((streams) => check({ command: "check", path, detail: "json" }, streams));
  process.send({ checked });
  process.send({ results: engines.map((engine) => ({ engine, ...runOn(engine, path) })) });
});
