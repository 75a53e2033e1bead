/**
 * The files of one program: which the modules are, and what is in them. A file is read, parsed and compiled once,
 * when that is first asked for, and anew when it has changed: a script may write a module and then import it.
 */

import { statSync } from "node:fs";
import { type Compilation, compile } from "../compiler/compile.js";
import { exportsOf } from "../compiler/names.js";
import type { Module } from "../ir/nodes.js";
import { RuffError } from "../runtime/error.js";
import type { Diagnostic } from "../syntax/diagnostic.js";
import { type ParseResult, parse } from "../syntax/parser.js";
import type { SourceText } from "../syntax/source.js";
import type { CompiledText, CompiledTexts } from "./compiled-texts.js";
import { type FoundModule, ModuleFinder } from "./module-finder.js";
import { readSource, type Unreadable } from "./read-source.js";

/** A text of the program: parsed and compiled when that is first asked for, unless an earlier run has done it. */
export class ProgramText {
  private parseResult: ParseResult | null = null;
  compilation: Compilation | null = null;
  /** What an earlier run has made of it, perhaps in other surroundings. */
  readonly earlier: CompiledText | null;

  constructor(
    readonly source: SourceText,
    known: CompiledTexts | null,
  ) {
    this.earlier = known?.find(source) ?? null;
  }

  parse(): ParseResult {
    this.parseResult ??= parse(this.source.text);
    return this.parseResult;
  }

  get syntaxErrors(): readonly Diagnostic[] {
    return this.earlier ? [] : this.parse().diagnostics;
  }

  /** The names that it exports. */
  get declared(): readonly string[] {
    return this.earlier?.declared ?? exportsOf(this.parse().program);
  }
}

/** A file as it was at some time. */
export interface FileVersion {
  readonly content: ProgramText | Unreadable;
  /** Size and time of the file. */
  readonly stamp: string;
}

/** `from a.b import x` and `import a`, in a text. */
const IMPORT = /\bfrom\s+([\p{L}\p{N}_.]+)\s+import\b|\bimport\s+([\p{L}\p{N}_]+)/gu;

export class ModuleFiles {
  private readonly finder: ModuleFinder;
  private readonly versions = new Map<string, FileVersion>();
  private tasks: boolean | null = null;

  /** `known` is what earlier runs have compiled. */
  constructor(
    private readonly entry: SourceText,
    private readonly known: CompiledTexts | null = null,
  ) {
    this.finder = new ModuleFinder(entry);
  }

  /** The file of a module; null if there is none. Throws for names that lead out of the roots. */
  find(name: string, importer: SourceText): FoundModule | null {
    return this.finder.find(name, importer);
  }

  /** The file as it is now. Throws if it has gone. */
  version(file: string): FileVersion {
    const { size, mtimeMs } = statSync(file);
    const stamp = `${size}:${mtimeMs}`;
    let version = this.versions.get(file);
    if (version?.stamp !== stamp) {
      const read = readSource(file);
      version = { content: read.source ? new ProgramText(read.source, this.known) : read, stamp };
      this.versions.set(file, version);
    }
    return version;
  }

  /** The script itself. */
  script(): ProgramText {
    return new ProgramText(this.entry, this.known);
  }

  /** Compiles a parsed text of the program. */
  compile(
    program: ParseResult["program"],
    source: SourceText,
    exportNames = (name: string): readonly string[] | null => this.exportNames(name, source),
  ): Compilation {
    return compile(program, source, exportNames, this.startsTasks);
  }

  /** A text without errors of syntax, compiled: by an earlier run if nothing has changed since, else now. */
  compiled(text: ProgramText): Compilation {
    text.compilation ??= this.restore(text) ?? this.compileText(text);
    return text.compilation;
  }

  private restore({ source, earlier }: ProgramText): Compilation | null {
    if (earlier === null || earlier.startsTasks !== this.startsTasks) return null;
    const isSame = earlier.imports.every(
      ([name, names]) => String(this.exportNames(name, source)) === String(names),
    );
    return isSame ? { module: earlier.module(), diagnostics: [] } : null;
  }

  private compileText(text: ProgramText): Compilation {
    const { source } = text;
    const imports = new Map<string, readonly string[] | null>();
    const exportNames = (name: string): readonly string[] | null => {
      const names = this.exportNames(name, source);
      imports.set(name, names);
      return names;
    };
    const compilation = this.compile(text.parse().program, source, exportNames);
    if (compilation.diagnostics.length === 0) {
      const { startsTasks } = this;
      const surroundings = { startsTasks, imports: [...imports], declared: text.declared };
      this.known?.add(source, surroundings, compilation.module);
    }
    return compilation;
  }

  /** Keeps what was compiled for later runs. */
  keep(): void {
    this.known?.write();
  }

  /** The names that a module exports, as its source says; null if it cannot be found or parsed. */
  exportNames(name: string, importer: SourceText): readonly string[] | null {
    const content = this.versionOf(name, importer)?.content;
    return content instanceof ProgramText ? content.declared : null;
  }

  /** The modules that the program may import, as far as they can be compiled. */
  importable(): Module[] {
    return [...this.versionsFrom(this.entry)].flatMap(({ content }) => {
      if (!(content instanceof ProgramText) || content.syntaxErrors.length > 0) return [];
      const { module, diagnostics } = this.compiled(content);
      return diagnostics.length === 0 ? [module] : [];
    });
  }

  /** Whether the program may start tasks. Its texts tell: to take a comment for a `spawn` does no harm. */
  private get startsTasks(): boolean {
    this.tasks ??=
      mentionsSpawn(this.entry) ||
      [...this.versionsFrom(this.entry)].some(({ content }) => mentionsSpawn(content.source));
    return this.tasks;
  }

  /** The files that a text imports, and what those import. To take a comment for an import does no harm. */
  private *versionsFrom(source: SourceText, seen = new Set<FileVersion>()): Generator<FileVersion> {
    for (const [, from, plain] of source.text.matchAll(IMPORT)) {
      const version = this.versionOf((from ?? plain) as string, source);
      if (!version || seen.has(version)) continue;
      seen.add(version);
      yield version;
      if (version.content.source) yield* this.versionsFrom(version.content.source, seen);
    }
  }

  private versionOf(name: string, importer: SourceText): FileVersion | null {
    try {
      const found = this.find(name, importer);
      return found ? this.version(found.file) : null;
    } catch (error) {
      if (error instanceof RuffError) return null;
      throw error;
    }
  }
}

function mentionsSpawn(source: SourceText | null): boolean {
  return source !== null && /\bspawn\b/.test(source.text);
}
