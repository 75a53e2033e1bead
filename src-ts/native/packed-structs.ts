/** Arrays of structs without arrays in them, packed: each field of each item takes a word. */

import { itemTypeOf, Packed } from "../runtime/packed.js";
import { fieldNames, fieldOf, makeStruct, RuffStruct } from "../runtime/struct.js";
import type { Value } from "../runtime/value.js";
import { type NativeType, StructType } from "./types.js";
import { type MakeStruct, Words } from "./words.js";

const WORD_BYTES = 8;

export class PackedStructs extends Packed {
  private words: Words;

  constructor(
    readonly type: StructType,
    private readonly make: MakeStruct,
    memory: ArrayBuffer,
    length: number,
  ) {
    super(type.words * WORD_BYTES, memory, length);
    this.words = new Words(memory);
  }

  /** Items of the type, of which there is at least one. */
  static pack(items: readonly RuffStruct[], type: StructType): PackedStructs {
    const makers = new Map<StructType, Maker>();
    collectMakers(items[0] as RuffStruct, type, makers);
    const make: MakeStruct = (inner, values) => (makers.get(inner) as Maker)(values);
    const memory = new ArrayBuffer(items.length * type.words * WORD_BYTES);
    const packed = new PackedStructs(type, make, memory, items.length);
    items.forEach((item, i) => {
      packed.write(i, item);
    });
    return packed;
  }

  get(i: number): RuffStruct {
    return this.current.readStruct(i * this.type.words, this.type, this.make, noArrays);
  }

  set(i: number, value: Value): boolean {
    if (!fitsPlain(value, this.type)) return false;
    this.write(i, value as RuffStruct);
    return true;
  }

  private write(i: number, struct: RuffStruct): void {
    this.current.writeStruct(i * this.type.words, struct, this.type, noArrays);
  }

  copy(): PackedStructs {
    return new PackedStructs(this.type, this.make, this.buffer.slice(0), this.length);
  }

  override get parts(): readonly Value[] {
    return this.length > 0 ? [this.get(0)] : [];
  }

  /** The memory, which may have grown. */
  private get current(): Words {
    if (this.words.buffer !== this.buffer) this.words = new Words(this.buffer);
    return this.words;
  }
}

function noArrays(): never {
  throw new Error("there are no arrays in packed structs");
}

type Maker = (values: readonly Value[]) => RuffStruct;

/** How to make structs like a sample and those in it. */
function collectMakers(sample: RuffStruct, type: StructType, into: Map<StructType, Maker>): void {
  const names = type.fields.map(({ name }) => name);
  const Class = sample.constructor as new (...values: Value[]) => RuffStruct;
  into.set(
    type,
    sample.layout !== null
      ? (values) => new Class(...values)
      : (values) =>
          makeStruct(
            sample.type,
            names.map((name, i) => [name, values[i] as Value]),
          ),
  );
  for (const field of type.fields)
    if (field.type instanceof StructType)
      collectMakers(fieldOf(sample, field.name) as RuffStruct, field.type, into);
}

/** Whether a value is a struct of the type; `fits` tells it of what its fields hold. */
export function structFits(
  value: Value,
  { name, fields }: StructType,
  fits: (value: Value, type: NativeType) => boolean,
): boolean {
  if (!(value instanceof RuffStruct) || value.type.name !== name) return false;
  if (fieldNames(value).length !== fields.length) return false;
  for (const field of fields) {
    const held = fieldOf(value, field.name);
    if (held === undefined || !fits(held, field.type)) return false;
  }
  return true;
}

/** The same for a value of a type without arrays. */
function fitsPlain(value: Value, type: NativeType): boolean {
  if (type instanceof StructType) return structFits(value, type, fitsPlain);
  return type === "null" ? value === null : itemTypeOf(value) === type;
}
