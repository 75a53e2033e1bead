/**
 * Telling `[a, b] := v` from an array literal and `{a} := v` from a dictionary, before anything is parsed.
 * Only the tokens of a pattern are looked at, once per statement, so this stays linear.
 */

import { LIMITS } from "../limits.js";
import type { TokenStream } from "./token-stream.js";

/** True when a whole pattern in brackets or braces stands here, and an assignment operator behind it. */
export function startsPatternAssignment(stream: TokenStream): boolean {
  const end = skipGroup(stream, 0, 0);
  return end !== null && isAssignment(stream, end);
}

/** The same for an array pattern that could not be an index: with a comma or a rest at its top level. */
export function startsDestructuring(stream: TokenStream): boolean {
  return startsPatternAssignment(stream) && hasCommaOrRest(stream);
}

function isAssignment(stream: TokenStream, distance: number): boolean {
  const { text } = stream.peek(distance);
  return text === ":=" || text === "=";
}

function hasCommaOrRest(stream: TokenStream): boolean {
  const end = skipElement(stream, 1, 0);
  return stream.peek(1).text === "..." || (end !== null && stream.peek(end).text === ",");
}

/** The distance behind the pattern that opens at `from`, or null if none does. */
function skipGroup(stream: TokenStream, from: number, depth: number): number | null {
  const opener = stream.peek(from).text;
  if ((opener !== "[" && opener !== "{") || depth >= LIMITS.expressionDepth) return null;
  const closer = opener === "[" ? "]" : "}";
  let distance = from + 1;
  while (stream.peek(distance).text !== closer) {
    const behind = opener === "[" ? skipElement(stream, distance, depth + 1) : skipName(stream, distance);
    if (behind === null) return null;
    distance = behind;
    if (stream.peek(distance).text !== ",") break;
    distance++;
  }
  return stream.peek(distance).text === closer ? distance + 1 : null;
}

function skipElement(stream: TokenStream, from: number, depth: number): number | null {
  return skipName(stream, from) ?? skipGroup(stream, from, depth);
}

/** A name or a rest. */
function skipName(stream: TokenStream, from: number): number | null {
  const distance = stream.peek(from).text === "..." ? from + 1 : from;
  return stream.peek(distance).kind === "identifier" ? distance + 1 : null;
}
