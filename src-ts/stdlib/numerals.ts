/** Numbers written as text. Nothing may stand around them. */

import { canonical, fitsInt } from "../runtime/int.js";
import type { Int } from "../runtime/value.js";

const LONGEST_INT = 19;

/** An optional sign and decimal digits, within 64 bits; null if the text is anything else. */
export function parseInteger(text: string): Int | null {
  const match = /^([+-]?)0*(\d+)$/.exec(text);
  if (!match) return null;
  const [, sign, digits = ""] = match;
  if (digits.length > LONGEST_INT) return null;
  const value = BigInt(`${sign === "-" ? "-" : ""}${digits}`);
  return fitsInt(value) ? canonical(value) : null;
}

/** An optional sign and decimal digits with an optional fraction and exponent, or `inf`, `infinity`, `nan`. */
export function parseDouble(text: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  const match = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (!match) return null;
  if (match[2]?.toLowerCase() === "nan") return Number.NaN;
  return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
