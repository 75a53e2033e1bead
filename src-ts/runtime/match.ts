/** What `match` and `?` ask of values. */

import { RuffError } from "./error.js";
import { Tagged, type Value, Wrapped } from "./value.js";

/**
 * Whether a case pattern matches: `Ok`, `Result::Ok`, `Base::Variant`, or a string's own text. A pattern
 * written with parentheses ends in `(` and never matches a string.
 */
export function matches(value: Value, pattern: string): boolean {
  const parenthesised = pattern.endsWith("(");
  const name = parenthesised ? pattern.slice(0, -1) : pattern;
  if (typeof value === "string") return !parenthesised && value === name;
  if (value instanceof Tagged) return value.tag === name;
  if (!(value instanceof Wrapped)) return false;
  const base = value.arm === "Ok" || value.arm === "Err" ? "Result" : "Option";
  return name === value.arm || name === `${base}::${value.arm}`;
}

export function hasPayload(value: Value, index: number): boolean {
  if (value instanceof Tagged) return index < value.payload.length;
  return value instanceof Wrapped && value.arm !== "None" && index === 0;
}

/** The payload of a matched value. */
export function payload(value: Value, index: number): Value {
  if (value instanceof Tagged) return value.payload[index] ?? null;
  return value instanceof Wrapped ? value.inner : null;
}

/** Whether `e?` has to return. Throws for values that are neither Result nor Option. */
export function isFailure(value: Value): boolean {
  if (!(value instanceof Wrapped)) throw new RuffError("Try operator requires Result or Option");
  return value.arm === "Err" || value.arm === "None";
}
