/** Sorting, reversing, distinct items, sums. */

import { add, asDouble } from "../runtime/arithmetic.js";
import { compareStrings } from "../runtime/compare.js";
import { writable } from "../runtime/container.js";
import { EqualityIndex } from "../runtime/equality-index.js";
import { Float, RuffArray, share, type Value } from "../runtime/value.js";
import { arrayFrom } from "./arguments.js";
import { type BuiltinSpec, builtin, expectsStrictly, parameters, type ValueKind } from "./spec.js";

function ofArray(
  name: string,
  consumes: boolean,
  result: ValueKind,
  summary: string,
  compute: (array: RuffArray) => Value,
): BuiltinSpec {
  return builtin({
    parameters: parameters(consumes ? "+array:array" : "array:array"),
    arityMessage: expectsStrictly(name, 1),
    result,
    summary,
    run: (_host, array) => compute(arrayFrom(array, `${name} requires an array argument`)),
  });
}

/** Numbers come first, NaN as the last of them, then strings, then everything else. */
function rank(value: Value): number {
  const number = asDouble(value);
  if (number !== null) return Number.isNaN(number) ? 1 : 0;
  return typeof value === "string" ? 2 : 3;
}

/** Ints compare exactly, pairs with a float as doubles. Equal means: keep the order they have. */
function compareValues(left: Value, right: Value): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (left instanceof Float && right instanceof Float && !Number.isNaN(left.value - right.value))
    return left.value - right.value;
  const leftRank = rank(left);
  const difference = leftRank - rank(right);
  if (difference !== 0 || leftRank > 0) return difference;
  const ints = typeof left !== "object" && typeof right !== "object";
  const a = ints ? (left as bigint) : (asDouble(left) as number);
  const b = ints ? (right as bigint) : (asDouble(right) as number);
  return a < b ? -1 : Number(a > b);
}

function sort(array: RuffArray): RuffArray {
  const sorted = writable(array);
  const { items } = sorted;
  if (items.every((item) => typeof item === "number"))
    Float64Array.from(items as number[])
      .sort()
      .forEach((item, i) => {
        items[i] = item;
      });
  else items.sort(compareValues);
  return sorted;
}

function reverse(array: RuffArray): RuffArray {
  const reversed = writable(array);
  reversed.items.reverse();
  return reversed;
}

function unique(array: RuffArray): RuffArray {
  const seen = new EqualityIndex();
  const distinct = array.items.filter((item, i) => {
    if (seen.find(item) >= 0) return false;
    seen.add(item, i);
    return true;
  });
  return new RuffArray(distinct.map(share));
}

function sum(array: RuffArray): Value {
  return array.items.reduce((total, item) => (asDouble(item) === null ? total : add(total, item)), 0);
}

export const ARRAY_ORDER: Record<string, BuiltinSpec> = {
  sort: ofArray(
    "sort",
    true,
    "array",
    "The items in ascending order: numbers before strings before the rest.",
    sort,
  ),
  reverse: ofArray("reverse", true, "array", "The items in reverse order.", reverse),
  unique: ofArray("unique", false, "array", "The items without those equal to an earlier one.", unique),
  sum: ofArray("sum", false, "number", "The sum of the numbers among the items.", sum),
};
