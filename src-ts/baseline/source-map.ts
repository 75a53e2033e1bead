/**
 * Source maps: how a debugger finds its way between a Ruff file and its JavaScript.
 *
 * Lines of the JavaScript have segments where Ruff code begins, and where a variable has another name than in
 * Ruff. Lines without any are the baseline's own business, and debuggers step over them.
 */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import type { SourceText } from "../syntax/source.js";
import type { Emitted } from "./emit-module.js";

/** The comment that ends the JavaScript of a file: a source map of version 3, with the Ruff text in it. */
export function sourceMapComment({ text, positions, renamed }: Emitted, source: SourceText): string {
  const names = new Names(renamed());
  const table = positions();
  const segments = text.split("\n").map((line, index) => {
    const starts = new Map<number, SourceMapSegment>();
    for (const { column, at } of table[index] ?? []) {
      const { line: sourceLine, unit } = source.place(at);
      // A statement and a call may begin together: the statement comes first, and counts.
      if (!starts.has(column)) starts.set(column, [column, 0, sourceLine, unit]);
    }
    return names.addTo([...starts.values()], line);
  });
  const map = {
    version: 3,
    sources: [pathToFileURL(resolve(source.file ?? "")).href],
    sourcesContent: [source.plainText],
    names: names.list,
    mappings: encode(segments),
  };
  const encoded = Buffer.from(JSON.stringify(map)).toString("base64");
  return `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${encoded}`;
}

/** The names that are others in Ruff. */
class Names {
  readonly list: string[];
  private readonly indexes: ReadonlyMap<string, number>;

  /** From JavaScript names to Ruff names. */
  constructor(private readonly original: ReadonlyMap<string, string>) {
    this.list = [...new Set(original.values())];
    this.indexes = new Map(this.list.map((name, index) => [name, index]));
  }

  /** The segments of a line, and one for each of these names in it. */
  addTo(segments: SourceMapSegment[], line: string): SourceMapSegment[] {
    if (segments.length === 0) return segments;
    for (const { 0: name, index: column } of line.matchAll(/[A-Za-z_$][\w$]*/g)) {
      const index = this.indexes.get(this.original.get(name) ?? "");
      const before = segments.findLast(([start]) => start <= column);
      if (index === undefined || before?.length !== 4) continue;
      const named: SourceMapSegment = [column, 0, before[2], before[3], index];
      if (before[0] === column) segments[segments.indexOf(before)] = named;
      else segments.push(named);
    }
    return segments.sort(([a], [b]) => a - b);
  }
}
