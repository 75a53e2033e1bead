/** Runs a program's text in this process, on each engine. */

import { sourceMapComment } from "../../dist/baseline/source-map.js";
import { prepareSource, runScript } from "../../dist/cli/execute.js";
import { decodeModule } from "../../dist/ir/decode.js";
import { encodeModule } from "../../dist/ir/encode.js";
import { verifyModule } from "../../dist/ir/verify.js";
import { openBridge } from "../../dist/native/bridge.js";
import { NativeEngine } from "../../dist/native/engine.js";
import { loadLlvm } from "../../dist/native/llvm.js";
import { SourceText } from "../../dist/syntax/index.js";

/** Why there is no native engine here, or null if there is one. */
export const noNative = loadLlvm() === null ? "llvm-bindings is not installed" : openBridge().reason;

export const ENGINES =
  noNative === null ? ["interpreter", "baseline", "native"] : ["interpreter", "baseline"];

/** The baseline's code for a debugger, which is not told from an engine here. */
export const DEBUGGED = "debugged";
/**
 * The fastest engine, as it runs long files for the second time: the module comes from its encoded form, functions
 * get their JavaScript when they are first called, and machine code is there already.
 */
export const LATE = "late";
/** Machine code is kept from run to run: what `LATE` runs is linked only, where `native` has compiled the same IR. */
const KEEPING = { build: "", isThere: false, read: () => null, write: () => {} };

const debugging = { stopFirst: false, sourceMap: sourceMapComment };

/**
 * What a run of the text leaves behind: output, diagnostics, exit code and, for the native engine, its report.
 * The native engine compiles at the first call. `args` are the script's arguments.
 */
export function run(engine, name, text, args = []) {
  const result = { stdout: "", stderr: "", exitCode: 0, report: [] };
  const streams = {
    out: (piece) => {
      result.stdout += piece;
    },
    err: (piece) => {
      result.stderr += piece;
    },
  };
  const prepared = prepareSource(new SourceText(name, text), streams);
  const { module, exitCode } = prepared;
  if (module === null) return { ...result, exitCode };
  const problems = verifyModule(module);
  if (problems.length > 0) throw new Error(`the compiler made broken IR: ${problems.join("; ")}`);
  const settings = {
    threshold: 0,
    explain: true, // what is refused is checked, too
    dump: null,
    perfMap: false,
    report: false,
    codeStore: KEEPING,
    log: () => {},
  };
  if (engine === LATE) prepared.module = decodeModule(encodeModule(module), module.source);
  const native = [];
  const tiersFor = (file) => {
    native.push(new NativeEngine(file, settings));
    return native.at(-1);
  };
  const start = (which, options = {}) =>
    runScript(prepared, which, args, streams, which === "native" ? tiersFor : null, options);
  if (engine === DEBUGGED) result.exitCode = start("baseline", { debugging });
  else if (engine === LATE) result.exitCode = start(ENGINES.at(-1), { lateFrom: 0 });
  else result.exitCode = start(engine);
  result.report = native.flatMap((tiers) => tiers.report());
  return result;
}
