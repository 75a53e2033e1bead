/**
 * The arithmetic operators. Each function is small, so that V8 inlines it: ints that stay safe integers, then
 * pairs with a float; then everything else in a slow path that knows what a struct defines and words the error.
 */

import { RuffError } from "./error.js";
import { binaryHook } from "./hooks.js";
import { checked, MIN_INT } from "./int.js";
import { joined } from "./memory.js";
import { operandName } from "./type-name.js";
import { Float, type Int, type Value } from "./value.js";

const MAX = Number.MAX_SAFE_INTEGER;

export function add(left: Value, right: Value): Value {
  if (typeof left === "number") {
    if (typeof right === "number") {
      const sum = left + right;
      if (sum <= MAX && sum >= -MAX) return sum;
    } else if (right instanceof Float) return new Float(left + right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value + right.value);
    if (typeof right === "number") return new Float(left.value + right);
  } else if (typeof left === "string" && typeof right === "string") return joined(left + right);
  return arithmeticSlow("+", left, right);
}

export function subtract(left: Value, right: Value): Value {
  if (typeof left === "number") {
    if (typeof right === "number") {
      const difference = left - right;
      if (difference <= MAX && difference >= -MAX) return difference;
    } else if (right instanceof Float) return new Float(left - right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value - right.value);
    if (typeof right === "number") return new Float(left.value - right);
  }
  return arithmeticSlow("-", left, right);
}

export function multiply(left: Value, right: Value): Value {
  if (typeof left === "number") {
    if (typeof right === "number") {
      const product = left * right + 0; // + 0 turns -0 into 0
      if (product <= MAX && product >= -MAX) return product;
    } else if (right instanceof Float) return new Float(left * right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value * right.value);
    if (typeof right === "number") return new Float(left.value * right);
  }
  return arithmeticSlow("*", left, right);
}

/** Int division truncates: exact in doubles, since both operands are below 2^53. */
export function divide(left: Value, right: Value): Value {
  if (typeof left === "number") {
    if (typeof right === "number") {
      if (right !== 0) return Math.trunc(left / right) + 0;
    } else if (right instanceof Float && right.value !== 0) return new Float(left / right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float && right.value !== 0) return new Float(left.value / right.value);
    if (typeof right === "number" && right !== 0) return new Float(left.value / right);
  }
  return arithmeticSlow("/", left, right);
}

/** The remainder, with the sign of the left operand. */
export function modulo(left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number" && right !== 0) return (left % right) + 0;
  if (left instanceof Float && right instanceof Float && right.value !== 0)
    return new Float(left.value % right.value);
  return arithmeticSlow("%", left, right);
}

export function negate(value: Value): Value {
  if (typeof value === "number") return 0 - value;
  if (value instanceof Float) return new Float(-value.value);
  if (typeof value !== "bigint") throw new RuffError(`Invalid unary operation: - ${operandName(value)}`);
  if (value === MIN_INT) throw new RuffError(`Integer overflow: -(${value})`);
  return -value;
}

export function not(value: Value): Value {
  if (typeof value === "boolean") return !value;
  throw new RuffError(`Invalid unary operation: ! ${operandName(value)}`);
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** Each operator's function, for engines that dispatch at run time. */
export const ARITHMETIC: Record<ArithmeticOperator, (left: Value, right: Value) => Value> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": modulo,
};

const ON_BIGINT: Record<ArithmeticOperator, (left: bigint, right: bigint) => bigint> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

const ON_DOUBLE: Record<ArithmeticOperator, (left: number, right: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

function isInt(value: Value): value is Int {
  return typeof value === "number" || typeof value === "bigint";
}

/** Ints beyond the safe ones, hooks, errors. */
function arithmeticSlow(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (isInt(left) && isInt(right)) {
    rejectZero(operator, Number(right));
    // The remainder itself would fit, but not the quotient it belongs to.
    if (operator === "%" && left === MIN_INT && right === -1) return checked(-MIN_INT, left, operator, right);
    return checked(ON_BIGINT[operator](BigInt(left), BigInt(right)), left, operator, right);
  }
  const hooked = binaryHook(operator, left, right);
  if (hooked !== undefined) return hooked;
  const a = asDouble(left);
  const b = asDouble(right);
  if (a === null || b === null)
    throw new RuffError(`Invalid binary operation: ${operandName(left)} ${operator} ${operandName(right)}`);
  rejectZero(operator, b);
  return new Float(ON_DOUBLE[operator](a, b));
}

function rejectZero(operator: ArithmeticOperator, right: number): void {
  if (right !== 0) return;
  if (operator === "/") throw new RuffError("Division by zero");
  if (operator === "%") throw new RuffError("Modulo by zero");
}

/** The value as a double if it is an int or a float, else null. */
export function asDouble(value: Value): number | null {
  if (typeof value === "number") return value;
  if (value instanceof Float) return value.value;
  return typeof value === "bigint" ? Number(value) : null;
}
