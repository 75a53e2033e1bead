/**
 * Strings by code point. JavaScript indexes UTF-16 units, which is the same for strings without surrogates;
 * whether a string has any is looked up once and remembered for the few strings used last.
 */

import { RuffError } from "./error.js";

const SURROGATE = /[\ud800-\udfff]/;
/** Shorter strings are tested anew each time. */
const SHORT = 32;
/** Longer strings met last, each with its code points if it has surrogates. */
const recent: { text: string; points: readonly string[] | null }[] = [];
const MOST_RECENT = 4;

/** The string's code points, or null if each is one UTF-16 unit. */
export function codePoints(value: string): readonly string[] | null {
  if (value.length < SHORT) return SURROGATE.test(value) ? Array.from(value) : null;
  for (const entry of recent) if (entry.text === value) return entry.points;
  const points = SURROGATE.test(value) ? Array.from(value) : null;
  recent.unshift({ text: value, points });
  recent.length = Math.min(recent.length, MOST_RECENT);
  return points;
}

/** The number of code points. */
export function stringLength(value: string): number {
  return codePoints(value)?.length ?? value.length;
}

/** `value[index]`; negative indexes count from the end. */
export function characterAt(value: string, index: number | bigint): string {
  if (typeof index === "number") {
    const characters = codePoints(value) ?? value;
    const character = characters[index < 0 ? index + characters.length : index];
    if (character !== undefined) return character;
  }
  throw new RuffError(`Index out of bounds: ${index}`);
}

/** The code points from `start` to before `end`. */
export function sliceString(value: string, start: number, end: number): string {
  return codePoints(value)?.slice(start, end).join("") ?? value.slice(start, end);
}
