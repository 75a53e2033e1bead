/** Typing rules of builtin functions, apart from mathematics: a table from names to what a call becomes. */

import { constant, failAfter, toFloat, truthy } from "./operators.js";
import { type Problem, typeArrange, typePush, typeSlice } from "./type-array.js";
import type { BitOperator, TypedExpression } from "./typed.js";
import { ArrayType, TEXT, TextType } from "./types.js";

interface Row {
  readonly arity: number;
  /** What a call with these operands is, or why machine code cannot take it. */
  readonly type: (operands: readonly TypedExpression[], at: number) => TypedExpression | Problem;
}

type Unary = (operand: TypedExpression, at: number) => TypedExpression | Problem;
type Binary = (left: TypedExpression, right: TypedExpression, at: number) => TypedExpression | Problem;

function unary(rule: Unary): Row {
  return { arity: 1, type: ([operand], at) => rule(operand as TypedExpression, at) };
}

function binary(rule: Binary): Row {
  return {
    arity: 2,
    type: ([left, right], at) => rule(left as TypedExpression, right as TypedExpression, at),
  };
}

function bits(operator: BitOperator): Row {
  return binary((left, right, at) => {
    if (left.type !== "int" || right.type !== "int") return "it moves bits of something other than ints";
    return { kind: "bits", type: "int", operator, left, right, at };
  });
}

const push = binary(typePush);

/** `slice(array, from, to)`, which takes floats, too, elsewhere. */
const slice: Row = {
  arity: 3,
  type: (operands, at) => {
    const [array, from, to] = operands as [TypedExpression, TypedExpression, TypedExpression];
    const isTaken = array.type instanceof ArrayType && from.type === "int" && to.type === "int";
    if (!isTaken) return `it calls slice with ${array.type}, ${from.type} and ${to.type}`;
    return typeSlice(array, from, to, at);
  },
};

const ROWS: Record<string, Row> = {
  len: unary((object) =>
    object.type instanceof ArrayType || object.type === TEXT
      ? { kind: "length", type: "int", object }
      : `it calls len with ${object.type}`,
  ),
  push,
  append: push,
  slice,
  sort: unary((array, at) => typeArrange("sort", array, at)),
  reverse: unary((array, at) => typeArrange("reverse", array, at)),
  to_int: unary((operand, at) => {
    if (operand.type === "null") return failAfter([operand], ["Cannot convert null to int"], at);
    if (operand.type instanceof ArrayType) return failAfter([operand], ["Cannot convert array to int"], at);
    if (typeof operand.type === "object") return `it makes an int of ${operand.type}`;
    return operand.type === "int" ? operand : { kind: "toInt", type: "int", operand };
  }),
  to_float: unary((operand, at) => {
    if (operand.type === "null") return failAfter([operand], ["Cannot convert null to float"], at);
    if (operand.type instanceof ArrayType) return failAfter([operand], ["Cannot convert array to float"], at);
    if (typeof operand.type === "object") return `it makes a float of ${operand.type}`;
    if (operand.type !== "bool") return toFloat(operand);
    return toFloat({ kind: "toInt", type: "int", operand });
  }),
  to_bool: unary((operand) =>
    operand.type instanceof TextType ? "it makes a bool of a text" : truthy(operand),
  ),
  bit_and: bits("and"),
  bit_or: bits("or"),
  bit_xor: bits("xor"),
  bit_shl: bits("shl"),
  bit_shr: bits("shr"),
  bit_not: unary((operand, at) => {
    if (operand.type !== "int") return "it moves bits of something other than ints";
    return { kind: "bits", type: "int", operator: "xor", left: operand, right: constant("int", -1), at };
  }),
};

export function isNativeBuiltin(name: string, args: number): boolean {
  return Object.hasOwn(ROWS, name) && ROWS[name]?.arity === args;
}

/** A call of a builtin of this table. */
export function typeBuiltin(
  name: string,
  operands: readonly TypedExpression[],
  at: number,
): TypedExpression | Problem {
  return (ROWS[name] as Row).type(operands, at);
}
