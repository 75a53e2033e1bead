/** Modules: from a name in an import to a file, its exports, and what goes wrong on the way. */

import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { compile } from "../compiler/compile.js";
import { exportsOf } from "../compiler/names.js";
import { RuffError } from "../runtime/error.js";
import type { ModuleLoader, RunModule } from "../runtime/program.js";
import type { Value } from "../runtime/value.js";
import { parse } from "../syntax/parser.js";
import type { SourceText } from "../syntax/source.js";
import { readSource } from "./read-source.js";

/** The folders in which an import looks, in order. `own` is the root that the importing module was found under. */
function rootsFor(entry: string, own: string | null = null): string[] {
  const folder = dirname(resolve(entry));
  const parent = basename(folder) === "src" ? [dirname(folder)] : [];
  const roots = [...(own ? [own] : []), folder, ...parent, process.cwd(), join(process.cwd(), "modules")];
  return [...new Set(roots)];
}

/** Throws for names that could lead out of the roots. */
function checkName(name: string): void {
  const reason = name.split(".").some((part) => part === "") ? "empty path segment" : null;
  if (reason) throw new RuffError(`Unsafe module import '${name}': ${reason}`);
}

/** The file of a module, and the root it was found under; null if there is none. */
function findFile(name: string, roots: readonly string[]): { file: string; root: string } | null {
  checkName(name);
  const candidates = [`${name}.ruff`, ...(name.includes(".") ? [`${name.split(".").join(sep)}.ruff`] : [])];
  for (const root of roots)
    for (const candidate of candidates) {
      const file = join(root, candidate);
      if (!existsSync(file)) continue;
      if (!realpathSync(file).startsWith(realpathSync(root) + sep))
        throw new RuffError(`Unsafe module import '${name}': path escapes the module root`);
      return { file, root };
    }
  return null;
}

/** The names that the entry file finds in a module. */
export function exportNames(name: string, entry: SourceText): readonly string[] | null {
  return exportNamesIn(name, rootsFor(entry.file ?? ""));
}

/** The names that a module exports, as its source says; null if it cannot be found or parsed. */
function exportNamesIn(name: string, roots: readonly string[]): readonly string[] | null {
  try {
    const found = findFile(name, roots);
    const read = found ? readSource(found.file) : null;
    return read?.source ? exportsOf(parse(read.source.text).program) : null;
  } catch {
    return null;
  }
}

interface Loaded {
  readonly exports: ReadonlyMap<string, Value>;
  readonly declared: readonly string[];
  /** Size and time of the file when it was run. */
  readonly stamp: string;
}

export class Modules implements ModuleLoader {
  private readonly loaded = new Map<string, Loaded>();
  /** The modules being run, outermost first. */
  private readonly running: { name: string; file: string }[] = [];
  private run: RunModule | null = null;

  /** Where each module file that was found lies: the root its own imports look in first. */
  private readonly rootOf = new Map<string, string>();

  constructor(private readonly entry: SourceText) {}

  private rootsOf(importer: SourceText): string[] {
    return rootsFor(this.entry.file ?? "", this.rootOf.get(importer.file ?? ""));
  }

  /** Sets how modules are run: the engine needs the loader before it exists. */
  runWith(run: RunModule): void {
    this.run = run;
  }

  load(name: string, wanted: readonly string[], importer: SourceText): ReadonlyMap<string, Value> {
    const found = findFile(name, this.rootsOf(importer));
    if (!found) throw new RuffError(notFound(name));
    const { exports, declared } = this.loadFile(name, found.file, found.root);
    for (const symbol of wanted) {
      if (!declared.includes(symbol)) throw new RuffError(`Symbol '${symbol}' not found in module '${name}'`);
      if (!exports.has(symbol))
        throw new RuffError(`Exported symbol '${symbol}' was not defined in module '${name}'`);
    }
    return exports;
  }

  private loadFile(name: string, file: string, root: string): Loaded {
    const { size, mtimeMs } = statSync(file);
    const stamp = `${size}:${mtimeMs}`;
    const known = this.loaded.get(file);
    if (known?.stamp === stamp) return known;
    const start = this.running.findIndex((active) => active.file === file);
    if (start >= 0) {
      const cycle = [...this.running.slice(start).map((active) => active.name), name];
      throw new RuffError(`Circular import detected: ${cycle.join(" -> ")}`);
    }
    this.rootOf.set(file, root);
    this.running.push({ name, file });
    try {
      const loaded = { ...this.evaluate(name, file), stamp };
      this.loaded.set(file, loaded);
      return loaded;
    } finally {
      this.running.pop();
    }
  }

  private evaluate(name: string, file: string): Omit<Loaded, "stamp"> {
    const read = readSource(file);
    if (read.source === null)
      throw new RuffError(`Failed to evaluate module '${name}': ${read.diagnostic.message}`);
    const { source } = read;
    const { program, diagnostics } = parse(source.text);
    const [first] = diagnostics;
    if (first) {
      const verb = first.subsystem === "lexer" ? "tokenize" : "parse";
      const { line, column } = source.position(first.offset ?? 0);
      throw new RuffError(`Failed to ${verb} module '${name}': ${line}:${column}: ${first.message}`);
    }
    const compilation = compile(program, source, (inner) => exportNamesIn(inner, this.rootsOf(source)));
    const [wrong] = compilation.diagnostics;
    try {
      if (wrong) throw new RuffError(wrong.message);
      const exports = (this.run as RunModule)(compilation.module);
      return { exports, declared: exportsOf(program) };
    } catch (error) {
      if (!(error instanceof RuffError)) throw error;
      const wrapped = new RuffError(`Failed to evaluate module '${name}': ${error.message}`);
      throw wrapped;
    }
  }
}

function notFound(name: string): string {
  return (
    `Module not found: ${name}; Check that '${name}' exists as a flat <module>.ruff file or a nested src/... ` +
    "path under the package root, and confirm the import name matches the on-disk layout."
  );
}
