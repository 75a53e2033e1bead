/** The dump of a syntax tree: one node a line, indented under its parent, below the source line it begins on. */

import type { Program } from "./ast.js";
import { DumpLines } from "./print/dump-lines.js";
import type { Entry } from "./print/entry.js";
import { statementEntry } from "./print/statements.js";
import type { SourceText } from "./source.js";

/** Ends with a line end. Walks without recursion: trees of long operator chains are as deep as they are long. */
export function printAst(program: Program, source: SourceText): string {
  const dump = new DumpLines(source);
  const waiting = program.statements
    .map((statement) => ({ entry: statementEntry(statement), depth: 0 }))
    .reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { entry, depth } = next;
    dump.showSource(entry.place.start);
    dump.add(entry.text, entry.place.at, depth);
    const children: readonly Entry[] = entry.children();
    for (const child of children.toReversed()) waiting.push({ entry: child, depth: depth + 1 });
  }
  return dump.toString();
}
