/** Where module files are: from a name in an import to a file. */

import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { RuffError } from "../runtime/error.js";
import type { SourceText } from "../syntax/source.js";

export interface FoundModule {
  readonly file: string;
  /** The folder that the name was looked up in: imports of the module look there first. */
  readonly root: string;
}

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
}
