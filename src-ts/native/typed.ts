/**
 * The typed tree: what the native engine makes of a function once the types of its arguments are known.
 *
 * Every expression has one native type, every conversion is a node, every variable is a slot at one type,
 * and what cannot be reached has been left out. Code generation follows it without asking anything.
 */

import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import type { IrFunction } from "../ir/nodes.js";
import { ArrayType, type NativeType, type NumberType, type ResultType, type StructType } from "./types.js";

/** A slot while it holds values of one representation. */
export interface Variable {
  readonly id: number;
  readonly name: string;
  /** Of arrays, the type at first: which items they have is a matter of the place. */
  readonly type: NativeType;
  /** The first slot of the frame where it lives, if it belongs to the whole unit. */
  readonly pinned?: number;
  /** Whether it is an int that is never negative when the unit is entered. */
  readonly natural?: boolean;
  /** Of a number, where its parts are. */
  readonly parts?: NumberParts;
}

/** The variables that hold a slot's ints and its floats, and the one that tells which of them counts. */
export interface NumberParts {
  readonly int: Variable;
  readonly float: Variable;
  readonly isFloat: Variable;
}

/** A piece of an error message: fixed text, or the text form of a value computed at run time. */
export type MessagePart = string | TypedExpression;

export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

export type BitOperator = "and" | "or" | "xor" | "shl" | "shr";

interface Typed<Kind extends string, Type extends ResultType> {
  readonly kind: Kind;
  readonly type: Type;
}

export type TypedExpression =
  /** Of a character, the value is its UTF-16 unit. */
  | (Typed<"constant", NativeType> & { readonly value: number | bigint | boolean | null })
  | (Typed<"read", NativeType> & { readonly variable: Variable })
  | (Typed<"arithmetic", "int" | "float" | NumberType> & {
      readonly operator: ArithmeticOperator;
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly at: number;
    })
  | (Typed<"compare", "bool"> & {
      readonly operator: CompareOperator;
      readonly left: TypedExpression;
      readonly right: TypedExpression;
    })
  | (Typed<"negate", "int" | "float" | NumberType> & {
      readonly operand: TypedExpression;
      readonly at: number;
    })
  | (Typed<"not", "bool"> & { readonly operand: TypedExpression })
  | (Typed<"truthy", "bool"> & { readonly operand: TypedExpression })
  | (Typed<"toFloat", "float"> & { readonly operand: TypedExpression })
  /** The int that a number certainly is. */
  | (Typed<"asInt", "int"> & { readonly operand: TypedExpression })
  /** A float without its fraction, at most as large as ints are; NaN is 0. A bool is 0 or 1. */
  | (Typed<"toInt", "int"> & { readonly operand: TypedExpression })
  | (Typed<"bits", "int"> & {
      readonly operator: BitOperator;
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly at: number;
    })
  /** Short-circuit: the right side, of type bool or never, runs only if the left does not decide. */
  | (Typed<"logical", "bool"> & {
      readonly operator: "&&" | "||";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
    })
  | (Typed<"call", ResultType> & {
      readonly target: Specialization;
      readonly args: readonly TypedExpression[];
      readonly at: number;
    })
  | (Typed<"math", "float"> & {
      readonly name: string;
      readonly args: readonly TypedExpression[];
      readonly at: number;
    })
  | (Typed<"array", ArrayType> & { readonly items: readonly TypedExpression[]; readonly at: number })
  /** A tuple as an array. */
  | (Typed<"untuple", ArrayType> & { readonly tuple: TypedExpression; readonly at: number })
  | (Typed<"length", "int"> & { readonly object: TypedExpression })
  /** `object[index]`; the type of the result is that of the array's items. */
  | (Typed<"item", ResultType> & {
      readonly object: TypedExpression;
      readonly index: TypedExpression;
      /** Whether the index may be out of bounds. */
      readonly checked: boolean;
      readonly at: number;
    })
  /** Marks the array, or those in the struct, as having a second owner. */
  | (Typed<"share", ArrayType | StructType> & { readonly operand: TypedExpression })
  /** A row about to be replaced, which becomes shared if one of the arrays that it is in is. */
  | (Typed<"take", ArrayType> & {
      readonly operand: TypedExpression;
      readonly owners: readonly TypedExpression[];
    })
  /** The values in the order of the type's fields. */
  | (Typed<"struct", StructType> & { readonly values: readonly TypedExpression[] })
  /** The field at a position of the struct's type. */
  | (Typed<"field", NativeType> & { readonly object: TypedExpression; readonly index: number })
  /** The array with the value behind its items: the same one if it has one owner, else a copy. */
  | (Typed<"push", ArrayType> & {
      readonly array: TypedExpression;
      readonly value: TypedExpression;
      readonly at: number;
    })
  /** The array without its last item, if it has one: the same one if it has one owner, else a copy. */
  | (Typed<"pop", ArrayType> & { readonly array: TypedExpression; readonly at: number })
  /** The array with its items in the order that a helper gives them: the same one if it has one owner, else a copy. */
  | (Typed<"arrange", ArrayType> & {
      readonly helper: string;
      readonly array: TypedExpression;
      readonly at: number;
    })
  /** The items between two positions, of an array whose items hold no other memory. */
  | (Typed<"slice", ArrayType> & {
      readonly array: TypedExpression;
      readonly from: TypedExpression;
      readonly to: TypedExpression;
      readonly at: number;
    })
  /** Evaluates all, yields the last. */
  | (Typed<"sequence", ResultType> & { readonly parts: readonly TypedExpression[] })
  | (Typed<"fail", "never"> & { readonly message: readonly MessagePart[]; readonly at: number });

/** A step into a value with parts: an index of an array, or a struct's field. */
export type TypedSegment = TypedExpression | { readonly kind: "member"; readonly name: string };

export type TypedStatement =
  | { readonly kind: "evaluate"; readonly value: TypedExpression }
  | {
      readonly kind: "set";
      readonly variable: Variable;
      readonly value: TypedExpression;
      readonly at: number;
    }
  /** `root path := value`: copies each array on the way that has a second owner. */
  | {
      readonly kind: "store";
      readonly root: Variable;
      /** Of the root, with the value in it. */
      readonly type: NativeType;
      readonly path: readonly TypedSegment[];
      readonly value: TypedExpression;
      readonly at: number;
    }
  | {
      readonly kind: "if";
      readonly condition: TypedExpression;
      readonly then: readonly TypedStatement[];
      readonly otherwise: readonly TypedStatement[];
      readonly at: number;
    }
  | {
      readonly kind: "loop";
      readonly condition: TypedExpression;
      readonly body: readonly TypedStatement[];
      readonly at: number;
    }
  /** Counts from `start` towards `stop`; `step` is not zero. Bounds are ints, evaluated once. */
  | {
      readonly kind: "count";
      readonly variable: Variable;
      readonly start: TypedExpression;
      readonly stop: TypedExpression;
      readonly step: bigint;
      readonly body: readonly TypedStatement[];
      readonly at: number;
    }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
  | { readonly kind: "return"; readonly value: TypedExpression; readonly at: number }
  /** Ends a loop unit: stores the values into the frame, behind the outcome. */
  | {
      readonly kind: "leave";
      readonly outcome: LoopOutcome;
      readonly values: readonly TypedExpression[];
      readonly at: number;
    };

/** How a loop unit ended: the loop is over, the function around it returns, or it left at a side exit, these in order. */
export type LoopOutcome = number;
export const LOOP_ENDED: LoopOutcome = 0;
export const LOOP_RETURNED: LoopOutcome = 1;
export const FIRST_EXIT: LoopOutcome = 2;

/** What comes back from a loop unit. */
export interface LoopResults {
  /** The types of the live-outs after a normal end. */
  types: readonly NativeType[];
  /** What each side exit leaves that is reached: the live-outs, the position, the exit's locals. */
  exits: (readonly NativeType[])[];
  /** The type of the value that the function around it returns. */
  returned: ResultType;
  /** The types of the live-outs when it has failed, if a handler may look at them. */
  savedTypes: readonly NativeType[];
}

/** One function at one tuple of argument types. */
export interface Specialization {
  readonly fn: IrFunction;
  /** Unique in the unit; also the symbol of its machine code. */
  readonly symbol: string;
  parameters: readonly Variable[];
  /** Whether it does nothing but compute: it touches no memory. Settled once all is typed. */
  pure: boolean;
  /** Whether an argument may have another owner after a call: in the result, or in a top-level variable. Settled like it. */
  keeps: boolean;
  /** Grows from `never` until typing reaches a fixed point. */
  result: ResultType;
  variables: readonly Variable[];
  /** For each part of a number, the variable that is to be set with it: `NumberParts.isFloat`. */
  tags: ReadonlyMap<Variable, Variable>;
  body: readonly TypedStatement[];
  /** What it calls, one entry for each call in the text. */
  callees: readonly Specialization[];
  /** For a loop unit, what comes back; its result then is nothing. */
  readonly loop: LoopResults | null;
  hasLoops: boolean;
  /** How many nodes the body has: a measure of code size. */
  size: number;
}

/**
 * The arrays of variables that a call marks as having a second owner, which is gone when it comes back: a call of what keeps
 * no argument lends them only.
 */
export function lentBy(call: Extract<TypedExpression, { kind: "call" }>): Lent[] {
  if (call.target.keeps) return [];
  return call.args.filter(
    (arg): arg is Lent =>
      arg.kind === "share" && arg.type instanceof ArrayType && arg.operand.kind === "read",
  );
}

type Lent = Extract<TypedExpression, { kind: "share" }>;

/** Why something stays out of machine code: the first construct in the way. */
export class Refusal extends Error {
  constructor(
    readonly reason: string,
    readonly fn: IrFunction,
    readonly at: number,
  ) {
    super(reason);
  }
}
