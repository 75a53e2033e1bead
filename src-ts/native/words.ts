/** Memory in words of eight bytes, as machine code lays out headers and structs. */

import { readInt, writeInt } from "../runtime/packed.js";
import { fieldOf, type RuffStruct } from "../runtime/struct.js";
import { Float, type Int, type RuffArray, type Value } from "../runtime/value.js";
import { ArrayType, type NativeType, StructType, wordsOf } from "./types.js";

/** Makes an instance of a struct type from the values of its fields. */
export type MakeStruct = (type: StructType, values: readonly Value[]) => RuffStruct;

/** The array whose header is at an address. */
type ReceiveArray = (address: number, type: ArrayType) => RuffArray;

export class Words {
  readonly length: number;
  private readonly halves: Int32Array;
  private readonly doubles: Float64Array;
  private readonly units: Uint16Array;

  /** What is in the memory. */
  constructor(readonly buffer: ArrayBuffer) {
    this.length = buffer.byteLength / 8;
    this.halves = new Int32Array(this.buffer);
    this.doubles = new Float64Array(this.buffer);
    this.units = new Uint16Array(this.buffer);
  }

  /** So many words of new memory. */
  static ofLength(length: number): Words {
    return new Words(new ArrayBuffer(8 * length));
  }

  /** An address or a count: a word below 2^53. Small ones are not computed with, which would make doubles of them for V8. */
  address(word: number): number {
    const low = this.halves[2 * word] as number;
    const high = this.halves[2 * word + 1] as number;
    return high === 0 && low >= 0 ? low : high * 2 ** 32 + (low >>> 0);
  }

  double(word: number): number {
    return this.doubles[word] as number;
  }

  setAddress(word: number, value: number): void {
    writeInt(this.halves, word, value);
  }

  writeText(word: number, text: string): void {
    const first = 4 * word;
    for (let i = 0; i < text.length; i++) this.units[first + i] = text.charCodeAt(i);
  }

  /** `send` gives the addresses of arrays. */
  writeStruct(
    word: number,
    struct: RuffStruct,
    type: StructType,
    send: (array: RuffArray, type: ArrayType) => number,
  ): void {
    let next = word;
    for (const field of type.fields) {
      const value = fieldOf(struct, field.name) as Value;
      if (field.type instanceof StructType) this.writeStruct(next, value as RuffStruct, field.type, send);
      else if (field.type instanceof ArrayType) this.setAddress(next, send(value as RuffArray, field.type));
      else this.writeScalar(next, value);
      next += wordsOf(field.type);
    }
  }

  writeScalar(word: number, value: Value): void {
    if (value instanceof Float) this.doubles[word] = value.value;
    else if (typeof value === "number" || typeof value === "bigint")
      writeInt(this.halves, word, value as Int);
    else writeInt(this.halves, word, value === true ? 1 : 0);
  }

  /** `receive` gives the arrays at addresses. */
  readStruct(word: number, type: StructType, make: MakeStruct, receive: ReceiveArray): RuffStruct {
    return make(type, this.readFields(word, type, make, receive));
  }

  /** The values of a struct's fields. */
  readFields(word: number, type: StructType, make: MakeStruct, receive: ReceiveArray): Value[] {
    let next = word;
    return type.fields.map((field): Value => {
      const at = next;
      next += wordsOf(field.type);
      if (field.type instanceof StructType) return this.readStruct(at, field.type, make, receive);
      return field.type instanceof ArrayType
        ? receive(this.address(at), field.type)
        : this.scalar(at, field.type);
    });
  }

  /** The scalar in a word; machine code may have written no more than a byte of a bool. */
  scalar(word: number, type: NativeType): Value {
    switch (type) {
      case "int":
        return readInt(this.halves, word);
      case "float":
        return new Float(this.double(word));
      case "bool":
        return ((this.halves[2 * word] as number) & 1) !== 0;
      default:
        return null;
    }
  }
}
