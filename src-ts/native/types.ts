/**
 * The types that machine code knows.
 *
 * Compound types are interned: equal types are one object, so that `===` compares them. What a type looks
 * like to people is its text form: `int`, `[float]`, `[[int]]`.
 */

export type Scalar = "int" | "float" | "bool" | "null";
export type NativeType = Scalar | ArrayType;

/** `never` is the type of what does not come to an end, and of the items of an array that has none yet. */
export type ResultType = NativeType | "never";

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

  toString(): string {
    return this.item === "never" ? "[]" : `[${this.item}]`;
  }
}

/** The type of values of either type, or null: an array without items is an array of anything. */
export function joinTypes(left: ResultType, right: ResultType): ResultType | null {
  if (left === right || right === "never") return left;
  if (left === "never") return right;
  if (!(left instanceof ArrayType && right instanceof ArrayType)) return null;
  const item = joinTypes(left.item, right.item);
  return item === null ? null : ArrayType.of(item);
}

/** Deeper arrays stay out of machine code: a loop may nest them without end. */
export const MOST_DEPTH = 4;

/** What a value of the type is in memory: types of one representation share a variable. */
export function representation(type: NativeType): string {
  return type instanceof ArrayType ? "array" : type;
}

const LETTER: Record<Scalar, string> = { int: "i", float: "f", bool: "b", null: "n" };

/** The type in the name of a symbol. */
export function letters(type: ResultType): string {
  if (type === "never") return "x";
  return type instanceof ArrayType ? `a${letters(type.item)}` : LETTER[type];
}
