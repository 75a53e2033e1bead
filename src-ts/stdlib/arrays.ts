/** Arrays changed at one place, parts of arrays, ranges. */

import { push, writable } from "../runtime/container.js";
import { rangeArray } from "../runtime/iterate.js";
import { mayNest, notePart } from "../runtime/nesting.js";
import { Float, RuffArray, share, UNCOUNTED, type Value } from "../runtime/value.js";
import { arrayFrom, countFrom, wholeOrNull } from "./arguments.js";
import { type BuiltinSpec, builtin, expectsStrictly, fail, parameters } from "./spec.js";

function pushRow(name: string): BuiltinSpec {
  const message = `${name}() requires an array as the first argument`;
  return builtin({
    parameters: parameters("+array:array", "+value"),
    arityMessage: expectsStrictly(name, 2),
    result: "array",
    summary: "The array with the value added at its end.",
    run: (_host, array, value) => push(arrayFrom(array, message), value),
  });
}

/** The position that a number stands for, if it is one of 0 to `last`. */
function positionIn(name: string, array: RuffArray, index: Value, last: number): number {
  const whole = wholeOrNull(index);
  if (whole === null) return fail(`${name}() index must be a number`);
  if (whole >= 0 && whole <= last) return Number(whole);
  return fail(`${name}() index ${whole} out of bounds for array of length ${array.length}`);
}

function bound(value: Value, which: "start" | "end"): number {
  const message = `slice() ${which} must be a number`;
  return value instanceof Float && !Number.isFinite(value.value) ? fail(message) : countFrom(value, message);
}

/** Appends the second array's items to the first one. */
function concat(first: RuffArray, second: RuffArray): RuffArray {
  const added = second.items.map(share);
  const result = writable(first);
  for (const item of added) result.append(item);
  result.state = UNCOUNTED;
  return result;
}

export const ARRAYS: Record<string, BuiltinSpec> = {
  push: pushRow("push"),
  append: pushRow("append"),
  pop: builtin({
    parameters: parameters("+array:array"),
    arityMessage: expectsStrictly("pop", 1),
    result: "array",
    summary: "`[array without its last item, that item]`, or `[[], 0]`.",
    run: (_host, array) => {
      const rest = writable(arrayFrom(array, "pop() requires an array argument"));
      const last = rest.items.pop();
      return new RuffArray([rest, last === undefined ? 0 : last]);
    },
  }),
  insert: builtin({
    parameters: parameters("+array:array", "index:number", "+value"),
    arityMessage: expectsStrictly("insert", 3),
    result: "array",
    summary: "The array with the value added before the item at the index.",
    run: (_host, array, index, value) => {
      const before = arrayFrom(array, "insert() requires 3 arguments: array, index, and item");
      const position = positionIn("insert", before, index, before.items.length);
      const after = writable(before);
      after.items.splice(position, 0, value);
      if (mayNest(value)) notePart(after, value);
      return after;
    },
  }),
  remove_at: builtin({
    parameters: parameters("+array:array", "index:number"),
    arityMessage: expectsStrictly("remove_at", 2),
    result: "array",
    summary: "`[array without the item at the index, that item]`.",
    run: (_host, array, index) => {
      const before = arrayFrom(array, "remove_at() requires 2 arguments: array and index");
      const position = positionIn("remove_at", before, index, before.items.length - 1);
      const rest = writable(before);
      const [removed] = rest.items.splice(position, 1);
      return new RuffArray([rest, removed as Value]);
    },
  }),
  slice: builtin({
    parameters: parameters("array:array", "start:number", "end:number"),
    arityMessage: expectsStrictly("slice", 3),
    result: "array",
    summary: "The items from start up to, not including, end; negative positions count from the end.",
    run: (_host, array, start, end) => {
      const { items } = arrayFrom(array, "slice() requires array or bytes and numeric start/end arguments");
      const from = bound(start, "start");
      return new RuffArray(items.slice(from, bound(end, "end")).map(share));
    },
  }),
  concat: builtin({
    parameters: parameters("+first:array", "second:array"),
    arityMessage: expectsStrictly("concat", 2),
    result: "array",
    summary: "The items of both arrays.",
    run: (_host, first, second) => {
      const message = "concat() requires two array arguments";
      const left = arrayFrom(first, message);
      return concat(left, arrayFrom(second, message));
    },
  }),
  range: builtin({
    parameters: parameters("start:number", "stop:number", "step:number"),
    arity: [1, 3],
    arityMessage: () => "range() requires 1, 2, or 3 arguments",
    result: "array",
    summary: "The ints from start (0) up to, not including, stop.",
    run: (_host, ...bounds) => rangeArray(bounds),
  }),
};
