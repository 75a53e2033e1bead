/** Typing rules of arrays: reading, writing, building. */

import { failAfter } from "./operators.js";
import type { TypedExpression } from "./typed.js";
import { ArrayType, joinTypes, MOST_DEPTH, type NativeType, type ResultType } from "./types.js";

/** Why machine code cannot do something with an array, as a reason for a refusal. */
export type Problem = string;

/** An array literal, or why its items do not go together. */
export function typeArray(items: readonly TypedExpression[], at: number): TypedExpression | Problem {
  const item = items.reduce<ResultType | null>(
    (joined, { type }) => (joined === null ? null : joinTypes(joined, type)),
    "never",
  );
  if (item === null) return "it makes an array of values of several types";
  if (item === "null") return "it makes an array of nulls";
  const type = arrayOf(item);
  return typeof type === "string" ? type : { kind: "array", type, items, at };
}

/** `object[index]`. */
export function typeItem(object: TypedExpression, index: TypedExpression, at: number): TypedExpression {
  if (object.type instanceof ArrayType && index.type === "int")
    return { kind: "item", type: object.type.item, object, index, checked: true, at };
  return failAfter([object, index], ["Invalid index operation"], at);
}

/** `push(array, value)`, or why it is none for machine code. */
export function typePush(
  array: TypedExpression,
  value: TypedExpression,
  at: number,
): TypedExpression | Problem {
  if (!(array.type instanceof ArrayType)) return `it pushes to ${array.type}`;
  const item = joinTypes(array.type.item, value.type);
  if (item === null || item === "null") return `it puts ${value.type} into ${array.type}`;
  const type = arrayOf(item);
  return typeof type === "string" ? type : { kind: "push", type, array, value, at };
}

/**
 * The type of an array after `root[path]... := value`, where the path has `depth` segments, or why machine
 * code cannot store the value there.
 */
export function typeAfterStore(root: NativeType, depth: number, value: NativeType): ArrayType | Problem {
  if (!(root instanceof ArrayType)) return `it writes into ${root}`;
  if (root.item === "never") return root; // always out of bounds
  const item = depth === 1 ? joinTypes(root.item, value) : typeAfterStore(root.item, depth - 1, value);
  if (typeof item === "string" && depth > 1) return item;
  if (item === null || item === "null") return `it puts ${value} into ${root}`;
  return arrayOf(item as ResultType);
}

function arrayOf(item: ResultType): ArrayType | Problem {
  const type = ArrayType.of(item);
  return type.depth > MOST_DEPTH ? "it nests arrays too deeply" : type;
}
