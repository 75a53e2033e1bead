/**
 * What earlier runs have compiled: of each long file the last text that was run, what was known of the rest of the
 * program, and the module that came of it. A run of the same text in the same surroundings needs no compiler.
 *
 * A file of the cache is a line of JSON, the text, and the encoded module (`ir/encode.ts`), all compressed with gzip
 * (RFC 1952): its checksum tells damaged files. To encode takes half as long as to compile, in vain for a text that is run
 * once and then edited: so the first run leaves only the text, and the second one the module.
 */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { decodeModule } from "../ir/decode.js";
import { encodeModule } from "../ir/encode.js";
import type { Module } from "../ir/nodes.js";
import { LONG_SOURCE } from "../runtime/v8-optimizing.js";
import type { SourceText } from "../syntax/source.js";
import type { CacheFolder } from "./cache-folder.js";

/** What the compiled form of a text depends on beside the text, and what importers ask. */
export interface Surroundings {
  /** Whether the program may start tasks. */
  readonly startsTasks: boolean;
  /** The names that the modules it imports export; null for those that cannot be found or parsed. */
  readonly imports: readonly (readonly [module: string, names: readonly string[] | null])[];
  /** The names that it exports itself. */
  readonly declared: readonly string[];
}

export interface CompiledText extends Surroundings {
  readonly module: () => Module;
}

interface Added {
  readonly name: string;
  readonly source: SourceText;
  readonly surroundings: Surroundings;
  readonly module: Module;
}

interface Header extends Surroundings {
  readonly build: string;
  readonly textLength: number;
}

export class CompiledTexts {
  /** Texts that earlier runs have left without a module. */
  private readonly seen = new Set<SourceText>();
  private readonly added: Added[] = [];

  constructor(
    private readonly folder: CacheFolder,
    private readonly build: string,
  ) {}

  /** What became of this text before; null if that is not known. */
  find(source: SourceText): CompiledText | null {
    const name = nameOf(source);
    const packed = name && this.folder.read(name);
    const kept = packed && unpack(packed);
    if (!kept) return null;
    const start = kept.indexOf("\n") + 1;
    const header = parseHeader(kept.slice(0, start));
    if (header?.build !== this.build || header.textLength !== source.text.length) return null;
    if (!kept.startsWith(source.text, start)) return null;
    const encoded = kept.slice(start + header.textLength);
    if (encoded !== "") return { ...header, module: () => decodeModule(encoded, source) };
    this.seen.add(source);
    return null;
  }

  /** To be kept once there is time. */
  add(source: SourceText, surroundings: Surroundings, module: Module): void {
    const name = nameOf(source);
    if (name !== null) this.added.push({ name, source, surroundings, module });
  }

  /** Keeps what was added. To be called when the program has ended. */
  write(): void {
    for (const { name, source, surroundings, module } of this.added) {
      const header: Header = { build: this.build, textLength: source.text.length, ...surroundings };
      const encoded = this.seen.has(source) ? encodeModule(module) : "";
      this.folder.write(name, pack(`${JSON.stringify(header)}\n${source.text}${encoded}`));
    }
  }
}

/** The name that a file's text has in the cache; null for texts that are not kept. */
function nameOf({ file, text }: SourceText): string | null {
  if (file === null || text.length < LONG_SOURCE) return null;
  const path = resolve(file);
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? `${encodeURIComponent(path)}.ir` : null;
}

/** Fast rather than small. */
function pack(content: string): Buffer {
  return process.getBuiltinModule("node:zlib").gzipSync(content, { level: 1 });
}

/** Null for what is damaged. */
function unpack(packed: Buffer): string | null {
  try {
    return process.getBuiltinModule("node:zlib").gunzipSync(packed).toString();
  } catch {
    return null;
  }
}

function parseHeader(line: string): Header | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
