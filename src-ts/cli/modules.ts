/** Modules: each runs once; its exports, and what goes wrong on the way. */

import { RuffError } from "../runtime/error.js";
import type { ModuleLoader, RunModule } from "../runtime/program.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import { type FileVersion, type ModuleFiles, ProgramText } from "./module-files.js";

interface Loaded {
  readonly exports: ReadonlyMap<string, Value>;
  readonly declared: readonly string[];
  /** What was run. */
  readonly version: FileVersion;
}

export class Modules implements ModuleLoader {
  private readonly loaded = new Map<string, Loaded>();
  /** The modules being run, outermost first. */
  private readonly running: { name: string; file: string }[] = [];
  private run: RunModule | null = null;

  constructor(private readonly files: ModuleFiles) {}

  /** Sets how modules are run: the engine needs the loader before it exists. */
  runWith(run: RunModule): void {
    this.run = run;
  }

  load(name: string, wanted: readonly string[], importer: SourceText): ReadonlyMap<string, Value> {
    const found = this.files.find(name, importer);
    if (!found) throw new RuffError(notFound(name));
    const { exports, declared } = this.loadFile(name, found.file);
    for (const symbol of wanted) {
      if (!declared.includes(symbol)) throw new RuffError(`Symbol '${symbol}' not found in module '${name}'`);
      if (!exports.has(symbol))
        throw new RuffError(`Exported symbol '${symbol}' was not defined in module '${name}'`);
    }
    return exports;
  }

  private loadFile(name: string, file: string): Loaded {
    const version = this.files.version(file);
    const known = this.loaded.get(file);
    if (known?.version === version) return known;
    const start = this.running.findIndex((active) => active.file === file);
    if (start >= 0) {
      const cycle = [...this.running.slice(start).map((active) => active.name), name];
      throw new RuffError(`Circular import detected: ${cycle.join(" -> ")}`);
    }
    this.running.push({ name, file });
    try {
      const loaded = { ...this.evaluate(name, version), version };
      this.loaded.set(file, loaded);
      return loaded;
    } finally {
      this.running.pop();
    }
  }

  private evaluate(name: string, version: FileVersion): Omit<Loaded, "version"> {
    const text = textOf(name, version);
    const [first] = text.syntaxErrors;
    if (first) {
      const verb = first.subsystem === "lexer" ? "tokenize" : "parse";
      const { line, column } = text.source.position(first.offset ?? 0);
      throw new RuffError(`Failed to ${verb} module '${name}': ${line}:${column}: ${first.message}`);
    }
    const compilation = this.files.compiled(text);
    const [wrong] = compilation.diagnostics;
    try {
      if (wrong) throw new RuffError(wrong.message);
      const exports = (this.run as RunModule)(compilation.module);
      return { exports, declared: text.declared };
    } catch (error) {
      if (!(error instanceof RuffError)) throw error;
      throw new RuffError(`Failed to evaluate module '${name}': ${error.message}`);
    }
  }
}

/** The text of a module's file; throws if the file could not be read. */
export function textOf(name: string, { content }: FileVersion): ProgramText {
  if (content instanceof ProgramText) return content;
  throw new RuffError(`Failed to evaluate module '${name}': ${content.diagnostic.message}`);
}

export function notFound(name: string): string {
  return (
    `Module not found: ${name}; Check that '${name}' exists as a flat <module>.ruff file or a nested src/... ` +
    "path under the package root, and confirm the import name matches the on-disk layout."
  );
}
