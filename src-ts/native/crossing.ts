/**
 * How arrays and structs cross into machine code and back.
 *
 * Machine code sees an array as a header (see `array-support.ts`). For the time of one run each array that goes in
 * gets a header in memory of ours; afterwards what machine code changed in the header is taken over: the length, the
 * place of the items, and whether there is a second owner. Items themselves are in memory that both sides use, structs in
 * arrays included. Structs by themselves are copied, field by field, into words of memory. What machine code made is in the bridge's heap:
 * what comes out of it is adopted, the rest is let go.
 */

import { isShared } from "../runtime/container.js";
import { ITEM_BYTES, type ItemType, NOWHERE, type Packed, PackedItems } from "../runtime/packed.js";
import type { RuffStruct } from "../runtime/struct.js";
import { RuffArray, SHARED, share, UNCOUNTED, type Value } from "../runtime/value.js";
import { HEADER, HEADER_BYTES } from "./array-support.js";
import type { Bridge } from "./bridge.js";
import type { NativeFrame } from "./frame.js";
import { PackedStructs } from "./packed-structs.js";
import { ArrayType, CHARACTER, isTuple, type NativeType, StructType, TEXT } from "./types.js";
import { type MakeStruct, Words } from "./words.js";

const WORD_BYTES = 8;
const HEADER_WORDS = HEADER_BYTES / WORD_BYTES;
const SHARED_WORD = HEADER.shared;

/** Whether items of the type are arrays themselves. */
function hasRows(type: ArrayType): type is ArrayType & { readonly item: ArrayType } {
  return type.item instanceof ArrayType;
}

/** What lies side by side in the memory of an array's items. */
type FlatType = ItemType | StructType;

interface Header {
  readonly data: number;
  readonly length: number;
  readonly capacity: number;
  readonly shared: boolean;
}

export class Crossing {
  /** Headers of what goes in come first; rows' addresses and structs follow. */
  private memory = Words.ofLength(0);
  private address = 0;
  private readonly arrays: RuffArray[] = [];
  private readonly types: ArrayType[] = [];
  /** The texts that went in, by the addresses of their headers: none are made. */
  private readonly texts = new Map<number, string>();
  /** The number of the first array that belongs to a top-level variable. */
  private firstShared = 0;
  /** Those that an error left as they were, although machine code may have changed them: nothing is known to see them. */
  private readonly unsettled = new Set<number>();
  /** The next free word behind the headers. */
  private free = 0;
  /** What came out of the heap, by the address of its header. */
  private readonly adopted = new Map<number, RuffArray>();
  private readonly scratch = Words.ofLength(HEADER_WORDS);
  private makeStruct: MakeStruct = () => {
    throw new Error("no structs are known");
  };

  constructor(
    private readonly bridge: Bridge,
    private readonly frame: NativeFrame,
  ) {}

  /** Prepares for values of these types to go in. */
  begin(values: readonly Value[], types: readonly NativeType[], makeStruct: MakeStruct): void {
    this.makeStruct = makeStruct;
    const need = { headers: 0, words: 0 };
    values.forEach((value, i) => {
      measure(value, types[i] as NativeType, need);
    });
    this.free = need.headers * HEADER_WORDS;
    this.reserve(this.free + need.words);
  }

  private reserve(words: number): void {
    if (words <= this.memory.length) return;
    this.memory = Words.ofLength(Math.max(512, 2 * words));
    this.address = this.bridge.addressOf(this.memory.buffer);
    this.bridge.setRoots([this.address, this.memory.length * WORD_BYTES]);
  }

  // ---- in ----

  /** What machine code finds in place of the value: itself if it is a scalar, else an address. */
  private send(value: Value, type: NativeType): Value {
    if (type instanceof ArrayType) return this.sendArray(value as RuffArray, type);
    if (type === TEXT) return this.sendText(value as string);
    if (!(type instanceof StructType)) return value;
    const start = this.take(type.words);
    this.writeStruct(this.memory, start, value as RuffStruct, type);
    return this.address + start * WORD_BYTES;
  }

  /** Puts the value of a variable that lives in the frame into its slots. */
  place(slot: number, value: Value, type: NativeType): void {
    if (type instanceof StructType) this.writeStruct(this.frame.words, slot, value as RuffStruct, type);
    else this.sendTo(slot, value, type);
  }

  /** Puts into a slot of the frame what machine code finds in place of the value. */
  sendTo(slot: number, value: Value, type: NativeType): void {
    this.frame.write(slot, this.send(value, type));
  }

  /** A text gets a header like an array, and its units behind it. */
  private sendText(text: string): number {
    const start = this.take(textWords(text));
    const address = this.address + start * WORD_BYTES;
    const words = [address + HEADER_BYTES, text.length, text.length, 1];
    words.forEach((word, i) => {
      this.memory.setAddress(start + i, word);
    });
    this.memory.writeText(start + HEADER_WORDS, text);
    this.texts.set(address, text);
    return address;
  }

  private take(words: number): number {
    const start = this.free;
    this.free += words;
    return start;
  }

  /** The address of the array's header: one array has one, however often it goes in. */
  private sendArray(array: RuffArray, type: ArrayType): number {
    const known = array.crossing;
    if (this.arrays[known] === array) {
      this.sendOwner(array, known);
      return this.headerAddress(known);
    }
    const index = this.arrays.push(array) - 1;
    this.types.push(type);
    array.crossing = index;
    const data = this.sendItems(array, type);
    const { packed, length } = array;
    const first = index * HEADER_WORDS;
    this.memory.setAddress(first, data);
    this.memory.setAddress(first + 1, length);
    this.memory.setAddress(first + 2, packed ? packed.capacity : length);
    this.sendOwner(array, index);
    return this.headerAddress(index);
  }

  /** Says whether the array has a second owner. It may have gone in before, and be a part of a shared struct, too. */
  private sendOwner({ state }: RuffArray, index: number): void {
    this.memory.setAddress(index * HEADER_WORDS + SHARED_WORD, state & SHARED);
  }

  /** Where the items are. */
  private sendItems(array: RuffArray, type: ArrayType): number {
    if (hasRows(type)) return this.sendRows(array, type.item);
    const { packed } = array;
    if (!packed || packed.buffer.byteLength === 0) return 0;
    if (packed.address === NOWHERE) packed.address = this.bridge.addressOf(packed.buffer);
    return packed.address;
  }

  private sendRows({ items }: RuffArray, type: ArrayType): number {
    const start = this.take(items.length);
    for (let i = 0; i < items.length; i++)
      this.memory.setAddress(start + i, this.sendArray(items[i] as RuffArray, type));
    return this.address + start * WORD_BYTES;
  }

  private writeStruct(words: Words, word: number, struct: RuffStruct, type: StructType): void {
    words.writeStruct(word, struct, type, (array, arrayType) => {
      // A write through the struct must copy the array if the struct has a second owner.
      if (isShared(struct)) share(array);
      return this.sendArray(array, arrayType);
    });
  }

  private headerAddress(index: number): number {
    return this.address + index * HEADER_BYTES;
  }

  // ---- out ----

  /** From here on goes in what others can see, whatever becomes of the run. */
  markShared(): void {
    this.firstShared = this.arrays.length;
  }

  /** Takes over what machine code changed in the arrays that went in: all, or after a failure what others can see. */
  settle(onlyShared: boolean): void {
    for (let i = 0; i < this.arrays.length; i++) {
      const array = this.arrays[i] as RuffArray;
      if (this.memory.address(i * HEADER_WORDS + SHARED_WORD) !== 0) share(array);
      if (i >= this.firstShared || !onlyShared) this.settleOne(array, i, this.types[i] as ArrayType);
      else this.unsettled.add(i);
    }
  }

  private settleOne(array: RuffArray, index: number, type: ArrayType): void {
    // What an array has now that had no items shows by the type of what comes out.
    if (!type.isOpen) this.settleAs(array, index, type);
  }

  private settleAs(array: RuffArray, index: number, type: ArrayType): void {
    const header = headerAt(this.memory, index * HEADER_WORDS);
    if (hasRows(type)) this.settleRows(array, header, type.item);
    else this.settleItems(array, header, type.item as FlatType);
  }

  /**
   * Settles an array that went in, if that is not enough: after a failure one that was an argument may have become part of
   * what others can see, and what had no items has a type now, or still has none.
   */
  private settleAgain(array: RuffArray, type: ArrayType): void {
    const index = array.crossing;
    if (!this.unsettled.delete(index) && type === this.types[index] && !type.isOpen) return;
    this.types[index] = type;
    this.settleAs(array, index, type);
  }

  private settleItems(array: RuffArray, header: Header, item: FlatType): void {
    const { packed } = array;
    if (packed && (packed.address === header.data || header.data === 0)) packed.length = header.length;
    else if (header.length > 0) {
      array.packed = this.adopt(header, item);
      if (item instanceof StructType) array.state |= UNCOUNTED;
    }
  }

  private settleRows(array: RuffArray, header: Header, type: ArrayType): void {
    if (this.hasSameRows(array, header)) {
      for (const row of array.items) this.settleAgain(row as RuffArray, type);
      return;
    }
    array.generic = this.receiveRows(header.data, header.length, type);
    array.state |= UNCOUNTED;
  }

  /** Whether the rows are those that went in. */
  private hasSameRows({ items }: RuffArray, { data, length }: Header): boolean {
    const start = this.ownWord(data);
    if (length !== items.length || start === null) return false;
    for (let i = 0; i < length; i++) {
      const row = items[i] as RuffArray;
      if (this.memory.address(start + i) !== this.headerAddress(row.crossing)) return false;
    }
    return true;
  }

  /** Which word of our memory an address means; null if it means other memory. */
  private ownWord(address: number): number | null {
    const word = (address - this.address) / WORD_BYTES;
    return word >= 0 && word < this.free ? word : null;
  }

  /** The value of a variable that lives in the frame. */
  placed(slot: number, type: NativeType): Value {
    if (type instanceof StructType) return this.readStruct(this.frame.words, slot, type);
    return this.receiveFrom(slot, type);
  }

  /** The value that machine code left in a slot of the frame, as itself or by its address. */
  receiveFrom(slot: number, type: NativeType): Value {
    const { frame } = this;
    return typeof type === "object" ? this.receive(frame.read(slot, "int"), type) : frame.read(slot, type);
  }

  /** The value that machine code left, given as itself or by its address. */
  private receive(left: Value, type: NativeType): Value {
    if (type instanceof ArrayType) return this.receiveArray(left as number, type);
    if (type === CHARACTER) return String.fromCharCode(left as number);
    if (type === TEXT) return this.texts.get(left as number) as string;
    if (!(type instanceof StructType)) return left;
    return this.readStruct(this.copyOut(left as number, type.words), 0, type);
  }

  /** The array that a header stands for, once machine code has ended. */
  private receiveArray(address: number, type: ArrayType): RuffArray {
    const index = (address - this.address) / HEADER_BYTES;
    const sent = index >= 0 ? this.arrays[index] : undefined;
    if (sent) {
      this.settleAgain(sent, type);
      return sent;
    }
    let made = this.adopted.get(address);
    if (!made) {
      this.bridge.copyOut(address, HEADER_BYTES, this.scratch.buffer, 0);
      const header = headerAt(this.scratch, 0);
      made = this.make(header, type);
      if (header.shared) share(made);
      this.adopted.set(address, made);
    }
    return made;
  }

  private make(header: Header, type: ArrayType): RuffArray {
    const { data, length } = header;
    if (length === 0 || type.item === "never") return new RuffArray([]);
    if (hasRows(type)) return new RuffArray(this.receiveRows(data, length, type.item));
    const array = RuffArray.ofPacked(this.adopt(header, type.item as FlatType));
    if (type.item instanceof StructType) array.state |= UNCOUNTED;
    return array;
  }

  private receiveRows(data: number, length: number, type: ArrayType): Value[] {
    const words = this.copyOut(data, length);
    return Array.from({ length }, (_, i) => this.receiveArray(words.address(i), type));
  }

  /** A struct, or the array that a tuple stands for. */
  private readStruct(words: Words, word: number, type: StructType): Value {
    const values = words.readFields(word, type, this.makeStruct, (address, array) =>
      this.receiveArray(address, array),
    );
    return isTuple(type) ? new RuffArray(values) : this.makeStruct(type, values);
  }

  private copyOut(address: number, count: number): Words {
    const words = Words.ofLength(count);
    if (count > 0) this.bridge.copyOut(address, count * WORD_BYTES, words.buffer, 0);
    return words;
  }

  private adopt({ data, length, capacity }: Header, item: FlatType): Packed {
    const itemBytes = item instanceof StructType ? item.words * WORD_BYTES : ITEM_BYTES[item];
    const memory = this.bridge.adopt(data, capacity * itemBytes);
    return item instanceof StructType
      ? new PackedStructs(item, this.makeStruct, memory, length)
      : new PackedItems(item, memory, length);
  }

  /** Lets go of everything, after all that comes out has been received. */
  end(): void {
    this.arrays.length = 0;
    this.types.length = 0;
    this.texts.clear();
    this.adopted.clear();
    this.unsettled.clear();
    if (this.frame.heapBytes > 0) this.bridge.heapReset();
  }
}

function textWords(text: string): number {
  return HEADER_WORDS + Math.ceil(text.length / 4);
}

/** Adds up what a value takes of our memory. */
function measure(value: Value, type: NativeType, need: { headers: number; words: number }): void {
  if (type === TEXT) need.words += textWords(value as string);
  else if (type instanceof StructType) {
    need.words += type.words;
    if (!type.isPlain)
      for (const { name, type: inner } of type.fields)
        measure((value as unknown as Record<string, Value>)[`$${name}`] as Value, inner, need);
  } else if (type instanceof ArrayType) {
    need.headers++;
    if (hasRows(type)) {
      need.words += (value as RuffArray).length;
      for (const row of (value as RuffArray).items) measure(row, type.item, need);
    }
  }
}

function headerAt(words: Words, word: number): Header {
  return {
    data: words.address(word),
    length: words.address(word + 1),
    capacity: words.address(word + 2),
    shared: words.address(word + SHARED_WORD) !== 0,
  };
}
