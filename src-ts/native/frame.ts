/**
 * The frame: the memory through which values cross between JavaScript and machine code.
 *
 * Slot 0 (8 bytes) belongs to the bridge: the entry to call, then the status. From slot 1 on lie the
 * arguments of a call, afterwards its result; when machine code fails, the values of the error message.
 */

import { canonical } from "../runtime/int.js";
import { Float, type Value } from "../runtime/value.js";
import type { NativeType } from "./typed.js";

export const FRAME_BYTES = 4096;
export const FIRST_SLOT = 1;
/** More parameters than this do not fit. */
export const MOST_SLOTS = FRAME_BYTES / 8 - FIRST_SLOT;

/** The native type of a value, or null if it has none. */
export function nativeTypeOf(value: Value): NativeType | null {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
  }
  if (value === null) return "null";
  return value instanceof Float ? "float" : null;
}

export class NativeFrame {
  readonly buffer = new ArrayBuffer(FRAME_BYTES);
  private readonly halves = new Int32Array(this.buffer);
  private readonly doubles = new Float64Array(this.buffer);
  private readonly longs = new BigInt64Array(this.buffer);

  setEntry(id: number): void {
    this.halves[0] = id;
  }

  /** 0 after a normal return, else the failing site. */
  status(): number {
    return this.halves[1] as number;
  }

  write(slot: number, value: Value): void {
    if (typeof value === "number") {
      this.halves[2 * slot] = value | 0;
      this.halves[2 * slot + 1] = Math.floor(value / 2 ** 32);
    } else if (value instanceof Float) this.doubles[slot] = value.value;
    else this.longs[slot] = typeof value === "bigint" ? value : value === true ? 1n : 0n;
  }

  read(slot: number, type: NativeType): Value {
    switch (type) {
      case "int":
        return this.readInt(slot);
      case "float":
        return new Float(this.doubles[slot] as number);
      case "bool":
        return this.halves[2 * slot] !== 0;
      case "null":
        return null;
    }
  }

  /** The common case, an int of 32 bits, makes no bigint. */
  private readInt(slot: number): Value {
    const low = this.halves[2 * slot] as number;
    const high = this.halves[2 * slot + 1] as number;
    if (high === low >> 31) return low;
    const value = high * 2 ** 32 + (low >>> 0);
    return Number.isSafeInteger(value) ? value : canonical(this.longs[slot] as bigint);
  }
}
