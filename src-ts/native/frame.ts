/**
 * The frame: the memory through which values cross between JavaScript and machine code.
 *
 * Slot 0 (8 bytes) belongs to the bridge: the entry to call, then the status. From slot 1 on lie the
 * arguments of a call, afterwards its result; when machine code fails, the values of the error message.
 */

import type { Value } from "../runtime/value.js";
import { type NativeType, type NumberType, type Scalar, wordsOf } from "./types.js";
import { Words } from "./words.js";

export const FRAME_BYTES = 4096;
export const FIRST_SLOT = 1;
/** Top-level variables that a unit uses lie behind the arguments, structs with a slot for each word. */
export const FIRST_GLOBAL_SLOT = 256;
const MOST_GLOBALS = 200;
/** Behind those, the live-outs of a loop that a handler may look at. */
export const FIRST_SAVED_SLOT = FIRST_GLOBAL_SLOT + MOST_GLOBALS;
const MOST_SAVED = 50;
/** Behind these. */
export const END_OF_SAVED = FIRST_SAVED_SLOT + MOST_SAVED;
/** More parameters than this do not fit. */
export const MOST_SLOTS = FIRST_GLOBAL_SLOT - FIRST_SLOT;

/** The slots of variables of these types that live in the frame one after the other, and behind them the next free one. */
export function placesOf(types: readonly NativeType[], first: number): number[] {
  const places = [first];
  for (const type of types) places.push((places.at(-1) as number) + wordsOf(type));
  return places;
}

export class NativeFrame {
  readonly buffer = new ArrayBuffer(FRAME_BYTES);
  /** A word for each slot. */
  readonly words = new Words(this.buffer);
  private readonly halves = new Int32Array(this.buffer);

  setEntry(id: number): void {
    this.halves[0] = id;
  }

  /** 0 after a normal return, else the failing site. */
  status(): number {
    return this.halves[1] as number;
  }

  /** How much the last run left in the heap. */
  get heapBytes(): number {
    return this.words.double(FRAME_BYTES / 8 - 1);
  }

  write(slot: number, value: Value): void {
    this.words.writeScalar(slot, value);
  }

  read(slot: number, type: Scalar | NumberType): Value {
    if (type === "number") return this.read(slot, this.halves[2 * slot + 2] === 0 ? "int" : "float");
    return this.words.scalar(slot, type);
  }
}
