/** The common layout of dumps: source lines, each followed by the things that begin on it. */

import type { SourceText } from "../source.js";

/** Deeper things are indented no further, or a long chain of operators would fill the disk with blanks. */
const DEEPEST_INDENT = 60;

export class DumpLines {
  private readonly lines: string[] = [];
  private lastLine = 0;

  constructor(private readonly source: SourceText) {}

  /** Shows the source line of an offset, unless it or a later one has been shown. */
  showSource(offset: number): void {
    const { line } = this.source.position(offset);
    if (line <= this.lastLine) return;
    this.lastLine = line;
    this.lines.push(`${String(line).padStart(4)} | ${this.source.lineText(line)}`.trimEnd());
  }

  /** One thing, with its place in front. */
  add(text: string, offset: number, depth: number): void {
    const { line, column } = this.source.position(offset);
    const indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
    const level = depth > DEEPEST_INDENT ? `(level ${depth}) ` : "";
    this.lines.push(`       ${`${line}:${column}`.padEnd(7)} ${indent}${level}${text}`);
  }

  toString(): string {
    return this.lines.map((line) => `${line}\n`).join("");
  }
}
