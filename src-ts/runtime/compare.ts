/** Equality and ordering. */

import { asDouble } from "./arithmetic.js";
import { RuffError } from "./error.js";
import { Builtin, Float, operandName, RuffArray, RuffFunction, RuffStruct, type Value } from "./value.js";

/** Floats closer than this (absolutely) are equal. */
export const EPSILON = 2.220446049250313e-16;

export type OrderOperator = "<" | "<=" | ">" | ">=";

export function equal(left: Value, right: Value): boolean {
  if (typeof left === "number" && typeof right === "number") return left === right;
  // Before identity is asked: NaN is not even equal to itself, nor is what contains it.
  if (left instanceof Float || right instanceof Float) return floatsEqual(asDouble(left), asDouble(right));
  if (left instanceof RuffArray && right instanceof RuffArray) return arraysEqual(left, right);
  if (left instanceof RuffStruct && right instanceof RuffStruct) return structsEqual(left, right);
  if (left instanceof Builtin && right instanceof Builtin) return left.name === right.name;
  if (left instanceof RuffFunction && right instanceof RuffFunction)
    return left.info === right.info && (left.code === right.code || !left.info.capturesLocals);
  return left === right;
}

/** Exact equality first, so that infinities behave as in IEEE arithmetic; NaN equals nothing. */
function floatsEqual(left: number | null, right: number | null): boolean {
  if (left === null || right === null) return false;
  return left === right || Math.abs(left - right) < EPSILON;
}

function arraysEqual(left: RuffArray, right: RuffArray): boolean {
  const { items } = right;
  return left.items.length === items.length && left.items.every((item, i) => equal(item, items[i] as Value));
}

function structsEqual(left: RuffStruct, right: RuffStruct): boolean {
  if (left.name !== right.name || left.fields.size !== right.fields.size) return false;
  for (const [name, value] of left.fields) {
    const other = right.fields.get(name);
    if (other === undefined || !equal(value, other)) return false;
  }
  return true;
}

/** Int pairs compare exactly, pairs with a float as doubles, strings by code point. */
export function order(operator: OrderOperator, left: Value, right: Value): boolean {
  if (typeof left === "string" && typeof right === "string")
    return holds(operator, compareStrings(left, right), 0);
  if (typeof left === "bigint" || typeof right === "bigint") {
    const bothInts = !(left instanceof Float) && !(right instanceof Float);
    if (bothInts && asDouble(left) !== null && asDouble(right) !== null)
      return holds(operator, left as bigint, right as bigint);
  }
  const a = asDouble(left);
  const b = asDouble(right);
  if (a === null || b === null)
    throw new RuffError(`Invalid binary operation: ${operandName(left)} ${operator} ${operandName(right)}`);
  return holds(operator, a, b);
}

function holds(operator: OrderOperator, left: number | bigint, right: number | bigint): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/**
 * Code point order, which is also the byte order of UTF-8. UTF-16 order differs only where a surrogate
 * meets a code unit of U+E000..U+FFFF: there the surrogate, though smaller, stands for the larger character.
 */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export const less = (left: Value, right: Value): boolean => order("<", left, right);
export const lessEqual = (left: Value, right: Value): boolean => order("<=", left, right);
export const greater = (left: Value, right: Value): boolean => order(">", left, right);
export const greaterEqual = (left: Value, right: Value): boolean => order(">=", left, right);
