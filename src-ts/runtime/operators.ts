/**
 * The operators as the language has them: a struct on the left may define them by hooks; otherwise the functions
 * of `arithmetic.ts` and `compare.ts` decide.
 */

import { ARITHMETIC, type ArithmeticOperator, negate, not } from "./arithmetic.js";
import { equal as plainEqual, order, type OrderOperator } from "./compare.js";
import { binaryHook, unaryHook } from "./hooks.js";
import { RuffStruct } from "./struct.js";
import type { Value } from "./value.js";

export type BinaryOperator = ArithmeticOperator | OrderOperator | "==" | "!=";

export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  const hooked = binaryHook(operator, left, right);
  if (hooked !== undefined) return hooked;
  switch (operator) {
    case "==":
      return plainEqual(left, right);
    case "!=":
      return !plainEqual(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(operator, left, right);
    default:
      return ARITHMETIC[operator](left, right);
  }
}

export function equal(left: Value, right: Value): Value {
  if (typeof left === "string" && typeof right === "string") return left === right;
  return left instanceof RuffStruct ? binary("==", left, right) : plainEqual(left, right);
}

export function unequal(left: Value, right: Value): Value {
  if (typeof left === "string" && typeof right === "string") return left !== right;
  return left instanceof RuffStruct ? binary("!=", left, right) : !plainEqual(left, right);
}

export function less(left: Value, right: Value): Value {
  return left instanceof RuffStruct ? binary("<", left, right) : order("<", left, right);
}

export function lessEqual(left: Value, right: Value): Value {
  return left instanceof RuffStruct ? binary("<=", left, right) : order("<=", left, right);
}

export function greater(left: Value, right: Value): Value {
  return left instanceof RuffStruct ? binary(">", left, right) : order(">", left, right);
}

export function greaterEqual(left: Value, right: Value): Value {
  return left instanceof RuffStruct ? binary(">=", left, right) : order(">=", left, right);
}

export function unary(operator: "-" | "!", operand: Value): Value {
  const hooked = unaryHook(operator, operand);
  if (hooked !== undefined) return hooked;
  return operator === "-" ? negate(operand) : not(operand);
}
