/** `--dump=FORM`: prints one form of the program on standard output, with source lines beside it. */

import { emitModule } from "../baseline/emit-module.js";
import type { Module } from "../ir/nodes.js";
import { printModule } from "../ir/print.js";
import { NativeEngine } from "../native/engine.js";
import { lex } from "../syntax/lexer.js";
import { parse } from "../syntax/parser.js";
import { printAst } from "../syntax/print-ast.js";
import { printTokens } from "../syntax/print-tokens.js";
import type { SourceText } from "../syntax/source.js";
import { prepareSource, report, reportUnreadable, runScript, type Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import { readSource } from "./read-source.js";
import type { DumpForm, RunRequest } from "./request.js";

export function dump(request: RunRequest, form: DumpForm, streams: Streams): number {
  const read = readSource(request.path);
  if (read.source === null) return reportUnreadable(read, request.path, streams);
  const { source } = read;
  switch (form) {
    case "tokens":
      return dumpTokens(source, streams);
    case "ast":
      return dumpAst(source, streams);
    case "ir":
    case "js":
      return dumpCompiled(source, form, streams);
    default:
      return dumpNative(request, source, form, streams);
  }
}

function dumpTokens(source: SourceText, streams: Streams): number {
  const { tokens, diagnostics } = lex(source.text);
  streams.out(printTokens(tokens, source));
  report(diagnostics, source, streams);
  return diagnostics.length > 0 ? EXIT.syntax : EXIT.success;
}

function dumpAst(source: SourceText, streams: Streams): number {
  const { program, diagnostics } = parse(source.text);
  streams.out(printAst(program, source));
  report(diagnostics, source, streams);
  return diagnostics.length > 0 ? EXIT.syntax : EXIT.success;
}

function dumpCompiled(source: SourceText, form: "ir" | "js", streams: Streams): number {
  const prepared = prepareSource(source, streams);
  if (prepared.module === null) return prepared.exitCode;
  streams.out(form === "ir" ? printModule(prepared.module) : `${emitModule(prepared.module, null).text}\n`);
  return EXIT.success;
}

/** Types are known only from running: the program runs, its own output is not shown. */
function dumpNative(
  request: RunRequest,
  source: SourceText,
  form: "llvm" | "llvm-opt" | "asm",
  streams: Streams,
): number {
  const prepared = prepareSource(source, streams);
  if (prepared.module === null) return prepared.exitCode;
  let units = 0;
  const log = (text: string): void => {
    units++;
    streams.out(text);
  };
  const settings = {
    ...request.jit,
    explain: false,
    report: false,
    dump: { form, only: null },
    codeStore: null,
    log,
  };
  const silent: Streams = { out: () => {}, err: (text) => streams.err(text) };
  const engines: NativeEngine[] = [];
  const tiersFor = (file: Module): NativeEngine => {
    const engine = new NativeEngine(file, settings);
    engines.push(engine);
    return engine;
  };
  const exitCode = runScript(prepared, "native", request.args, silent, tiersFor);
  const missing = engines.find((engine) => engine.missing !== null)?.missing;
  if (missing) streams.err(`no native code: ${missing}\n`);
  else if (units === 0) streams.err("nothing became machine code; RUFF_JIT_THRESHOLD=1 lowers the bar\n");
  return exitCode;
}
