/** Typing rules of the operators: Ruff's arithmetic is closed, so operand types decide everything. */

import type { BinaryOperator } from "../ir/nodes.js";
import type { CompareOperator, MessagePart, TypedExpression } from "./typed.js";
import { ArrayType, CHARACTER, FunctionType, isNumeric, type Scalar, StructType, TEXT } from "./types.js";

/** A fresh constant. */
export function constant(
  type: Scalar | typeof CHARACTER | FunctionType,
  value: number | bigint | boolean | null,
): TypedExpression {
  return { kind: "constant", type, value };
}

/** The expression as a condition. */
export function truthy(operand: TypedExpression): TypedExpression {
  if (operand.type === "bool" || operand.type === "never") return operand;
  if (operand.type === "null")
    return { kind: "sequence", type: "bool", parts: [operand, constant("bool", false)] };
  const { type } = operand;
  if (type instanceof StructType || type instanceof FunctionType || type === CHARACTER)
    return { kind: "sequence", type: "bool", parts: [operand, constant("bool", true)] };
  if (operand.type instanceof ArrayType || operand.type === TEXT) {
    const length: TypedExpression = { kind: "length", type: "int", object: operand };
    return { kind: "compare", type: "bool", operator: ">", left: length, right: constant("int", 0) };
  }
  return { kind: "truthy", type: "bool", operand };
}

export function toFloat(operand: TypedExpression): TypedExpression {
  return operand.type === "int" || operand.type === "number"
    ? { kind: "toFloat", type: "float", operand }
    : operand;
}

/** Raises an error after evaluating the operands, as an operator on wrong types does. */
export function failAfter(
  operands: readonly TypedExpression[],
  message: readonly MessagePart[],
  at: number,
): TypedExpression {
  return {
    kind: "sequence",
    type: "never",
    parts: [...operands, { kind: "fail", type: "never", message, at }],
  };
}

/** The operation, or why machine code cannot do it: an error's text names a type, which a number does not have. */
export function typeUnary(
  operator: "-" | "!",
  operand: TypedExpression,
  at: number,
): TypedExpression | string {
  if (operator === "!" && operand.kind === "constant" && operand.type === "bool")
    return constant("bool", !operand.value);
  if (operator === "!" && operand.type === "bool") return { kind: "not", type: "bool", operand };
  if (operator === "-" && isNumeric(operand.type)) return { kind: "negate", type: operand.type, operand, at };
  if (operand.type === "number") return "it applies ! to a value that may be int or float";
  return failAfter([operand], [`Invalid unary operation: ${operator} ${operand.type}`], at);
}

/** The comparison of two characters; null if the operator is none. */
export function compareCharacters(
  operator: BinaryOperator,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression | null {
  if (!COMPARISONS.has(operator)) return null;
  return { kind: "compare", type: "bool", operator: operator as CompareOperator, left, right };
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

export function typeBinary(
  operator: BinaryOperator,
  left: TypedExpression,
  right: TypedExpression,
  at: number,
): TypedExpression | string {
  if (operator === "==" || operator === "!=") return typeEquality(operator, left, right);
  if (!isNumeric(left.type) || !isNumeric(right.type)) {
    if (left.type === "number" || right.type === "number")
      return `it applies ${operator} to a value that may be int or float and one that is no number`;
    const message = `Invalid binary operation: ${left.type} ${operator} ${right.type}`;
    return failAfter([left, right], [message], at);
  }
  const [type, a, b] = balance(left, right);
  switch (operator) {
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { kind: "compare", type: "bool", operator, left: a, right: b };
    default:
      return { kind: "arithmetic", type, operator, left: a, right: b, at };
  }
}

/** Operands of an operation on numbers as it computes with them, and the type of what it yields. */
function balance(
  left: TypedExpression,
  right: TypedExpression,
): ["int" | "float" | "number", TypedExpression, TypedExpression] {
  if (left.type === "float" || right.type === "float") return ["float", toFloat(left), toFloat(right)];
  return [left.type === "int" && right.type === "int" ? "int" : "number", left, right];
}

/** Values of different kinds are unequal; both are evaluated all the same. */
function typeEquality(operator: "==" | "!=", left: TypedExpression, right: TypedExpression): TypedExpression {
  const compare = (a: TypedExpression, b: TypedExpression): TypedExpression => ({
    kind: "compare",
    type: "bool",
    operator: operator as CompareOperator,
    left: a,
    right: b,
  });
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const [, a, b] = balance(left, right);
    return compare(a, b);
  }
  if (left.type === "bool" && right.type === "bool") return compare(left, right);
  const same = left.type === "null" && right.type === "null";
  const answer = constant("bool", same === (operator === "=="));
  return { kind: "sequence", type: "bool", parts: [left, right, answer] };
}
