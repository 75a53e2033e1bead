/**
 * The limit of nesting: values hold values at most 4,096 levels deep.
 *
 * Literals and assignments ask before they put a value into another one. So that this costs next to nothing,
 * each container keeps in its `state` how many levels it has at most; what its parts lose later makes the
 * number too large, never too small. Only if it would be too many is the value counted again. Builtins just
 * put values together; so whatever walks through a value asks too, and never goes deeper than this.
 */

import type { DictMap } from "./dict-map.js";
import { RuffError } from "./error.js";
import { fieldNames, fieldOf, RuffStruct } from "./struct.js";
import {
  type Arm,
  LEVEL,
  RuffArray,
  RuffDict,
  SHARED,
  Tagged,
  UNCOUNTED,
  type Value,
  Wrapped,
} from "./value.js";

export const MOST_LEVELS = 4096;
/** The same as levels are kept. */
export const MOST = MOST_LEVELS * LEVEL;

export type Part = Exclude<Value, null | boolean | number | bigint | string>;

/** What is done to a value when it would become too deep. */
export type Doing =
  | "building array literal"
  | "building dictionary literal"
  | "building struct value"
  | "building result value"
  | "building option value"
  | "building tagged value"
  | "updating array element"
  | "updating dictionary entry"
  | "updating struct field"
  | "comparing values"
  | "converting to text";

export function tooDeep(doing: Doing): RuffError {
  return new RuffError(`Maximum data nesting depth of ${MOST_LEVELS} exceeded while ${doing}`);
}

/** Whether the value has levels of its own: to be asked first where speed counts. */
export function mayNest(value: Value): value is Part {
  return typeof value === "object" && value !== null && value.state > 0;
}

/** Whether the value is not too deep to be `above` levels below the root of another one. */
export function fits(value: Part, above: number): boolean {
  const room = MOST - above * LEVEL;
  return value.state <= room || levelsOf(value, room) <= room;
}

/** Checks that a value may be put into a new one. */
export function checkPart(part: Value, doing: Doing): void {
  if (mayNest(part) && !fits(part, 1)) throw tooDeep(doing);
}

/** Checks that a value may be walked through. */
export function checkWhole(value: Value, doing: Doing): void {
  if (mayNest(value) && !fits(value, 0)) throw tooDeep(doing);
}

/** Notes that a container holds the value from now on. */
export function notePart(container: RuffArray | RuffDict | RuffStruct, part: Part): void {
  if (part.state + LEVEL > container.state && container.state < UNCOUNTED) {
    const needed = levelsOf(part, UNCOUNTED - LEVEL) + LEVEL;
    if (needed > container.state) container.state = needed | (container.state & SHARED);
  }
}

/** The `state` of a new container that holds the value and has some already. */
export function stateWith(state: number, part: Part, doing: Doing): number {
  if (!fits(part, 1)) throw tooDeep(doing);
  return Math.max(state, levelsOf(part, MOST) + LEVEL);
}

/** An array literal's value. Takes over the items. */
export function arrayOf(items: Value[]): RuffArray {
  const array = new RuffArray(items, LEVEL);
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    if (mayNest(item)) array.state = stateWith(array.state, item, "building array literal");
  }
  return array;
}

/** A dict literal's value. Takes over the entries. */
export function dictOf(entries: DictMap): RuffDict {
  const dict = new RuffDict(entries);
  const { deepest } = entries;
  if (deepest < MOST - LEVEL) dict.state = (deepest & ~SHARED) + LEVEL;
  else checkWhole(dict, "building dictionary literal");
  return dict;
}

/** `Ok(value)` and the like. */
export function wrap(arm: Arm, value: Value): Wrapped {
  checkPart(value, arm === "Some" ? "building option value" : "building result value");
  return new Wrapped(arm, value);
}

/** `Base::Variant(payload...)` */
export function tagged(tag: string, payload: readonly Value[]): Tagged {
  for (const part of payload) checkPart(part, "building tagged value");
  return new Tagged(tag, payload);
}

/** The levels in steps of `LEVEL`: exact if they would be more than there is room for. */
function levelsOf(value: Part, room: number): number {
  const known = value.state & ~SHARED;
  if (known <= room) return known;
  const counted = count(value, null);
  return counted <= room ? counted : count(value, new Map());
}

/** A value whose parts are being counted. */
interface Open {
  readonly value: Part;
  readonly parts: Iterator<Value>;
  /** The most levels of the parts so far. */
  most: number;
}

/**
 * Counts levels, as far as fit, and keeps what it finds. Parts that know their levels are believed, unless
 * everything is to be counted anew: `anew` has what has been. It does not recurse, so as to work anywhere.
 */
function count(root: Part, anew: Map<Part, number> | null): number {
  const path: Open[] = [];
  const open = (value: Part): unknown =>
    path.push({ value, parts: partsOf(value)[Symbol.iterator](), most: 0 });
  open(root);
  for (;;) {
    const top = path[path.length - 1] as Open;
    const { done, value: part } = top.parts.next();
    if (!done) {
      if (typeof part !== "object" || part === null) continue;
      const known = knownLevels(part, anew);
      if (known !== null) top.most = Math.max(top.most, known);
      else if (path.length === MOST_LEVELS) top.most = Math.max(top.most, LEVEL);
      else open(part);
      continue;
    }
    path.pop();
    const levels = top.most + LEVEL;
    if (levels <= (MOST_LEVELS - path.length) * LEVEL) keep(top.value, levels);
    anew?.set(top.value, levels);
    const outer = path[path.length - 1];
    if (!outer) return levels;
    outer.most = Math.max(outer.most, levels);
  }
}

function knownLevels(part: Part, anew: Map<Part, number> | null): number | null {
  const known = part.state & ~SHARED;
  if (known < (anew === null ? UNCOUNTED : LEVEL)) return known;
  return anew?.get(part) ?? null;
}

function partsOf(value: Part): Iterable<Value> {
  if (value instanceof RuffArray) return value.packed === null ? value.generic : value.packed.parts;
  if (value instanceof RuffDict) return value.entries.values();
  if (value instanceof RuffStruct) return fieldNames(value).map((name) => fieldOf(value, name) as Value);
  if (value instanceof Tagged) return value.payload;
  return value instanceof Wrapped ? [value.inner] : [];
}

function keep(value: Part, levels: number): void {
  if (
    value instanceof RuffArray ||
    value instanceof RuffDict ||
    value instanceof RuffStruct ||
    value instanceof Tagged
  )
    value.state = levels | (value.state & SHARED);
}
