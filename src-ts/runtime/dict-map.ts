/**
 * The entries of a dict: string keys in order of insertion.
 *
 * Ints are used as keys as often as strings, and `d[1]` is `d["1"]`. So a key that is the decimal form of a
 * safe int is kept as that number: an int index needs no text, and a string key only a look at its first
 * character. Entries come out with strings as keys.
 */

import { isDue, reserveBytes, reserveEntry } from "./memory.js";
import type { Value } from "./value.js";

/** A string, or a safe int that stands for its decimal form. */
export type Key = string | number;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;

/** The key as it is kept: a number if the text is the decimal form of a safe int. */
function keptKey(key: Key): Key {
  if (typeof key === "number") return key;
  const first = key.charCodeAt(0);
  // Also for the empty text, whose first character is NaN.
  if (!((first >= ZERO && first <= NINE) || first === MINUS)) return key;
  const value = Number(key);
  return Number.isSafeInteger(value) && String(value) === key ? value : key;
}

export class DictMap implements Iterable<[string, Value]> {
  private readonly map: Map<Key, Value>;
  /** The largest `state` of a value that `set` put in. */
  deepest = 0;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    if (entries instanceof DictMap) {
      reserveBytes(64 * entries.map.size);
      this.map = new Map(entries.map);
    } else {
      this.map = new Map();
      for (const [key, value] of entries) this.set(key, value);
    }
  }

  get size(): number {
    return this.map.size;
  }

  get(key: Key): Value | undefined {
    return this.map.get(keptKey(key));
  }

  has(key: Key): boolean {
    return this.map.has(keptKey(key));
  }

  set(key: Key, value: Value): this {
    const { size } = this.map;
    if (isDue(size)) reserveEntry(size);
    this.map.set(keptKey(key), value);
    if (typeof value === "object" && value !== null && value.state > this.deepest) this.deepest = value.state;
    return this;
  }

  delete(key: Key): boolean {
    return this.map.delete(keptKey(key));
  }

  *keys(): Generator<string> {
    for (const key of this.map.keys()) yield String(key);
  }

  values(): IterableIterator<Value> {
    return this.map.values();
  }

  *[Symbol.iterator](): Generator<[string, Value]> {
    for (const [key, value] of this.map) yield [String(key), value];
  }

  /** The entries by number, if every key is a safe int; else null. */
  orderedInts(): [string, Value][] | null {
    const kept = [...this.map];
    if (!kept.every((entry): entry is [number, Value] => typeof entry[0] === "number")) return null;
    return kept.sort(([a], [b]) => a - b).map(([key, value]) => [String(key), value]);
  }
}
