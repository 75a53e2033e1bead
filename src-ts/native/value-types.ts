/** The native types of values. */

import { functionOf } from "../ir/function-info.js";
import { type ItemType, itemTypeOf, type Packed, PackedItems, packItems } from "../runtime/packed.js";
import { fieldNames, fieldOf, RuffStruct } from "../runtime/struct.js";
import { codePoints } from "../runtime/string.js";
import { Builtin, Float, RuffArray, RuffFunction, type Value } from "../runtime/value.js";
import { typeOfBuiltin, typeOfFunction } from "./function-types.js";
import { PackedStructs, structFits } from "./packed-structs.js";
import {
  ArrayType,
  type Field,
  type FunctionType,
  joinTypes,
  MOST_DEPTH,
  MOST_WORDS,
  type NativeType,
  type NumberType,
  type ResultType,
  StructType,
  TEXT,
} from "./types.js";

/** No native type nests more: each level of structs has a word, each of arrays counts. */
const MOST_LEVELS = MOST_WORDS + MOST_DEPTH;

/** The native type of a value, or null if it has none. */
export function nativeTypeOf(value: Value): ValueType | null {
  return functionTypeOf(value) ?? typeOf(value, MOST_LEVELS, false);
}

/** The same for a value that is to go to machine code: packs the items of arrays. */
function packedTypeOf(value: Value): ValueType | null {
  return functionTypeOf(value) ?? typeOf(value, MOST_LEVELS, true);
}

/** Of a function that captures nothing but what is at the top level, or of a builtin that machine code knows. */
function functionTypeOf(value: Value): FunctionType | null {
  if (value instanceof RuffFunction) return typeOfFunction(functionOf(value.info));
  return value instanceof Builtin ? typeOfBuiltin(value.name) : null;
}

/** Of a value it is known whether it is an int or a float. */
type ValueType = Exclude<NativeType, NumberType>;

/** The same for a value that may have that many levels. */
function typeOf(value: Value, levels: number, packs: boolean): ValueType | null {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    case "string":
      return codePoints(value) === null ? TEXT : null;
  }
  if (value === null) return "null";
  if (value instanceof RuffArray) return levels === 0 ? null : arrayTypeOf(value, levels - 1, packs);
  if (value instanceof RuffStruct) return levels === 0 ? null : structTypeOf(value, levels - 1, packs);
  return value instanceof Float ? "float" : null;
}

/** Whether the value is of a kind that can have a native type. Unlike `nativeTypeOf` it does not look into arrays. */
export function mayCross(value: Value | undefined): boolean {
  if (typeof value === "object") {
    return (
      value === null ||
      value instanceof Float ||
      value instanceof RuffArray ||
      value instanceof RuffStruct ||
      functionTypeOf(value) !== null
    );
  }
  return value !== undefined;
}

/** A guess at whether the value has a native type, which looks at first items only. */
export function looksNative(value: Value | undefined): boolean {
  if (!mayCross(value)) return false;
  if (!(value instanceof RuffArray) || value.packed) return true;
  const [first] = value.generic;
  return first === undefined || (typeof first !== "string" && looksNative(first));
}

/**
 * Milliseconds of the way to machine code and back: of any value, of one with parts, and of what is made anew each time,
 * the headers of arrays inside of others, and copies of strings.
 */
const WAY = { value: 0.000_1, parts: 0.001, row: 0.000_3, character: 0.000_002 };

/** About how many milliseconds a value adds to the way to machine code and back. Of arrays only first items are looked at. */
export function wayOf(value: Value | undefined): number {
  if (typeof value === "string") return WAY.parts + value.length * WAY.character;
  const hasParts = value instanceof RuffArray || value instanceof RuffStruct;
  return hasParts ? WAY.parts + rowsIn(value, MOST_LEVELS) * WAY.row : WAY.value;
}

/** As far as machine code takes levels. */
function rowsIn(value: Value | undefined, levels: number): number {
  if (!(value instanceof RuffArray) || value.packed || levels === 0) return 0;
  const [first] = value.generic;
  return first instanceof RuffArray ? value.generic.length * (1 + rowsIn(first, levels - 1)) : 0;
}

function arrayTypeOf(array: RuffArray, levels: number, packs: boolean): ArrayType | null {
  const { packed, generic } = array;
  if (packed instanceof PackedItems || packed instanceof PackedStructs) return ArrayType.of(packed.type);
  if (generic.length === 0) return ArrayType.of("never");
  const first = itemTypeOf(generic[0] as Value);
  if (first === null) return ofContainers(array, levels, packs);
  if (!packs) return areAll(generic, first) ? ArrayType.of(first) : null;
  const items = packItems(generic);
  if (!items) return null;
  pack(array, items);
  return ArrayType.of(items.type);
}

function areAll(items: readonly Value[], type: ItemType): boolean {
  for (let i = 0; i < items.length; i++) if (itemTypeOf(items[i] as Value) !== type) return false;
  return true;
}

function pack(array: RuffArray, items: Packed): void {
  array.packed = items;
  array.generic = [];
}

/** The same for an array of arrays, or of structs, which are packed too. */
function ofContainers(array: RuffArray, levels: number, packs: boolean): ArrayType | null {
  const type = typeOfItems(array.generic, levels, packs);
  if (packs && type?.item instanceof StructType)
    pack(array, PackedStructs.pack(array.generic as RuffStruct[], type.item));
  return type;
}

/** Of an array of arrays or of structs without arrays in them. */
function typeOfItems(items: readonly Value[], levels: number, packs: boolean): ArrayType | null {
  let item: ResultType = "never";
  for (const one of items) {
    if (item instanceof StructType && fits(one, item)) continue; // as most of them do
    const type = typeof one === "object" && one !== null ? typeOf(one, levels, packs) : null;
    const joined: ResultType | null = type && joinTypes(item, type);
    if (!joined) return null;
    item = joined;
  }
  if (item instanceof StructType && !item.isPlain) return null;
  const type = ArrayType.of(item);
  return type.depth > MOST_DEPTH ? null : type;
}

function structTypeOf(struct: RuffStruct, levels: number, packs: boolean): StructType | null {
  const fields: Field[] = [];
  for (const name of fieldNames(struct)) {
    const type = typeOf(fieldOf(struct, name) as Value, levels, packs);
    if (type === null || type === TEXT) return null;
    fields.push({ name, type });
  }
  const type = StructType.of(struct.type.name, fields);
  return type.words > MOST_WORDS ? null : type;
}

/** Whether a value can go where one of the type is expected. Packs the items of arrays for it. */
export function fits(value: Value, type: NativeType): boolean {
  if (type instanceof StructType) return structFits(value, type, fits);
  const own = packedTypeOf(value);
  if (own === type) return true;
  return own instanceof ArrayType && joinTypes(own, type) === type;
}
