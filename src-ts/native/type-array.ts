/** Typing rules of arrays: reading, writing, building. */

import { constant, failAfter } from "./operators.js";
import type { TypedExpression, TypedSegment, TypedStatement, Variable } from "./typed.js";
import {
  ArrayType,
  CHARACTER,
  FunctionType,
  isTuple,
  type Field,
  joinTypes,
  MOST_DEPTH,
  type NativeType,
  type ResultType,
  StructType,
  TEXT,
  TextType,
} from "./types.js";

/** Why machine code cannot do something with an array, as a reason for a refusal. */
export type Problem = string;

/** An array literal, or why its items do not go together. */
export function typeArray(items: readonly TypedExpression[], at: number): TypedExpression | Problem {
  const type = typeOfItems(items.map((item) => item.type));
  return typeof type === "string" ? type : { kind: "array", type, items, at };
}

/** The array of items of these types. */
export function typeOfItems(types: readonly ResultType[]): ArrayType | Problem {
  const item = types.reduce<ResultType | null>(
    (joined, type) => (joined === null ? null : joinTypes(joined, type)),
    "never",
  );
  if (item === null) return "it makes an array of values of several types";
  if (item === "null") return "it makes an array of nulls";
  if (item === "number") return "it puts a value that may be int or float into an array";
  return arrayOf(item);
}

/** `object[index]`. */
export function typeItem(
  object: TypedExpression,
  index: TypedExpression,
  at: number,
): TypedExpression | Problem {
  if (index.type === "number") return "it uses a value that may be int or float as an index";
  if (object.type === TEXT && index.type === "int")
    return { kind: "item", type: CHARACTER, object, index, checked: true, at };
  if (object.type instanceof ArrayType && index.type === "int")
    return { kind: "item", type: object.type.item, object, index, checked: true, at };
  return failAfter([object, index], ["Invalid index operation"], at);
}

/** `object[from:to]`. */
export function typeSlice(
  object: TypedExpression,
  from: TypedExpression,
  to: TypedExpression,
  at: number,
): TypedExpression | Problem {
  const { type } = object;
  if (type === TEXT || type === CHARACTER) return "it makes a string";
  if (from.type === "number" || to.type === "number")
    return "it uses a value that may be int or float as an index";
  if (!(type instanceof ArrayType) || from.type !== "int" || to.type !== "int")
    return failAfter([object, from, to], ["Invalid index operation"], at);
  if (!type.isPlain) return `it takes a slice of ${type}`;
  return { kind: "slice", type, array: object, from, to, at };
}

/** The bridge's helpers that put items of these types in order, by builtin. */
const ARRANGING = {
  sort: { int: "array_sort_ints", float: "array_sort_floats" },
  reverse: { int: "array_reverse_words", float: "array_reverse_words", bool: "array_reverse_bytes" },
};

/** `sort(array)` or `reverse(array)`, or why it is none for machine code. */
export function typeArrange(
  name: keyof typeof ARRANGING,
  array: TypedExpression,
  at: number,
): TypedExpression | Problem {
  const { type } = array;
  if (!(type instanceof ArrayType)) return `it calls ${name} with ${type}`;
  if (type.item === "never") return array;
  const helpers: Readonly<Record<string, string>> = ARRANGING[name];
  const helper = helpers[String(type.item)];
  return helper ? { kind: "arrange", type, helper, array, at } : `it calls ${name} with ${type}`;
}

/** `push(array, value)`, or why it is none for machine code. */
export function typePush(
  array: TypedExpression,
  value: TypedExpression,
  at: number,
): TypedExpression | Problem {
  if (!(array.type instanceof ArrayType)) return `it pushes to ${array.type}`;
  const item = joinTypes(array.type.item, value.type);
  if (item === null || item === "null" || item === "number")
    return `it puts ${value.type} into ${array.type}`;
  const type = arrayOf(item);
  return typeof type === "string" ? type : { kind: "push", type, array, value, at };
}

/** Sets a variable to the last item of an array of numbers, or to the int 0 if the array has none. */
export function setToLast(
  variable: Variable,
  object: TypedExpression,
  type: NativeType,
  at: number,
): TypedStatement {
  const length: TypedExpression = { kind: "length", type: "int", object };
  const index: TypedExpression = {
    kind: "arithmetic",
    type: "int",
    operator: "-",
    left: length,
    right: constant("int", 1),
    at,
  };
  const last: TypedExpression = { kind: "item", type, object, index, checked: false, at };
  const { int = variable, float = variable } = variable.parts ?? {};
  return {
    kind: "if",
    condition: { kind: "compare", type: "bool", operator: "==", left: length, right: constant("int", 0) },
    then: [{ kind: "set", variable: int, value: constant("int", 0), at }],
    otherwise: [{ kind: "set", variable: float, value: last, at }],
    at,
  };
}

/** The type of a value with parts after `root path := value`, or why machine code cannot store the value there. */
export function typeAfterStore(
  root: NativeType,
  [segment, ...rest]: readonly TypedSegment[],
  value: NativeType,
): NativeType | Refused {
  if (segment === undefined) return value;
  if (segment.kind === "member") return typeAfterMember(root, segment, rest, value);
  if (!(root instanceof ArrayType)) return { problem: `it writes into ${root}` };
  if (segment.type !== "int") return { problem: "it writes at an index that is not an int" };
  if (root.item === "never") return root; // always out of bounds
  const after = typeAfterStore(root.item, rest, value);
  if (isRefused(after)) return after;
  const item = joinTypes(root.item, after);
  if (item === null || item === "null" || item === "number")
    return { problem: `it puts ${value} into ${root}` };
  const type = arrayOf(item);
  return typeof type === "string" ? { problem: type } : type;
}

function typeAfterMember(
  root: NativeType,
  { name }: Extract<TypedSegment, { kind: "member" }>,
  rest: readonly TypedSegment[],
  value: NativeType,
): NativeType | Refused {
  const index = root instanceof StructType ? root.indexOf(name) : -1;
  if (!(root instanceof StructType) || index < 0) return { problem: `it adds the field ${name} to ${root}` };
  const before = (root.fields[index] as Field).type;
  const after = typeAfterStore(before, rest, value);
  if (isRefused(after)) return after;
  const joined = joinTypes(before, after);
  if (joined === null || joined === "never")
    return { problem: `it changes the field ${name} from ${before} to ${value}` };
  return root.with(index, joined);
}

/** Why a store is none for machine code. */
export interface Refused {
  readonly problem: Problem;
}

export function isRefused(outcome: NativeType | Refused): outcome is Refused {
  return typeof outcome === "object" && "problem" in outcome;
}

function arrayOf(item: ResultType): ArrayType | Problem {
  const type = ArrayType.of(item);
  if (item instanceof TextType) return "it puts texts into an array";
  if (isTuple(item)) return "it makes an array of values of several types";
  if (item instanceof FunctionType) return "it puts functions into an array";
  if (item instanceof StructType && !item.isPlain) return "it makes an array of structs that hold arrays";
  return type.depth > MOST_DEPTH ? "it nests arrays too deeply" : type;
}
