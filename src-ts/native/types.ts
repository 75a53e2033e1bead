/**
 * The types that machine code knows.
 *
 * Compound types are interned: equal types are one object, so that `===` compares them. What a type looks
 * like to people is its text form: `int`, `[float]`, `[[int]]`, `Point{x: int, y: int}`.
 */

import type { IrFunction } from "../ir/nodes.js";

export type Scalar = "int" | "float" | "bool" | "null";
/** An int at one time and a float at another, by the way taken. Arrays and fields hold no such values. */
export type NumberType = "number";
export type NativeType = Scalar | NumberType | ArrayType | StructType | TextType | FunctionType;

/** `never` is the type of what does not come to an end, and of the items of an array that has none yet. */
export type ResultType = NativeType | "never";

/** Texts that are only read: strings without surrogates, and single characters of them. */
export class TextType {
  constructor(
    private readonly name: string,
    readonly letter: string,
  ) {}

  toString(): string {
    return this.name;
  }
}

/** In memory like an array, of UTF-16 units. */
export const TEXT = new TextType("string", "t");
/** One UTF-16 unit. */
export const CHARACTER = new TextType("character", "c");

/**
 * A function that is known: which one is a part of the type, so that calls of it are direct and there is no value to be
 * handed over. Functions only go in; they are not kept in arrays, structs or top-level variables.
 */
export class FunctionType {
  private static readonly all = new Map<IrFunction | string, FunctionType>();

  /** `target`: a function of the source, or a builtin's name. */
  private constructor(readonly target: IrFunction | string) {}

  static of(target: IrFunction | string): FunctionType {
    let type = FunctionType.all.get(target);
    if (!type) {
      type = new FunctionType(target);
      FunctionType.all.set(target, type);
    }
    return type;
  }

  toString(): string {
    return typeof this.target === "string" ? this.target : `${this.target.name}#${this.target.id}`;
  }
}

export class ArrayType {
  private static readonly all = new Map<ResultType, ArrayType>();

  /** How deep arrays lie in arrays: 1 for an array of scalars. */
  readonly depth: number;

  private constructor(readonly item: ResultType) {
    this.depth = item instanceof ArrayType ? item.depth + 1 : 1;
  }

  static of(item: ResultType): ArrayType {
    let type = ArrayType.all.get(item);
    if (!type) {
      type = new ArrayType(item);
      ArrayType.all.set(item, type);
    }
    return type;
  }

  /** Whether it says nothing about the items yet, or about theirs. */
  get isOpen(): boolean {
    return this.item === "never" || (this.item instanceof ArrayType && this.item.isOpen);
  }

  /** Whether its items hold no other memory. */
  get isPlain(): boolean {
    return !(this.item instanceof ArrayType);
  }

  toString(): string {
    return this.item === "never" ? "[]" : `[${this.item}]`;
  }
}

export interface Field {
  readonly name: string;
  readonly type: NativeType;
}

/** A struct with these fields in this order. Its values have no identity: they are copied wherever they go. */
export class StructType {
  private static readonly all = new Map<string, StructType>();

  /** How many words a value takes in memory. */
  readonly words: number;

  private constructor(
    readonly name: string,
    readonly fields: readonly Field[],
    readonly id: number,
  ) {
    this.words = fields.reduce((sum, { type }) => sum + wordsOf(type), 0);
  }

  static of(name: string, fields: readonly Field[]): StructType {
    const key = textOf(name, fields);
    let type = StructType.all.get(key);
    if (!type) {
      type = new StructType(name, fields, StructType.all.size);
      StructType.all.set(key, type);
    }
    return type;
  }

  /** The position of a field, -1 if there is none of the name. */
  indexOf(name: string): number {
    return this.fields.findIndex((field) => field.name === name);
  }

  /** The same struct with another type of one field. */
  with(index: number, type: NativeType): StructType {
    if (this.fields[index]?.type === type) return this;
    return StructType.of(
      this.name,
      this.fields.map((field, i) => (i === index ? { name: field.name, type } : field)),
    );
  }

  /** Whether it holds no arrays. */
  get isPlain(): boolean {
    return this.fields.every(
      ({ type }) => !(type instanceof ArrayType) && (!(type instanceof StructType) || type.isPlain),
    );
  }

  toString(): string {
    return textOf(this.name, this.fields);
  }
}

function textOf(name: string, fields: readonly Field[]): string {
  if (name === TUPLE) return `(${fields.map(({ type }) => type).join(", ")})`;
  return `${name}{${fields.map((field) => `${field.name}: ${field.type}`).join(", ")}}`;
}

/** The name of no struct of the source. */
const TUPLE = "";

/** A short array of values of these types that is taken apart where it is received: outside it is an array. */
export function tupleOf(types: readonly NativeType[]): StructType {
  return StructType.of(
    TUPLE,
    types.map((type, i) => ({ name: String(i), type })),
  );
}

export function isTuple(type: ResultType): type is StructType {
  return type instanceof StructType && type.name === TUPLE;
}

/** How many words of memory a value of the type takes. */
export function wordsOf(type: NativeType): number {
  return type instanceof StructType ? type.words : 1;
}

/** Larger structs stay out of machine code: their values are copied wherever they go. */
export const MOST_WORDS = 32;

/** The type of values of either type, or null: an array without items is an array of anything. */
export function joinTypes(left: ResultType, right: ResultType): ResultType | null {
  if (left === right || right === "never") return left;
  if (left === "never") return right;
  if (left instanceof StructType) return right instanceof StructType ? joinStructs(left, right) : null;
  if (!(left instanceof ArrayType && right instanceof ArrayType)) return null;
  const item = joinTypes(left.item, right.item);
  return item === null ? null : ArrayType.of(item);
}

function joinStructs(left: StructType, right: StructType): StructType | null {
  if (left.name !== right.name || left.fields.length !== right.fields.length) return null;
  const fields: Field[] = [];
  for (const [i, { name, type }] of left.fields.entries()) {
    const other = right.fields[i] as Field;
    const joined = other.name === name ? joinTypes(type, other.type) : null;
    if (joined === null || joined === "never") return null;
    fields.push({ name, type: joined });
  }
  return StructType.of(left.name, fields);
}

/** The same for what a variable holds: of an int and a float, it becomes a number. */
export function joinValues(left: ResultType, right: ResultType): ResultType | null {
  return left !== right && isNumeric(left) && isNumeric(right) ? "number" : joinTypes(left, right);
}

export function isNumeric(type: ResultType): type is "int" | "float" | NumberType {
  return type === "int" || type === "float" || type === "number";
}

/** How many slots of the frame a value takes: a number has one more, for which it is. */
export function slotsOf(type: ResultType): number {
  return type === "number" ? 2 : 1;
}

/** Deeper arrays stay out of machine code: a loop may nest them without end. */
export const MOST_DEPTH = 4;

/** What a value of the type is in memory: types of one representation share a variable. */
export function representation(type: NativeType): string {
  if (type instanceof ArrayType) return "array";
  if (type instanceof TextType || type instanceof FunctionType) return String(type);
  if (!(type instanceof StructType)) return type;
  return `${type.name}{${type.fields.map((field) => `${field.name}: ${representation(field.type)}`).join(", ")}}`;
}

const LETTER: Record<Scalar | NumberType, string> = {
  int: "i",
  float: "f",
  number: "m",
  bool: "b",
  null: "n",
};

/** The type in the name of a symbol. */
export function letters(type: ResultType): string {
  if (type === "never") return "x";
  if (type instanceof ArrayType) return `a${letters(type.item)}`;
  if (type instanceof TextType) return type.letter;
  if (type instanceof FunctionType)
    return `u${typeof type.target === "string" ? type.target : type.target.id}.`;
  return type instanceof StructType ? `s${type.id}` : LETTER[type];
}
