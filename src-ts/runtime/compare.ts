/** Equality and ordering. */

import { asDouble } from "./arithmetic.js";
import { RuffError } from "./error.js";
import { checkWhole } from "./nesting.js";
import { fieldNames, fieldOf, RuffStruct, StructDefinition } from "./struct.js";
import { operandName } from "./type-name.js";
import { Builtin, Float, RuffArray, RuffDict, RuffFunction, Tagged, type Value, Wrapped } from "./value.js";

/** Floats closer than this (absolutely) are equal. */
export const EPSILON = 2.220446049250313e-16;

export type OrderOperator = "<" | "<=" | ">" | ">=";

/** Deep equality. Handles are never equal, not even to themselves. */
export function equal(left: Value, right: Value): boolean {
  checkWhole(left, "comparing values");
  return same(left, right);
}

function same(left: Value, right: Value): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
    return left === right || mixedEqual(left, right);
  if (left instanceof Float || right instanceof Float) return mixedEqual(left, right);
  if (left instanceof RuffArray) return right instanceof RuffArray && listsEqual(left.items, right.items);
  if (left instanceof RuffDict) return right instanceof RuffDict && dictsEqual(left, right);
  if (left instanceof RuffStruct) return right instanceof RuffStruct && structsEqual(left, right);
  if (left instanceof RuffFunction) return right instanceof RuffFunction && functionsEqual(left, right);
  if (left instanceof Builtin) return right instanceof Builtin && left.name === right.name;
  if (left instanceof Wrapped)
    return right instanceof Wrapped && left.arm === right.arm && same(left.inner, right.inner);
  if (left instanceof Tagged)
    return right instanceof Tagged && left.tag === right.tag && listsEqual(left.payload, right.payload);
  return left instanceof StructDefinition && right instanceof StructDefinition && left.name === right.name;
}

/** Pairs with a float; everything else here is unequal. */
function mixedEqual(left: Value, right: Value): boolean {
  if (!(left instanceof Float || right instanceof Float)) return false;
  return floatsEqual(asDouble(left), asDouble(right));
}

/** Exact equality first, so that infinities behave as in IEEE arithmetic; NaN equals nothing. */
function floatsEqual(left: number | null, right: number | null): boolean {
  if (left === null || right === null) return false;
  return left === right || Math.abs(left - right) < EPSILON;
}

function listsEqual(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, i) => same(item, right[i] as Value));
}

function dictsEqual(left: RuffDict, right: RuffDict): boolean {
  if (left.entries.size !== right.entries.size) return false;
  for (const [key, value] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || !same(value, other)) return false;
  }
  return true;
}

function structsEqual(left: RuffStruct, right: RuffStruct): boolean {
  const names = fieldNames(left);
  if (left.type.name !== right.type.name || names.length !== fieldNames(right).length) return false;
  return names.every((name) => {
    const other = fieldOf(right, name);
    return other !== undefined && same(fieldOf(left, name) as Value, other);
  });
}

/** The same literal with the same captured bindings; with none, the same literal. */
function functionsEqual(left: RuffFunction, right: RuffFunction): boolean {
  return left.info === right.info && (left.code === right.code || !left.info.capturesLocals);
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
