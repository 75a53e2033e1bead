/** Reading arguments. */

import { truncate } from "../runtime/int.js";
import { Builtin, Float, type Int, RuffArray, RuffDict, RuffFunction, type Value } from "../runtime/value.js";
import { fail } from "./spec.js";

/** The int that a number stands for, its fraction dropped; null for anything else. */
export function wholeOrNull(value: Value): Int | null {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return value instanceof Float ? truncate(value.value) : null;
}

/** The same as a double, which is exact enough for positions and counts; `message` is the error otherwise. */
export function countFrom(value: Value, message: string): number {
  const whole = wholeOrNull(value);
  return whole === null ? fail(message) : Number(whole);
}

export function stringFrom(value: Value, message: string): string {
  return typeof value === "string" ? value : fail(message);
}

export function arrayFrom(value: Value, message: string): RuffArray {
  return value instanceof RuffArray ? value : fail(message);
}

export function dictFrom(value: Value, message: string): RuffDict {
  return value instanceof RuffDict ? value : fail(message);
}

export function isCallable(value: Value): value is RuffFunction | Builtin {
  return value instanceof RuffFunction || value instanceof Builtin;
}
