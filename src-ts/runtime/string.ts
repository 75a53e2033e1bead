/**
 * Strings by code point. JavaScript indexes UTF-16 units, which is the same for plain strings, those without
 * surrogates. To look for some may take long in a long string, so the answer is remembered: by each place of a
 * program for the string that it met last, and for the few strings looked at last.
 */

import { RuffError } from "./error.js";
import { weighed } from "./memory.js";
import type { Value } from "./value.js";

/** Most strings V8 keeps as Latin-1, and then it knows the answer at once. */
const WIDE = /[\u0100-\uffff]/;
const SURROGATE = /[\ud800-\udfff]/;
/** Shorter strings are tested anew each time. */
const SHORT = 32;
/** Longer strings that V8 keeps otherwise, met last, each with its code points if it has surrogates. */
const recent: { text: string; points: readonly string[] | null }[] = [];
const MOST_RECENT = 4;

/** Whether each code point of the string is one UTF-16 unit. */
export function isPlain(value: string): boolean {
  return !WIDE.test(value) || !SURROGATE.test(value);
}

/** The string's code points, or null if each is one UTF-16 unit. */
export function codePoints(value: string): readonly string[] | null {
  if (value.length < SHORT) return SURROGATE.test(value) ? Array.from(value) : null;
  for (const entry of recent) if (entry.text === value) return entry.points;
  if (!WIDE.test(value)) return null;
  const points = SURROGATE.test(value) ? Array.from(value) : null;
  recent.unshift({ text: value, points });
  recent.length = Math.min(recent.length, MOST_RECENT);
  return points;
}

/**
 * The strings that one place met last. Each place needs its own memory, since two strings of equal text are told
 * apart from one and the same only by comparing all of it.
 */
export class StringMemo {
  private plain = "";
  private other = "";

  /** Whether each code point of the string is one UTF-16 unit. */
  isPlain(value: string): boolean {
    if (value !== this.plain) return this.look(value);
    // From now on it is the very same string, which V8 sees at once.
    this.plain = value;
    return true;
  }

  private look(value: string): boolean {
    if (value !== this.other && isPlain(value)) {
      this.plain = value;
      return true;
    }
    this.other = value;
    return false;
  }
}

/** The number of code points. */
export function stringLength(value: string, memo?: StringMemo): number {
  if (memo?.isPlain(value)) return value.length;
  const points = codePoints(value);
  return points === null ? value.length : points.length;
}

/** `value[index]`; negative indexes count from the end. */
export function characterAt(value: string, index: Value, memo?: StringMemo): string {
  if (typeof index === "number") {
    const points = memo?.isPlain(value) ? null : codePoints(value);
    const character =
      points === null
        ? value[index < 0 ? index + value.length : index]
        : points[index < 0 ? index + points.length : index];
    if (character !== undefined) return character;
  } else if (typeof index !== "bigint") throw new RuffError("Invalid index operation");
  throw new RuffError(`Index out of bounds: ${index}`);
}

/** The code points from `start` to before `end`. */
export function sliceString(value: string, start: number, end: number): string {
  return weighed(codePoints(value)?.slice(start, end).join("") ?? value.slice(start, end));
}
