/**
 * What kinds of values an expression can have: sets of kinds as bits. They only ever err on the side of more,
 * and of what an expression does it matters only how it ends: one that always fails has no kinds at all.
 */

import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import type { RegisteredBuiltin } from "../stdlib/registry.js";
import type { ValueKind } from "../stdlib/spec.js";

/** A set of kinds. */
export type Kinds = number;

/** Ints that are JavaScript numbers, i.e. safe ones: from 0, and below. */
export const NATURAL = 1;
const NEGATIVE = 2;
const BIGINT = 4;
export const FLOAT = 8;
export const STRING = 16;
export const BOOL = 32;
export const NULL = 64;
export const ARRAY = 128;
export const DICT = 256;
export const STRUCT = 512;
/** Functions, handles, tagged values, Results and Options. */
export const OTHER = 1024;

export const NOTHING = 0;
export const ANY = 2047;
export const NUMBER = NATURAL | NEGATIVE;
export const INT = NUMBER | BIGINT;
/** What holds no other values. */
export const SCALAR = INT | FLOAT | STRING | BOOL | NULL;
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
  if (typeof value === "bigint") return BIGINT;
  return value < 0 ? NEGATIVE : NATURAL;
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

/** A quotient is no larger than the left operand; a remainder is smaller than the right one, and has the sign of the left. */
function intKinds(operator: ArithmeticOperator, left: Kinds, right: Kinds): Kinds {
  const bothNatural = !mayBe(left | right, NEGATIVE | BIGINT);
  switch (operator) {
    case "+":
    case "*":
      return bothNatural ? NATURAL | BIGINT : INT;
    case "-":
      return INT;
    case "/":
      if (bothNatural) return NATURAL;
      return mayBe(left, BIGINT) ? INT : NUMBER;
    case "%":
      if (!mayBe(left, NEGATIVE | BIGINT)) return NATURAL;
      return mayBe(left, BIGINT) && mayBe(right, BIGINT) ? INT : NUMBER;
  }
}

/** The results of `-` without hooks. */
export function negatedKinds(operand: Kinds): Kinds {
  return (mayBe(operand, NUMBER) ? NUMBER : NOTHING) | (operand & (BIGINT | FLOAT));
}

/** The values that `for` gives. */
export function itemKinds(iterable: Kinds): Kinds {
  if (mayBe(iterable, ARRAY | OTHER)) return ANY;
  return (
    (mayBe(iterable, INT | FLOAT) ? NATURAL : NOTHING) | (mayBe(iterable, STRING | DICT) ? STRING : NOTHING)
  );
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

/** What a builtin returns, by what its row declares. */
export function resultKinds({ name, result }: RegisteredBuiltin): Kinds {
  return name === "len" ? NATURAL : DECLARED[result];
}
