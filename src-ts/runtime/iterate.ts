/** What `for` walks over, and the bounds of integer ranges. */

import { Collection } from "./collections.js";
import { RuffError } from "./error.js";
import { canonical, truncate } from "./int.js";
import { roomFor } from "./items.js";
import { reserveBytes } from "./memory.js";
import type { Packed } from "./packed.js";
import { pullFrom, Sequence } from "./sequence.js";
import { isPlain } from "./string.js";
import { type Resumable, runBlocking } from "./tasks.js";
import { Float, type Int, RuffArray, RuffDict, share, type Value } from "./value.js";

/** A position in a sequence: `next()` moves on and says whether there is a `value`. */
export interface Cursor {
  value: Value;
  next(): boolean;
  /** The same in resumable code, if it may wait. */
  nextResumable?(): Resumable<boolean>;
  /** For counting cursors: the value that `next` would give, if there is one, and the bound. */
  bounds?(): [Value, Value];
  /** For cursors over arrays: the array, the position of the item that `next` would give, and where it ends. */
  items?(): [RuffArray, number, number];
  /** For both: makes the value after the one at the position the next; for counting cursors, that is the value itself. */
  goOnBehind?(position: number): void;
}

/** A cursor over the value as it is now. Throws for values that cannot be iterated. */
export function iterate(iterable: Value): Cursor {
  if (iterable instanceof RuffArray) return iterateArray(iterable);
  if (typeof iterable === "string") return new StringCursor(iterable);
  if (iterable instanceof RuffDict) return new ArrayCursor(new RuffArray([...iterable.entries.keys()]));
  if (iterable instanceof Collection) return new ArrayCursor(new RuffArray(iterable.toItems()));
  if (iterable instanceof Sequence)
    return iterable.pullResumable ? new ResumableCursor(iterable) : new SequenceCursor(iterable);
  if (typeof iterable === "number") return new CountCursor(0, iterable, 1);
  if (iterable instanceof Float) return countTo(truncate(iterable.value));
  if (typeof iterable === "bigint") return countTo(iterable);
  throw new RuffError("Cannot iterate over non-iterable type");
}

/** Items that are many stay packed, for the sake of memory. */
const MANY = 100_000;

function iterateArray(array: RuffArray): Cursor {
  const { packed } = array;
  return packed && packed.length > MANY && !packed.isUsedHere(packed.length)
    ? new PackedCursor(array, packed)
    : new ArrayCursor(array);
}

class ArrayCursor implements Cursor {
  value: Value = null;
  private index = 0;
  private readonly length: number;
  /** Taken when the first is wanted: machine code, which may take over before, wants them packed. */
  private list: readonly Value[] | null = null;

  constructor(private readonly array: RuffArray) {
    this.length = array.length;
  }

  next(): boolean {
    if (this.index >= this.length) return false;
    this.list ??= this.array.items;
    // An element gains a second owner, the loop variable.
    this.value = share(this.list[this.index++] as Value);
    return true;
  }

  items(): [RuffArray, number, number] {
    return [this.array, this.index, this.length];
  }

  goOnBehind(position: number): void {
    this.index = position + 1;
  }
}

class PackedCursor implements Cursor {
  value: Value = null;
  private index = 0;
  private readonly length: number;

  constructor(
    private readonly array: RuffArray,
    private readonly packed: Packed,
  ) {
    this.length = packed.length;
  }

  next(): boolean {
    if (this.index >= this.length) return false;
    this.value = this.packed.get(this.index++);
    return true;
  }

  items(): [RuffArray, number, number] {
    return [this.array, this.index, this.length];
  }

  goOnBehind(position: number): void {
    this.index = position + 1;
  }
}

class SequenceCursor implements Cursor {
  value: Value = null;
  constructor(private readonly source: Sequence) {}
  next(): boolean {
    const value = this.source.pull();
    if (value === undefined) return false;
    this.value = value;
    return true;
  }
}

class ResumableCursor implements Cursor {
  value: Value = null;
  constructor(private readonly source: Sequence) {}

  next(): boolean {
    return runBlocking(this.nextResumable());
  }

  *nextResumable(): Resumable<boolean> {
    const value = yield* pullFrom(this.source);
    if (value === undefined) return false;
    this.value = value;
    return true;
  }
}

class StringCursor implements Cursor {
  value: Value = null;
  private index = 0;
  private readonly isPlain: boolean;
  constructor(private readonly text: string) {
    this.isPlain = isPlain(text);
  }
  next(): boolean {
    const { text, index } = this;
    if (index >= text.length) return false;
    const character = this.isPlain
      ? (text[index] as string)
      : String.fromCodePoint(text.codePointAt(index) as number);
    this.value = character;
    this.index = index + character.length;
    return true;
  }
}

/** Counts in safe integers. */
class CountCursor implements Cursor {
  value: number;
  constructor(
    start: number,
    private readonly stop: number,
    private readonly step: number,
  ) {
    this.value = start - step;
  }
  next(): boolean {
    const following = this.value + this.step;
    if (this.step > 0 ? following >= this.stop : following <= this.stop) return false;
    this.value = following;
    return true;
  }
  bounds(): [Value, Value] {
    return [this.value + this.step, this.stop];
  }
  goOnBehind(position: number): void {
    this.value = position;
  }
}

/** Counts where a bound lies beyond the safe integers. */
class BigCountCursor implements Cursor {
  value: Value = null;
  constructor(
    private following: bigint,
    private readonly stop: bigint,
    private readonly step: bigint,
  ) {}
  next(): boolean {
    if (this.step > 0n ? this.following >= this.stop : this.following <= this.stop) return false;
    this.value = canonical(this.following);
    this.following += this.step;
    return true;
  }
}

function countTo(stop: Int): Cursor {
  return countCursor(0, stop, 1);
}

function countCursor(start: Int, stop: Int, step: Int): Cursor {
  // Beyond half the safe range `value + step` could lose precision.
  const safe = [start, stop, step].every((bound) => typeof bound === "number" && Math.abs(bound) < 2 ** 51);
  return safe
    ? new CountCursor(Number(start), Number(stop), Number(step))
    : new BigCountCursor(BigInt(start), BigInt(stop), BigInt(step));
}

/** Whether a number that starts here and counts by ones stays exact as long as anyone could wait. */
export function isSmallStart(start: number): boolean {
  return Math.abs(start) < 2 ** 51;
}

/** Where counting begins: a number from which it stays exact, else a bigint, which need not be canonical. */
export function rangeStart(value: Value): Int {
  const bound = rangeStop(value);
  return typeof bound === "number" && isSmallStart(bound) ? bound : BigInt(bound);
}

/** Where counting ends. */
export function rangeStop(value: Value): Int {
  return typeof value === "number" ? value : rangeBound(value);
}

function rangeBound(value: Value): Int {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof Float) return truncate(value.value);
  throw new RuffError("range() requires numeric arguments");
}

/** Start, stop and step of `range(stop)`, `range(start, stop)` or `range(start, stop, step)`. */
function rangeBounds(args: readonly Value[]): [Int, Int, Int] {
  if (args.length < 1 || args.length > 3) throw new RuffError("range() requires 1, 2, or 3 arguments");
  const bounds = args.map(rangeBound);
  const [start, stop, step] = bounds.length === 1 ? [0, bounds[0]] : bounds;
  if (step === 0) throw new RuffError("range() step cannot be zero");
  return [start as Int, stop as Int, step ?? 1];
}

/** The values of `range(...)` one by one: what `for i in range(...)` walks over, without an array. */
export function rangeCursor(args: readonly Value[]): Cursor {
  return countCursor(...rangeBounds(args));
}

/** The longest array `range` may build. */
export const MAX_RANGE = 2 ** 26;
export const RANGE_TOO_LARGE = "range() result is too large";

/** `range(...)` as an array. */
export function rangeArray(args: readonly Value[]): RuffArray {
  const [start, stop, step] = rangeBounds(args);
  const count = Math.max(0, Math.ceil((Number(stop) - Number(start)) / Number(step)));
  if (count > MAX_RANGE) throw new RuffError(RANGE_TOO_LARGE);
  reserveBytes(12 * count);
  const items = roomFor(count);
  const cursor = countCursor(start, stop, step);
  let length = 0;
  while (cursor.next()) items[length++] = cursor.value;
  items.length = length; // what is beyond the safe ints was not counted exactly
  return new RuffArray(items);
}
