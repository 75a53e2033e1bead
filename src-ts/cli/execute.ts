/** Runs one script from its file to its exit code: the whole pipeline in order. */

import { type BaselineOptions, makeBaseline } from "../baseline/run.js";
import type { TierProvider } from "../baseline/tier.js";
import type { Module } from "../ir/nodes.js";
import { makeInterpreter } from "../interpreter/run.js";
import { ExitRequest } from "../runtime/exit.js";
import { Program } from "../runtime/program.js";
import { RuffError } from "../runtime/error.js";
import { LONG_SOURCE, optimizeAsUsual, optimizeRarely } from "../runtime/v8-optimizing.js";
import { type Diagnostic, renderDiagnostic } from "../syntax/diagnostic.js";
import { SourceText } from "../syntax/source.js";
import { BUILD } from "./build.js";
import { CacheFolder } from "./cache-folder.js";
import { CompiledTexts } from "./compiled-texts.js";
import { EXIT } from "./exit-codes.js";
import { makeHost } from "./host.js";
import { ModuleFiles } from "./module-files.js";
import { Modules } from "./modules.js";
import { readSource, type Unreadable } from "./read-source.js";
import type { RunRequest } from "./request.js";
import { renderUncaught } from "./report.js";
import { OutputLost, type Streams } from "./streams.js";

export type { Streams };

export type Engine = "interpreter" | "baseline" | "native";

/** A compiled script, and the files that it may import. */
export interface Executable {
  readonly module: Module;
  readonly files: ModuleFiles;
}

/** A file made ready to run, or the exit code of the phase that refused it. */
export type Prepared = Executable | { readonly module: null; readonly exitCode: number };

/** Reads, parses and compiles, as far as no earlier run has done it; reports what is wrong. */
export function prepare({ path, text, cache }: RunRequest, streams: Streams): Prepared {
  const known = cache !== null && BUILD !== null ? new CompiledTexts(new CacheFolder(cache), BUILD) : null;
  if (text !== null) return prepareSource(new SourceText(path, text), streams, known);
  const read = readSource(path);
  if (read.source === null) return { module: null, exitCode: reportUnreadable(read, path, streams) };
  return prepareSource(read.source, streams, known);
}

/** Parses and compiles a text; reports what is wrong. */
export function prepareSource(
  source: SourceText,
  streams: Streams,
  known: CompiledTexts | null = null,
): Prepared {
  const files = new ModuleFiles(source, known);
  const script = files.script();
  if (source.text.length >= LONG_SOURCE && script.earlier === null) optimizeRarely();
  if (script.syntaxErrors.length > 0) {
    report(script.syntaxErrors, source, streams);
    return { module: null, exitCode: EXIT.syntax };
  }
  const compilation = files.compiled(script);
  if (compilation.diagnostics.length > 0) {
    report(compilation.diagnostics, source, streams);
    return { module: null, exitCode: EXIT.runtime };
  }
  return { module: compilation.module, files };
}

/** Reports why a file could not be read, and returns the exit code for it. */
export function reportUnreadable(read: Unreadable, path: string, streams: Streams): number {
  report([read.diagnostic], new SourceText(path, ""), streams);
  return read.exitCode;
}

/** What a message quotes from a source could disturb the terminal. */
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

export function report(diagnostics: readonly Diagnostic[], source: SourceText, streams: Streams): void {
  for (const diagnostic of diagnostics)
    streams.err(`${renderDiagnostic(diagnostic, source).replace(CONTROL, "\uFFFD")}\n`);
}

/**
 * Runs a script, the modules it imports included, and returns the exit code. `tiersFor` makes the native
 * engine of a module, where there is one.
 */
export function runScript(
  executable: Executable,
  engine: Engine,
  args: readonly string[],
  streams: Streams,
  tiersFor: ((module: Module) => TierProvider) | null,
  options: BaselineOptions = {},
): number {
  const outcome = runToEnd(executable, engine, args, streams, tiersFor, options);
  if (typeof outcome === "number") return outcome;
  streams.err(renderUncaught(outcome));
  return EXIT.runtime;
}

/** The same, but an error that nothing caught is returned, and not yet reported. */
export function runToEnd(
  executable: Executable,
  engine: Engine,
  args: readonly string[],
  streams: Streams,
  tiersFor: ((module: Module) => TierProvider) | null,
  options: BaselineOptions = {},
): number | RuffError {
  const host = makeHost(args, streams, (error) => streams.err(renderUncaught(asRuffError(error))));
  const modules = new Modules(executable.files);
  const program = new Program(host, modules);
  const run =
    engine === "interpreter"
      ? makeInterpreter(program)
      : makeBaseline(program, engine === "native" ? tiersFor : null, options);
  modules.runWith(run);
  if (engine === "interpreter") optimizeAsUsual();
  try {
    run(executable.module);
    program.tasks.runAll();
    const rejected = program.rejections.first();
    if (rejected) throw rejected;
    return EXIT.success;
  } catch (error) {
    if (error instanceof OutputLost) return EXIT.outputLost;
    if (error instanceof ExitRequest) return error.status;
    return asRuffError(error);
  }
}

/** Anything but a Ruff error is a defect, and thrown on. */
function asRuffError(error: unknown): RuffError {
  if (error instanceof RuffError) return error;
  throw error;
}
