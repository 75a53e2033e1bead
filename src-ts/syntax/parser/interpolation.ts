/** The expressions embedded in strings. */

import type { Expression } from "../ast.js";
import { lexRange } from "../lexer.js";
import type { StringPart } from "../token.js";
import { type ParseContext, ParseFailure } from "./context.js";
import { parseBinary } from "./operators.js";
import { TokenStream } from "./token-stream.js";

/** The parts of an interpolated string. A mistake in one is reported, and the text around it goes on. */
export function parseInterpolation(
  context: ParseContext,
  parts: readonly StringPart[],
): (string | Expression)[] {
  const parsed: (string | Expression)[] = [];
  for (const part of parts) {
    const value = part.kind === "text" ? part.value : parseEmbedded(context, part.start, part.end);
    if (value !== null) parsed.push(value);
  }
  return parsed;
}

/** Parses one range of the source on a token stream of its own; null if that failed. */
function parseEmbedded(context: ParseContext, start: number, end: number): Expression | null {
  const { tokens, diagnostics } = lexRange(context.text, start, end);
  for (const { message, offset } of diagnostics) context.report(message, offset ?? start);
  if (diagnostics.length > 0) return null;
  const { stream, inHeader, statementBrackets, tagEnd } = context;
  const mark = context.mark();
  Object.assign(context, {
    stream: new TokenStream(tokens),
    inHeader: false,
    statementBrackets: 0,
    tagEnd: -1,
  });
  try {
    return parseWhole(context);
  } catch (failure) {
    if (!(failure instanceof ParseFailure)) throw failure;
    if (failure.silent) context.report("Invalid statement", context.current.start);
    context.restoreNesting(mark);
    return null;
  } finally {
    Object.assign(context, { stream, inHeader, statementBrackets, tagEnd });
  }
}

function parseWhole(context: ParseContext): Expression {
  context.enter("expression");
  const expression = parseBinary(context);
  if (!context.stream.atEnd()) context.fail("Invalid interpolated string expression");
  context.leave();
  return expression;
}
