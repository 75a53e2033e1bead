/** Canonical ints and checked 64-bit arithmetic beyond the range where `number` is exact. */

import { RuffError } from "./error.js";
import type { Int } from "./value.js";

export const MIN_INT = -(2n ** 63n);
export const MAX_INT = 2n ** 63n - 1n;

/** The canonical form: a number if it is a safe integer, else a bigint. `value` must fit 64 bits. */
export function canonical(value: bigint): Int {
  return BigInt(Number.MIN_SAFE_INTEGER) <= value && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

export function fitsInt(value: bigint): boolean {
  return MIN_INT <= value && value <= MAX_INT;
}

/** The canonical int for a mathematical result, or the overflow error for `left operator right`. */
export function checked(result: bigint, left: Int, operator: string, right: Int): Int {
  if (!fitsInt(result)) throw new RuffError(`Integer overflow: ${left} ${operator} ${right}`);
  return canonical(result);
}

/** Drops the fraction, saturates at the 64-bit limits, and gives 0 for NaN. */
export function truncate(value: number): Int {
  if (Number.isNaN(value)) return 0;
  const whole = Math.trunc(value) + 0;
  if (Number.isSafeInteger(whole)) return whole;
  if (whole >= 2 ** 63) return MAX_INT;
  if (whole <= -(2 ** 63)) return MIN_INT;
  return canonical(BigInt(whole));
}
