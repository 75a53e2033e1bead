/** Dictionaries: keys, and the order in which they are shown. */

import { compareStrings } from "./compare.js";
import type { Key } from "./dict-map.js";
import { RuffError } from "./error.js";
import type { RuffDict, Value } from "./value.js";

/** The key for an index value, which is a string or an int; null for anything else. */
export function keyOf(index: Value): Key | null {
  if (typeof index === "string" || typeof index === "number") return index;
  return typeof index === "bigint" ? String(index) : null;
}

/** The key of a dict literal's entry. */
export function literalKey(key: Value): Key {
  const kept = keyOf(key);
  if (kept === null) throw new RuffError("Dict keys must be strings");
  return kept;
}

const CANONICAL_INT = /^(?:0|-?[1-9]\d{0,18})$/;

/**
 * The entries in the order of `print`, `keys`, `values` and `items`: by number if every key is the decimal
 * form of an int, else by code points. It depends on the keys alone.
 */
export function orderedEntries(dict: RuffDict): [string, Value][] {
  const ints = dict.entries.orderedInts();
  if (ints) return ints;
  const entries = [...dict.entries];
  const numeric = entries.every(([key]) => CANONICAL_INT.test(key));
  return entries.sort(([a], [b]) => {
    if (!numeric) return compareStrings(a, b);
    const difference = BigInt(a) - BigInt(b);
    return difference < 0n ? -1 : Number(difference > 0n);
  });
}
