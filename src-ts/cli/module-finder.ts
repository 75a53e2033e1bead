/** Where module files are: from a name in an import to a file. */

import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { exportsOf } from "../compiler/names.js";
import { RuffError } from "../runtime/error.js";
import { parse } from "../syntax/parser.js";
import type { SourceText } from "../syntax/source.js";
import { readSource } from "./read-source.js";

export interface FoundModule {
  readonly file: string;
  /** The folder that the name was looked up in: imports of the module look there first. */
  readonly root: string;
}

/** `from a.b import x` and `import a`, in a text. */
const IMPORT = /\bfrom\s+([\p{L}\p{N}_.]+)\s+import\b|\bimport\s+([\p{L}\p{N}_]+)/gu;

/** Finds the modules of one program. */
export class ModuleFinder {
  private readonly rootOfFile = new Map<string, string>();

  constructor(private readonly entry: SourceText) {}

  /** The folders in which imports look, in order. Found when first needed: the working folder may be gone. */
  private get roots(): readonly string[] {
    const folder = dirname(resolve(this.entry.file ?? ""));
    const parent = basename(folder) === "src" ? [dirname(folder)] : [];
    return [folder, ...parent, process.cwd(), join(process.cwd(), "modules")];
  }

  /** The file of a module; null if there is none. Throws for names that lead out of the roots. */
  find(name: string, importer: SourceText): FoundModule | null {
    const parts = name.split(".");
    if (parts.includes("")) throw new RuffError(`Unsafe module import '${name}': empty path segment`);
    const own = this.rootOfFile.get(importer.file ?? "");
    const files = [`${name}.ruff`, ...(parts.length > 1 ? [`${parts.join(sep)}.ruff`] : [])];
    const roots = own ? [own, ...this.roots] : this.roots;
    for (const root of roots) {
      const file = files.map((candidate) => join(root, candidate)).find((path) => existsSync(path));
      if (file === undefined) continue;
      if (!realpathSync(file).startsWith(realpathSync(root) + sep))
        throw new RuffError(`Unsafe module import '${name}': path escapes the module root`);
      this.rootOfFile.set(file, root);
      return { file, root };
    }
    return null;
  }

  /** The names that a module exports, as its source says; null if it cannot be found or parsed. */
  exportNames(name: string, importer: SourceText): readonly string[] | null {
    const source = this.sourceOf(name, importer);
    return source === null ? null : exportsOf(parse(source.text).program);
  }

  /**
   * Whether a file, or one that it imports, may start tasks. Their texts tell: to take a comment for an import or
   * a `spawn` does no harm.
   */
  startsTasks(source: SourceText, seen = new Set<string | null>()): boolean {
    if (/\bspawn\b/.test(source.text)) return true;
    seen.add(source.file);
    for (const [, from, plain] of source.text.matchAll(IMPORT)) {
      const imported = this.sourceOf((from ?? plain) as string, source);
      if (imported && !seen.has(imported.file) && this.startsTasks(imported, seen)) return true;
    }
    return false;
  }

  private sourceOf(name: string, importer: SourceText): SourceText | null {
    try {
      const found = this.find(name, importer);
      return found ? readSource(found.file).source : null;
    } catch (error) {
      if (error instanceof RuffError) return null;
      throw error;
    }
  }
}
