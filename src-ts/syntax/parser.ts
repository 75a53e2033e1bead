/**
 * Text to syntax tree. Recursive descent, each token looked at a bounded number of times: nothing is ever
 * parsed twice, and whatever nests is counted, so no input is slow and none exhausts the stack.
 */

import type { Program } from "./ast.js";
import { type Diagnostic, parserDiagnostic } from "./diagnostic.js";
import { lex } from "./lexer.js";
import { LIMITS } from "./limits.js";
import { parseStatements } from "./parser/blocks.js";
import { ParseContext } from "./parser/context.js";
import type { Token } from "./token.js";

export interface ParseResult {
  /** What could be understood; to be used only when there are no diagnostics. */
  readonly program: Program;
  /** In the order found. Problems of the lexer keep the parser from running. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The syntax tree of a whole source text. */
export function parse(text: string): ParseResult {
  const tooLarge = checkSourceSize(Buffer.byteLength(text));
  if (tooLarge !== null) return { program: programOf(text, []), diagnostics: [tooLarge] };
  const { tokens, diagnostics } = lex(text);
  if (diagnostics.length > 0) return { program: programOf(text, []), diagnostics };
  return parseTokens(text, tokens);
}

/** The diagnostic for a file of this many bytes if that is too much; a file need not be read to know. */
export function checkSourceSize(bytes: number): Diagnostic | null {
  if (bytes <= LIMITS.sourceBytes) return null;
  return parserDiagnostic(
    `Source size ${bytes} bytes exceeds maximum allowed ${LIMITS.sourceBytes} bytes`,
    0,
  );
}

function parseTokens(text: string, tokens: Token[]): ParseResult {
  const context = new ParseContext(text, tokens);
  const statements = parseStatements(context, null);
  return { program: programOf(text, statements), diagnostics: context.diagnostics };
}

function programOf(text: string, statements: Program["statements"]): Program {
  return { statements, start: 0, end: text.length, at: 0 };
}
