/** What strings, arrays and dicts have in common: length, membership, removal. */

import { DictMap } from "../runtime/dict-map.js";
import { Collection } from "../runtime/collections.js";
import { equal } from "../runtime/compare.js";
import { writable } from "../runtime/container.js";
import { keyOf } from "../runtime/dict.js";
import { stringLength, type StringMemo } from "../runtime/string.js";
import { Float, RuffArray, RuffDict, type Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, expects, expectsStrictly, fail, parameters } from "./spec.js";

/** `memo` is of the place that asks. */
export function length(value: Value, memo?: StringMemo): number {
  if (value instanceof RuffArray) return value.length;
  if (typeof value === "string") return stringLength(value, memo);
  if (value instanceof RuffDict) return value.entries.size;
  if (value instanceof Collection) return value.size;
  return fail("len() requires an array, dict, bytes, set, queue, stack, or string");
}

/** The place of the first item equal to a scalar, or -1. Containers and handles are found nowhere. */
function positionOf(array: RuffArray, value: Value): number {
  const scalar = typeof value !== "object" || value === null || value instanceof Float;
  return scalar ? array.items.findIndex((item) => equal(item, value)) : -1;
}

/** In characters; -1 if the text does not occur. */
function textPosition(subject: string, part: string): number {
  const unit = subject.indexOf(part);
  return unit <= 0 ? unit : stringLength(subject.slice(0, unit));
}

function contains(where: Value, what: Value): Value {
  const message = "contains() requires two arguments: string/array and substring/item";
  if (where instanceof RuffArray) return positionOf(where, what) >= 0;
  if (typeof where === "string")
    return typeof what === "string" ? Number(where.includes(what)) : fail(message);
  if (!(where instanceof RuffDict))
    return fail("contains() first argument must be a string, array, or dictionary");
  return where.entries.has(keyOf(what) ?? fail(message));
}

function indexOf(where: Value, what: Value): number {
  if (where instanceof RuffArray) return positionOf(where, what);
  if (typeof where !== "string") return fail("index_of() first argument must be a string or array");
  if (typeof what === "string") return textPosition(where, what);
  return fail("index_of() requires two arguments: string/array and substring/item");
}

/** Arrays: without the first item equal to the value. Dicts: `[rest, removed]`, with 0 for a missing key. */
function remove(from: Value, what: Value): RuffArray {
  if (from instanceof RuffArray) {
    const at = positionOf(from, what);
    if (at < 0) return from;
    const array = writable(from);
    array.items.splice(at, 1);
    return array;
  }
  const key = keyOf(what);
  if (!(from instanceof RuffDict) || key === null)
    return fail("remove() requires an array or dictionary-like value with a valid key/item");
  if (!from.entries.has(key)) return new RuffArray([from, 0]);
  const dict = writable(from);
  const removed = dict.entries.get(key) as Value;
  dict.entries.delete(key);
  return new RuffArray([dict, removed]);
}

export const SEQUENCES: Record<string, BuiltinSpec> = {
  len: builtin({
    parameters: parameters("value"),
    arityMessage: expects("len", 1),
    result: "int",
    summary: "The number of elements, or of characters.",
    run: (_host, value) => length(value),
  }),
  contains: builtin({
    parameters: parameters("where", "what"),
    arityMessage: expects("contains", 2),
    result: "any",
    summary: "Whether an array has an item or a dict a key; for texts 1 or 0.",
    run: (_host, where, what) => contains(where, what),
  }),
  index_of: builtin({
    parameters: parameters("where", "what"),
    arityMessage: expects("index_of", 2),
    result: "int",
    summary: "Where a text or an item occurs first; -1 if it does not.",
    run: (_host, where, what) => indexOf(where, what),
  }),
  remove: builtin({
    parameters: parameters("+from", "what"),
    arityMessage: expectsStrictly("remove", 2),
    result: "array",
    summary:
      "The array without the first such item; of a dict, `[rest, removed value]`, 0 if the key is missing.",
    run: (_host, from, what) => remove(from, what),
  }),
  clear: builtin({
    parameters: parameters("container"),
    arityMessage: expectsStrictly("clear", 1),
    result: "any",
    summary: "An empty container of the same kind.",
    run: (_host, container) => {
      if (container instanceof RuffArray) return new RuffArray([]);
      if (container instanceof RuffDict) return new RuffDict(new DictMap());
      return fail("clear() requires an array or dict argument");
    },
  }),
};
