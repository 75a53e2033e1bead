/** Reads integer and float literals. */

import { LIMITS } from "../limits.js";
import { MINIMUM_MAGNITUDE, type TokenValue } from "../token.js";
import type { Lexer } from "./lexer.js";

/** Digits of a base, with single underscores between them. */
const run = (digit: string): string => `${digit}+(?:_${digit}+)*`;

const NUMBER = new RegExp(
  [
    `0[xX]${run("[0-9a-fA-F]")}`,
    `0[bB]${run("[01]")}`,
    `0[oO]${run("[0-7]")}`,
    `${run("[0-9]")}(?:\\.${run("[0-9]")})?(?:[eE][+-]?${run("[0-9]")})?`,
  ].join("|"),
  "y",
);
const SUFFIX = /[0-9\p{Alphabetic}_][\p{Alphabetic}\p{N}_]*/uy;

/** Reads a number at a digit. Letters, digits or `_` straight behind it make the whole run malformed. */
export function readNumber(lexer: Lexer): void {
  const start = lexer.position;
  const number = lexer.take(NUMBER);
  const suffix = lexer.take(SUFFIX);
  if (number.length > LIMITS.number) {
    lexer.report("RUFLEX010", `Numeric literal exceeds max length of ${LIMITS.number} characters`, start);
  } else if (suffix !== "") {
    lexer.report("RUFLEX007", `Malformed numeric literal: ${number}${suffix}`, start);
  } else {
    const value = numberValue(number.replaceAll("_", ""), lexer.previousIs("-"));
    if (value === null) lexer.report("RUFLEX006", overflowMessage(number), start);
    else lexer.push(value, "", start);
  }
}

export function overflowMessage(literal: string): string {
  return `Numeric literal overflow: ${literal}`;
}

/**
 * Null when the number does not fit. Behind a minus 2^63 passes: the parser knows whether that minus is a
 * prefix and folds the two, or refuses.
 */
function numberValue(text: string, behindMinus: boolean): TokenValue | null {
  if (/^[0-9]+[.eE]/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? { kind: "float", value } : null;
  }
  const exact = BigInt(text);
  if (exact > MINIMUM_MAGNITUDE || (exact === MINIMUM_MAGNITUDE && !behindMinus)) return null;
  return { kind: "int", value: exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact };
}
