/** What the lexer, the parser, the compiler and the commands report to a user. Plain data; `cli/` prints it. */

import { renderExcerpt } from "./excerpt.js";
import type { SourceText } from "./source.js";

export { renderExcerpt } from "./excerpt.js";

export type Subsystem = "lexer" | "parser" | "vm" | "cli";

export interface Diagnostic {
  /** Stable code, e.g. `RUFPARSE001`. */
  readonly code: string;
  readonly subsystem: Subsystem;
  readonly message: string;
  readonly help: string | null;
  /** Offset into the source text (UTF-16 code units), or null when no place is known. */
  readonly offset: number | null;
}

/** The machine-readable form; keys in alphabetical order, absent places 0. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly column: number;
  readonly file: string | null;
  readonly help: string | null;
  readonly line: number;
  readonly message: string;
  readonly severity: "error";
  readonly subsystem: Subsystem;
}

/** A problem of the lexer; each kind has a code of its own. */
export function lexerDiagnostic(code: string, message: string, offset: number): Diagnostic {
  const help = "Fix the lexical error in source and run again.";
  return { code, subsystem: "lexer", message, help, offset };
}

/** A problem of the parser. */
export function parserDiagnostic(message: string, offset: number): Diagnostic {
  const help = "Fix the parse error and rerun Ruff.";
  return { code: "RUFPARSE001", subsystem: "parser", message, help, offset };
}

/** The layout for people, several lines without a final line end; with a source excerpt if a place is known. */
export function renderDiagnostic(diagnostic: Diagnostic, source: SourceText): string {
  const { code, subsystem, message, help, offset } = diagnostic;
  const lines = [`[${code}] [${subsystem}] error: ${message}`];
  if (offset !== null) lines.push(`  --> ${place(source, offset)}`, ...renderExcerpt(source, offset));
  if (help !== null) lines.push(`${offset === null ? "  " : "   "}= help: ${help}`);
  return lines.join("\n");
}

function place(source: SourceText, offset: number): string {
  const { line, column } = source.position(offset);
  return source.file === null ? `${line}:${column}` : `${source.file}:${line}:${column}`;
}

/** The layout for programs. */
export function toJson(diagnostic: Diagnostic, source: SourceText): JsonDiagnostic {
  const { code, help, message, subsystem, offset } = diagnostic;
  const { line, column } = offset === null ? { line: 0, column: 0 } : source.position(offset);
  return { code, column, file: source.file, help, line, message, severity: "error", subsystem };
}
