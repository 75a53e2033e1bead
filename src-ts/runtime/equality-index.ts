/** Finds values equal to a given one without comparing it to all. */

import { asDouble } from "./arithmetic.js";
import { equal } from "./compare.js";
import type { Value } from "./value.js";

/**
 * Numbers near zero that are equal within the tolerance may be different doubles. Below 2 they are put in
 * buckets far wider than the tolerance, so that equal ones are at most one bucket apart; from 2 on (where
 * doubles are further apart than the tolerance) each number is its own bucket.
 */
const BUCKETS_PER_UNIT = 2 ** 40;

function bucketOf(value: number): number {
  return Math.abs(value) < 2 ? Math.round(value * BUCKETS_PER_UNIT) / BUCKETS_PER_UNIT : value;
}

/** Values with a number each: where they are kept. Strings, bools and null are found by themselves. */
export class EqualityIndex {
  private readonly exact = new Map<Value, number>();
  private readonly numbers = new Map<number, [Value, number][]>();
  private readonly others: [Value, number][] = [];

  /** The number of the first value equal to this one, or -1. */
  find(value: Value): number {
    const number = asDouble(value);
    if (number !== null) return this.findNumber(value, number);
    if (typeof value !== "object" || value === null) return this.exact.get(value) ?? -1;
    return search(this.others, value);
  }

  add(value: Value, position: number): void {
    const number = asDouble(value);
    if (number !== null) {
      const bucket = bucketOf(number);
      const entries = this.numbers.get(bucket);
      if (entries) entries.push([value, position]);
      else this.numbers.set(bucket, [[value, position]]);
    } else if (typeof value !== "object" || value === null) this.exact.set(value, position);
    else this.others.push([value, position]);
  }

  private findNumber(value: Value, number: number): number {
    const bucket = bucketOf(number);
    const near = Math.abs(number) < 2.5 ? 1 / BUCKETS_PER_UNIT : 0;
    let found = -1;
    for (const candidate of near === 0 ? [bucket] : [bucket - near, bucket, bucket + near]) {
      const position = search(this.numbers.get(candidate) ?? [], value);
      if (position >= 0 && (found < 0 || position < found)) found = position;
    }
    return found;
  }
}

function search(entries: readonly [Value, number][], value: Value): number {
  for (const [candidate, position] of entries) if (equal(candidate, value)) return position;
  return -1;
}
