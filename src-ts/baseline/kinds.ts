/**
 * What kinds of values an expression can have: sets of kinds as bits. They only ever err on the side of more,
 * and of what an expression does it matters only how it ends: one that always fails has no kinds at all.
 */

import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import type { ValueKind } from "../stdlib/spec.js";

/** A set of kinds. */
export type Kinds = number;

/** An int that is a JavaScript number, i.e. a safe one. */
export const NUMBER = 1;
const BIGINT = 2;
export const FLOAT = 4;
export const STRING = 8;
export const BOOL = 16;
export const NULL = 32;
export const ARRAY = 64;
export const DICT = 128;
export const STRUCT = 256;
/** Functions, handles, tagged values, Results and Options. */
export const OTHER = 512;

export const NOTHING = 0;
export const ANY = 1023;
export const INT = NUMBER | BIGINT;
export const CONTAINER = ARRAY | DICT | STRUCT;

/** Whether every value is of one of the kinds. */
export function isOnly(kinds: Kinds, allowed: Kinds): boolean {
  return (kinds & ~allowed) === 0;
}

/** Whether some value may be of one of the kinds. */
export function mayBe(kinds: Kinds, wanted: Kinds): boolean {
  return (kinds & wanted) !== 0;
}

export function kindOfInt(value: number | bigint): Kinds {
  return typeof value === "number" ? NUMBER : BIGINT;
}

/** The results of an arithmetic operator without hooks. */
export function arithmeticKinds(operator: ArithmeticOperator, left: Kinds, right: Kinds): Kinds {
  let result = NOTHING;
  if (mayBe(left, INT) && mayBe(right, INT)) result |= intKinds(operator, left, right);
  const numbers = INT | FLOAT;
  if (mayBe(left | right, FLOAT) && mayBe(left, numbers) && mayBe(right, numbers)) result |= FLOAT;
  if (operator === "+" && mayBe(left, STRING) && mayBe(right, STRING)) result |= STRING;
  return result;
}

/** A quotient is no larger than the left operand, a remainder smaller than the right one. */
function intKinds(operator: ArithmeticOperator, left: Kinds, right: Kinds): Kinds {
  if (operator === "/" && !mayBe(left, BIGINT)) return NUMBER;
  if (operator === "%" && !mayBe(right, BIGINT)) return NUMBER;
  return INT;
}

/** The results of `-` without hooks. */
export function negatedKinds(operand: Kinds): Kinds {
  return operand & (INT | FLOAT);
}

/** The values that `for` gives. */
export function itemKinds(iterable: Kinds): Kinds {
  if (mayBe(iterable, ARRAY | OTHER)) return ANY;
  return (mayBe(iterable, INT | FLOAT) ? INT : NOTHING) | (mayBe(iterable, STRING | DICT) ? STRING : NOTHING);
}

const DECLARED: Readonly<Record<ValueKind, Kinds>> = {
  int: INT,
  float: FLOAT,
  number: INT | FLOAT,
  bool: BOOL,
  string: STRING,
  array: ARRAY,
  dict: DICT,
  set: OTHER,
  queue: OTHER,
  stack: OTHER,
  function: OTHER,
  null: NULL,
  any: ANY,
};

/** What a builtin returns whose row declares the result. */
export function declaredKinds(result: ValueKind): Kinds {
  return DECLARED[result];
}
