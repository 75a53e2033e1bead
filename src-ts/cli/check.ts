/** `ruff check`: every static error of a script and of the modules that it imports; nothing is run. */

import { resolve } from "node:path";
import { compile } from "../compiler/compile.js";
import { declaredTests, programOfTest } from "../compiler/declared-tests.js";
import type { Module } from "../ir/nodes.js";
import { walkBlock } from "../ir/walk.js";
import { RuffError } from "../runtime/error.js";
import type { ImportStatement, Program } from "../syntax/ast.js";
import { type Diagnostic, toJson } from "../syntax/diagnostic.js";
import { parse } from "../syntax/parser.js";
import { SourceText } from "../syntax/source.js";
import { report, type Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import { ModuleFiles } from "./module-files.js";
import { notFound, textOf } from "./modules.js";
import { readSource } from "./read-source.js";
import type { CheckRequest } from "./request.js";

export function check({ path, detail }: CheckRequest, streams: Streams): number {
  const read = readSource(path);
  const checker = new Checker(streams);
  if (read.source === null) checker.add([read.diagnostic], new SourceText(path, ""), read.exitCode);
  else checker.checkFile(read.source, new ModuleFiles(read.source));
  const { exitCode, problems, modules, statementCount } = checker;
  const [main] = modules;
  if (exitCode !== EXIT.success || !main) {
    const outcome = { command: "check", diagnostics: problems, file: path, status: "error" };
    if (detail === "json") streams.out(`${JSON.stringify(outcome, null, 2)}\n`);
    return exitCode;
  }
  if (detail === "quiet") return EXIT.success;
  let nodes = 0;
  for (const fn of main.functions) walkBlock(fn.body, () => nodes++);
  const outcome = {
    bytecode_instruction_count: nodes,
    command: "check",
    file: path,
    statement_count: statementCount,
    status: "ok",
  };
  const counts =
    detail === "verbose" ? ` (statements=${statementCount}, bytecode_instructions=${nodes})` : "";
  streams.out(
    detail === "json" ? `${JSON.stringify(outcome, null, 2)}\n` : `check passed: ${path}${counts}\n`,
  );
  return EXIT.success;
}

/** Checks files, each once, and reports what it finds. */
class Checker {
  exitCode: number = EXIT.success;
  readonly problems: ReturnType<typeof toJson>[] = [];
  /** The files that could be compiled, the script itself first. */
  readonly modules: Module[] = [];
  /** The script's top-level statements. */
  statementCount = 0;
  private readonly seen = new Set<string>();

  constructor(private readonly streams: Streams) {}

  checkFile(source: SourceText, files: ModuleFiles, { program, diagnostics } = parse(source.text)): void {
    this.seen.add(resolve(source.file ?? ""));
    if (diagnostics.length > 0) {
      this.add(diagnostics, source, EXIT.syntax);
      return;
    }
    if (this.modules.length === 0) this.statementCount = program.statements.length;
    const exported = (name: string): readonly string[] | null => files.exportNames(name, source);
    const { module, diagnostics: found } = compile(program, source, exported);
    this.modules.push(module);
    this.add([...found, ...inTests(program, source, exported, found)], source, EXIT.runtime);
    for (const statement of importsOf(program)) this.checkImport(statement, source, files);
  }

  add(diagnostics: readonly Diagnostic[], source: SourceText, exitCode: number): void {
    if (diagnostics.length === 0) return;
    report(diagnostics, source, this.streams);
    this.problems.push(...diagnostics.map((diagnostic) => toJson(diagnostic, source)));
    // Syntax errors come before others.
    if (this.exitCode === EXIT.success || exitCode === EXIT.syntax) this.exitCode = exitCode;
  }

  private checkImport(
    { module, symbols, at }: ImportStatement,
    importer: SourceText,
    files: ModuleFiles,
  ): void {
    const refuse = (message: string): void => this.add([importProblem(message, at)], importer, EXIT.runtime);
    try {
      const found = files.find(module, importer);
      if (found === null) throw new RuffError(notFound(module));
      const text = textOf(module, files.version(found.file));
      if (!this.seen.has(resolve(found.file))) this.checkFile(text.source, files, text.parse());
      if (text.syntaxErrors.length > 0) return;
      for (const { name } of symbols ?? [])
        if (!text.declared.includes(name)) refuse(`Symbol '${name}' not found in module '${module}'`);
    } catch (error) {
      if (!(error instanceof RuffError)) throw error;
      refuse(error.message);
    }
  }
}

/** What is wrong inside `test` declarations only. */
function inTests(
  program: Program,
  source: SourceText,
  exported: (name: string) => readonly string[] | null,
  known: readonly Diagnostic[],
): Diagnostic[] {
  const declared = declaredTests(program);
  const keys = new Set(known.map(keyOf));
  return declared.tests.flatMap((test) => {
    const { diagnostics } = compile(programOfTest(program, declared, test), source, exported);
    return diagnostics.filter((diagnostic) => !keys.has(keyOf(diagnostic)) && keys.add(keyOf(diagnostic)));
  });
}

function keyOf({ message, offset }: Diagnostic): string {
  return `${offset}:${message}`;
}

function importProblem(message: string, offset: number): Diagnostic {
  return { code: "RUFVM001", subsystem: "vm", message, help: null, offset };
}

/** The imports of a file, wherever they stand. */
function importsOf(program: Program): ImportStatement[] {
  const imports: ImportStatement[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const element of value) visit(element);
    else if (value !== null && typeof value === "object") {
      if ((value as { kind?: string }).kind === "Import") imports.push(value as ImportStatement);
      else for (const part of Object.values(value)) visit(part);
    }
  };
  visit(program.statements);
  return imports;
}
