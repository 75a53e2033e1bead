/**
 * The frame: the memory through which values cross between JavaScript and machine code.
 *
 * Slot 0 (8 bytes) belongs to the bridge: the entry to call, then the status. From slot 1 on lie the
 * arguments of a call, afterwards its result; when machine code fails, the values of the error message.
 */

import { readInt, writeInt } from "../runtime/packed.js";
import { Float, type Value } from "../runtime/value.js";
import type { NumberType, Scalar } from "./types.js";

export const FRAME_BYTES = 4096;
export const FIRST_SLOT = 1;
/** Top-level variables that a unit uses lie behind the arguments. */
export const FIRST_GLOBAL_SLOT = 256;
export const MOST_GLOBALS = 200;
/** Behind those, the live-outs of a loop that a handler may look at. */
export const FIRST_SAVED_SLOT = FIRST_GLOBAL_SLOT + MOST_GLOBALS;
export const MOST_SAVED = 50;
/** More parameters than this do not fit. */
export const MOST_SLOTS = FIRST_GLOBAL_SLOT - FIRST_SLOT;

export class NativeFrame {
  readonly buffer = new ArrayBuffer(FRAME_BYTES);
  private readonly halves = new Int32Array(this.buffer);
  private readonly doubles = new Float64Array(this.buffer);

  setEntry(id: number): void {
    this.halves[0] = id;
  }

  /** 0 after a normal return, else the failing site. */
  status(): number {
    return this.halves[1] as number;
  }

  /** How much the last run left in the heap. */
  get heapBytes(): number {
    return this.doubles[FRAME_BYTES / 8 - 1] as number;
  }

  write(slot: number, value: Value): void {
    if (value instanceof Float) this.doubles[slot] = value.value;
    else if (typeof value === "number" || typeof value === "bigint") writeInt(this.halves, slot, value);
    else writeInt(this.halves, slot, value === true ? 1 : 0);
  }

  read(slot: number, type: Scalar | NumberType): Value {
    switch (type) {
      case "number":
        return this.read(slot, this.halves[2 * slot + 2] === 0 ? "int" : "float");
      case "int":
        return readInt(this.halves, slot);
      case "float":
        return new Float(this.doubles[slot] as number);
      case "bool":
        // Machine code may have written no more than a byte.
        return ((this.halves[2 * slot] as number) & 1) !== 0;
      case "null":
        return null;
    }
  }
}
