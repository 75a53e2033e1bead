/**
 * The files of one program: which the modules are, and what is in them. A file is read, parsed and compiled once,
 * when that is first asked for, and anew when it has changed: a script may write a module and then import it.
 */

import { statSync } from "node:fs";
import { type Compilation, compile } from "../compiler/compile.js";
import { exportsOf } from "../compiler/names.js";
import type { Module } from "../ir/nodes.js";
import { RuffError } from "../runtime/error.js";
import { type ParseResult, parse } from "../syntax/parser.js";
import type { SourceText } from "../syntax/source.js";
import { type FoundModule, ModuleFinder } from "./module-finder.js";
import { type ReadResult, readSource } from "./read-source.js";

/** A file as it was at some time. */
export class FileVersion {
  private parseResult: ParseResult | null = null;
  compilation: Compilation | null = null;

  constructor(
    readonly read: ReadResult,
    /** Size and time of the file. */
    readonly stamp: string,
  ) {}

  /** What its text, which could be read, says. */
  parse(source: SourceText): ParseResult {
    this.parseResult ??= parse(source.text);
    return this.parseResult;
  }
}

/** `from a.b import x` and `import a`, in a text. */
const IMPORT = /\bfrom\s+([\p{L}\p{N}_.]+)\s+import\b|\bimport\s+([\p{L}\p{N}_]+)/gu;

export class ModuleFiles {
  private readonly finder: ModuleFinder;
  private readonly versions = new Map<string, FileVersion>();
  private tasks: boolean | null = null;

  constructor(private readonly entry: SourceText) {
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
      version = new FileVersion(readSource(file), stamp);
      this.versions.set(file, version);
    }
    return version;
  }

  /** Compiles a parsed text of the program. */
  compile(program: ParseResult["program"], source: SourceText): Compilation {
    return compile(program, source, (name) => this.exportNames(name, source), this.startsTasks);
  }

  /** A module's file, compiled; its text must have been parsed without complaints. */
  compiled(version: FileVersion, source: SourceText): Compilation {
    version.compilation ??= this.compile(version.parse(source).program, source);
    return version.compilation;
  }

  /** The names that a module exports, as its source says; null if it cannot be found or parsed. */
  exportNames(name: string, importer: SourceText): readonly string[] | null {
    const version = this.versionOf(name, importer);
    const source = version?.read.source;
    return version && source ? exportsOf(version.parse(source).program) : null;
  }

  /** The modules that the program may import, as far as they can be compiled. */
  importable(): Module[] {
    return [...this.versionsFrom(this.entry)].flatMap((version) => {
      const { source } = version.read;
      if (source === null || version.parse(source).diagnostics.length > 0) return [];
      const { module, diagnostics } = this.compiled(version, source);
      return diagnostics.length === 0 ? [module] : [];
    });
  }

  /** Whether the program may start tasks. Its texts tell: to take a comment for a `spawn` does no harm. */
  private get startsTasks(): boolean {
    this.tasks ??=
      mentionsSpawn(this.entry) ||
      [...this.versionsFrom(this.entry)].some(({ read }) => mentionsSpawn(read.source));
    return this.tasks;
  }

  /** The files that a text imports, and what those import. To take a comment for an import does no harm. */
  private *versionsFrom(source: SourceText, seen = new Set<FileVersion>()): Generator<FileVersion> {
    for (const [, from, plain] of source.text.matchAll(IMPORT)) {
      const version = this.versionOf((from ?? plain) as string, source);
      if (!version || seen.has(version)) continue;
      seen.add(version);
      yield version;
      if (version.read.source) yield* this.versionsFrom(version.read.source, seen);
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
