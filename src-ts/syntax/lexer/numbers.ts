/** Reads integer and float literals. */

import { LIMITS } from "../limits.js";
import { MINIMUM_MAGNITUDE, type TokenValue } from "../token.js";
import type { Lexer } from "./lexer.js";

const DIGITS = /[0-9]+(?:\.[0-9]+)?/y;
const SUFFIX = /[\p{Alphabetic}_][\p{Alphabetic}\p{N}_]*/uy;

/** Reads a number at a digit. A letter straight behind it makes the whole run malformed. */
export function readNumber(lexer: Lexer): void {
  const start = lexer.position;
  const digits = lexer.take(DIGITS);
  const suffix = lexer.take(SUFFIX);
  if (digits.length > LIMITS.number) {
    lexer.report("RUFLEX010", `Numeric literal exceeds max length of ${LIMITS.number} characters`, start);
  } else if (suffix !== "") {
    lexer.report("RUFLEX007", `Malformed numeric literal: ${digits}${suffix}`, start);
  } else {
    const value = numberValue(digits, lexer.previousIs("-"));
    if (value === null) lexer.report("RUFLEX006", overflowMessage(digits), start);
    else lexer.push(value, "", start);
  }
}

export function overflowMessage(digits: string): string {
  return `Numeric literal overflow: ${digits}`;
}

/**
 * Null when the number does not fit. Behind a minus 2^63 passes: the parser knows whether that minus is a
 * prefix and folds the two, or refuses.
 */
function numberValue(digits: string, behindMinus: boolean): TokenValue | null {
  if (digits.includes(".")) {
    const value = Number(digits);
    return Number.isFinite(value) ? { kind: "float", value } : null;
  }
  const exact = BigInt(digits);
  if (exact > MINIMUM_MAGNITUDE || (exact === MINIMUM_MAGNITUDE && !behindMinus)) return null;
  return { kind: "int", value: exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact };
}
