/**
 * Packed items: the elements of an array as machine code reads them, side by side in flat memory.
 *
 * Ints take eight bytes each and are read here as two halves, so that the common small int makes no bigint;
 * floats are doubles, bools bytes. An array is packed when it first goes to machine code, and stays so until
 * something is put into it that does not fit, or something needs its items as JavaScript values. Other kinds of items may
 * be packed, too: the native engine does so with structs.
 */

import { canonical } from "./int.js";
import { roomFor } from "./items.js";
import { noteBytes, reserveBytes } from "./memory.js";
import { Float, type Int, type Value } from "./value.js";

export type ItemType = "int" | "float" | "bool";

export const ITEM_BYTES: Readonly<Record<ItemType, number>> = { int: 8, float: 8, bool: 1 };

/** The type that items have to have to be packed as this value is; null if it cannot be. */
export function itemTypeOf(value: Value): ItemType | null {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
  }
  return value instanceof Float ? "float" : null;
}

/** No address. Not 0: V8 keeps small ints apart from other numbers, and addresses are not small. */
export const NOWHERE = Number.MIN_VALUE;

/** Items in flat memory, each of which takes the same number of bytes. */
export abstract class Packed {
  protected halves!: Int32Array;
  protected doubles!: Float64Array;
  protected bytes!: Uint8Array;
  private memory!: ArrayBuffer;
  private accesses = 0;
  /** Where machine code finds the memory, if that is known. */
  address = NOWHERE;

  /** Takes over the memory, of which `length` items are in use. */
  constructor(
    private readonly itemBytes: number,
    memory: ArrayBuffer,
    public length: number,
  ) {
    this.use(memory);
    noteBytes(memory.byteLength);
  }

  private use(memory: ArrayBuffer): void {
    this.memory = memory;
    this.address = NOWHERE;
    this.halves = new Int32Array(memory, 0, memory.byteLength >> 2);
    this.doubles = new Float64Array(memory, 0, memory.byteLength >> 3);
    this.bytes = new Uint8Array(memory);
  }

  /** The item at a position from 0 to `length` - 1. */
  abstract get(i: number): Value;

  /** Overwrites the item at a position; false if the value does not fit. */
  abstract set(i: number, value: Value): boolean;

  abstract copy(): Packed;

  /** What the items hold in turn, as far as nesting is concerned: one item for all if they are alike. */
  get parts(): readonly Value[] {
    return [];
  }

  /**
   * Counts accesses outside machine code; true if there have been so many that the items had better be unpacked:
   * packing them again, should machine code want them, then costs less than all of them did.
   */
  isUsedHere(count = 1): boolean {
    this.accesses += count;
    return this.accesses > 2 * this.length + 64;
  }

  get buffer(): ArrayBuffer {
    return this.memory;
  }

  /** How many items the memory has room for. */
  get capacity(): number {
    return Math.floor(this.memory.byteLength / this.itemBytes);
  }

  /** Appends; false if the value does not fit. */
  push(value: Value): boolean {
    if (this.length === this.capacity) this.grow();
    if (!this.set(this.length, value)) return false;
    this.length++;
    return true;
  }

  private grow(): void {
    const bytes = Math.max(64, this.itemBytes, 2 * this.memory.byteLength);
    reserveBytes(bytes);
    const larger = new ArrayBuffer(bytes);
    new Uint8Array(larger).set(this.bytes);
    this.use(larger);
  }

  toItems(): Value[] {
    const items = roomFor(this.length);
    for (let i = 0; i < this.length; i++) items[i] = this.get(i);
    return items;
  }
}

/** Ints, floats or bools. */
export class PackedItems extends Packed {
  constructor(
    readonly type: ItemType,
    memory: ArrayBuffer,
    length: number,
  ) {
    super(ITEM_BYTES[type], memory, length);
  }

  get(i: number): Value {
    switch (this.type) {
      case "float":
        return new Float(this.doubles[i] as number);
      case "bool":
        return this.bytes[i] !== 0;
      case "int":
        return readInt(this.halves, i);
    }
  }

  set(i: number, value: Value): boolean {
    if (itemTypeOf(value) !== this.type) return false;
    if (value instanceof Float) this.doubles[i] = value.value;
    else if (typeof value === "boolean") this.bytes[i] = value ? 1 : 0;
    else writeInt(this.halves, i, value as Int);
    return true;
  }

  copy(): PackedItems {
    return new PackedItems(this.type, this.buffer.slice(0), this.length);
  }
}

/** Reads the int in two halves at a position counted in ints. */
export function readInt(halves: Int32Array, i: number): Int {
  const low = halves[2 * i] as number;
  const high = halves[2 * i + 1] as number;
  if (high === low >> 31) return low;
  const value = high * 2 ** 32 + (low >>> 0);
  return Number.isSafeInteger(value) ? value : canonical((BigInt(high) << 32n) | BigInt(low >>> 0));
}

/** Writes the int in two halves at a position counted in ints. */
export function writeInt(halves: Int32Array, i: number, value: Int): void {
  if (typeof value === "number") {
    const low = value | 0;
    halves[2 * i] = low;
    halves[2 * i + 1] = low === value ? low >> 31 : Math.floor(value / 2 ** 32);
  } else {
    halves[2 * i] = Number(BigInt.asIntN(32, value));
    halves[2 * i + 1] = Number(BigInt.asIntN(32, value >> 32n));
  }
}

/** The items packed as what the first of them is; null if they differ, or there are none. */
export function packItems(items: readonly Value[]): PackedItems | null {
  const type = items.length > 0 ? itemTypeOf(items[0] as Value) : null;
  if (type === null) return null;
  const packed = new PackedItems(type, new ArrayBuffer(items.length * ITEM_BYTES[type]), items.length);
  for (let i = 0; i < items.length; i++) if (!packed.set(i, items[i] as Value)) return null;
  return packed;
}
