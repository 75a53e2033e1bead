/**
 * How arrays cross into machine code and back.
 *
 * Machine code sees an array as a header (see `array-support.ts`). For the time of one run each array that goes in
 * gets a header in memory of ours; afterwards what machine code changed in the header is taken over: the length, the
 * place of the items, and whether there is a second owner. Items themselves are in memory that both sides use.
 * Arrays that machine code made are in the bridge's heap: those that come out are adopted, the rest is let go.
 */

import { ITEM_BYTES, type ItemType, itemTypeOf, PackedItems, packItems } from "../runtime/packed.js";
import { RuffArray, type Value } from "../runtime/value.js";
import { HEADER_BYTES } from "./array-support.js";
import type { Bridge } from "./bridge.js";
import type { NativeFrame } from "./frame.js";
import { ArrayType, joinTypes, MOST_DEPTH, type NativeType, type ResultType } from "./types.js";

const WORD_BYTES = 8;
const HEADER_WORDS = HEADER_BYTES / WORD_BYTES;

/** The native type of an array, whose items get packed if they can be; null if it has none. */
export function arrayTypeOf(array: RuffArray): ArrayType | null {
  const { packed, generic } = array;
  if (packed) return ArrayType.of(packed.type);
  if (generic.length === 0) return ArrayType.of("never");
  if (itemTypeOf(generic[0] as Value) === null) return typeOfRows(generic);
  const items = packItems(generic);
  if (!items) return null;
  array.packed = items;
  array.generic = [];
  return ArrayType.of(items.type);
}

function typeOfRows(rows: readonly Value[]): ArrayType | null {
  let item: ResultType = "never";
  for (const row of rows) {
    const type = row instanceof RuffArray ? arrayTypeOf(row) : null;
    const joined: ResultType | null = type && joinTypes(item, type);
    if (!joined) return null;
    item = joined;
  }
  const type = ArrayType.of(item);
  return type.depth > MOST_DEPTH ? null : type;
}

/** Whether items of the type are arrays themselves. */
function hasRows(type: ArrayType): type is ArrayType & { readonly item: ArrayType } {
  return type.item instanceof ArrayType;
}

export class Crossing {
  private memory = new ArrayBuffer(0);
  private halves = new Int32Array(0);
  private address = 0;
  /** What went in, in the order of their headers, which come first in the memory; rows' addresses follow. */
  private readonly arrays: RuffArray[] = [];
  private readonly types: ArrayType[] = [];
  /** The next free word behind the headers. */
  private free = 0;
  /** What came out of the heap, by the address of its header. */
  private readonly adopted = new Map<number, RuffArray>();
  private readonly scratch = new ArrayBuffer(HEADER_BYTES);
  private readonly scratchHalves = new Int32Array(this.scratch);

  constructor(
    private readonly bridge: Bridge,
    private readonly frame: NativeFrame,
  ) {}

  /** Prepares for values of these types to go in. */
  begin(values: readonly Value[], types: readonly NativeType[]): void {
    let [headers, words] = [0, 0];
    const count = (array: RuffArray, type: ArrayType): void => {
      headers++;
      if (!hasRows(type)) return;
      words += array.length;
      for (const row of array.items) count(row as RuffArray, type.item);
    };
    values.forEach((value, i) => {
      const type = types[i];
      if (type instanceof ArrayType) count(value as RuffArray, type);
    });
    this.reserve(headers * HEADER_WORDS + words);
    this.free = headers * HEADER_WORDS;
  }

  private reserve(words: number): void {
    if (words * WORD_BYTES <= this.memory.byteLength) return;
    this.memory = new ArrayBuffer(Math.max(4096, 2 * words * WORD_BYTES));
    this.halves = new Int32Array(this.memory);
    this.address = this.bridge.addressOf(this.memory);
    this.bridge.setRoots([this.address, this.memory.byteLength]);
  }

  /** The address of the array's header: one array has one, however often it goes in. */
  send(array: RuffArray, type: ArrayType): number {
    const known = array.crossing;
    if (this.arrays[known] === array) return this.headerAddress(known);
    const index = this.arrays.push(array) - 1;
    this.types.push(type);
    array.crossing = index;
    const data = hasRows(type) ? this.sendRows(array, type.item) : this.addressOfItems(array);
    const { packed, length } = array;
    const capacity = packed ? packed.capacity : length;
    const first = index * HEADER_WORDS;
    this.writeWord(first, data);
    this.writeWord(first + 1, length);
    this.writeWord(first + 2, capacity);
    this.writeWord(first + 3, array.shared ? 1 : 0);
    return this.headerAddress(index);
  }

  private sendRows(array: RuffArray, type: ArrayType): number {
    const start = this.free;
    this.free += array.length;
    const { items } = array;
    for (let i = 0; i < items.length; i++) this.writeWord(start + i, this.send(items[i] as RuffArray, type));
    return this.address + start * WORD_BYTES;
  }

  private addressOfItems({ packed }: RuffArray): number {
    if (!packed || packed.buffer.byteLength === 0) return 0;
    if (packed.address === 0) packed.address = this.bridge.addressOf(packed.buffer);
    return packed.address;
  }

  private headerAddress(index: number): number {
    return this.address + index * HEADER_BYTES;
  }

  private writeWord(word: number, value: number): void {
    this.halves[2 * word] = value | 0;
    this.halves[2 * word + 1] = Math.floor(value / 2 ** 32);
  }

  /** Takes over what machine code changed in the arrays that went in. */
  settle(): void {
    for (let i = 0; i < this.arrays.length; i++)
      this.settleOne(this.arrays[i] as RuffArray, i, this.types[i] as ArrayType);
  }

  private settleOne(array: RuffArray, index: number, type: ArrayType): void {
    const header = headerAt(this.halves, index * HEADER_WORDS);
    if (header.shared) array.shared = true;
    // What an array has now that had no items shows by the type of what comes out.
    if (type.isOpen) return;
    if (hasRows(type)) this.settleRows(array, header, type.item);
    else this.settleItems(array, header, type.item as ItemType);
  }

  private settleItems(array: RuffArray, { data, length, capacity }: Header, item: ItemType): void {
    const { packed } = array;
    if (packed && (packed.address === data || data === 0)) packed.length = length;
    else if (length > 0) array.packed = this.adopt(data, length, capacity, item);
  }

  private settleRows(array: RuffArray, header: Header, type: ArrayType): void {
    if (!this.hasSameRows(array, header)) array.generic = this.receiveRows(header.data, header.length, type);
  }

  /** Whether the rows are those that went in. */
  private hasSameRows({ items }: RuffArray, { data, length }: Header): boolean {
    const start = (data - this.address) / WORD_BYTES;
    if (length !== items.length || start < 0 || start >= this.free) return false;
    for (let i = 0; i < length; i++) {
      const row = items[i] as RuffArray;
      if (readWord(this.halves, start + i) !== this.headerAddress(row.crossing)) return false;
    }
    return true;
  }

  /** The array that a header stands for, once machine code has ended. */
  receive(address: number, type: ArrayType): RuffArray {
    const index = (address - this.address) / HEADER_BYTES;
    const sent = index >= 0 ? this.arrays[index] : undefined;
    if (sent) {
      if (type !== this.types[index]) {
        this.types[index] = type;
        this.settleOne(sent, index, type);
      }
      return sent;
    }
    let made = this.adopted.get(address);
    if (!made) {
      this.bridge.copyOut(address, HEADER_BYTES, this.scratch, 0);
      const header = headerAt(this.scratchHalves, 0);
      made = this.make(header, type);
      made.shared = header.shared;
      this.adopted.set(address, made);
    }
    return made;
  }

  private make({ data, length, capacity }: Header, type: ArrayType): RuffArray {
    if (length === 0 || type.item === "never") return new RuffArray([]);
    if (hasRows(type)) return new RuffArray(this.receiveRows(data, length, type.item));
    return RuffArray.ofPacked(this.adopt(data, length, capacity, type.item as ItemType));
  }

  private receiveRows(data: number, length: number, type: ArrayType): Value[] {
    const addresses = new ArrayBuffer(length * WORD_BYTES);
    if (length > 0) this.bridge.copyOut(data, addresses.byteLength, addresses, 0);
    const halves = new Int32Array(addresses);
    return Array.from({ length }, (_, i) => this.receive(readWord(halves, i), type));
  }

  private adopt(data: number, length: number, capacity: number, item: ItemType): PackedItems {
    return new PackedItems(item, this.bridge.adopt(data, capacity * ITEM_BYTES[item]), length);
  }

  /** Lets go of everything, after all that comes out has been received. */
  end(): void {
    this.arrays.length = 0;
    this.types.length = 0;
    this.adopted.clear();
    if (this.frame.heapBytes > 0) this.bridge.heapReset();
  }
}

interface Header {
  readonly data: number;
  readonly length: number;
  readonly capacity: number;
  readonly shared: boolean;
}

function headerAt(halves: Int32Array, word: number): Header {
  return {
    data: readWord(halves, word),
    length: readWord(halves, word + 1),
    capacity: readWord(halves, word + 2),
    shared: readWord(halves, word + 3) !== 0,
  };
}

/** An address or a count: a word below 2^53. */
function readWord(halves: Int32Array, word: number): number {
  return (halves[2 * word + 1] as number) * 2 ** 32 + ((halves[2 * word] as number) >>> 0);
}
