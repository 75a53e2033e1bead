/** Arrays cut up, paired and flattened. */

import { RuffArray, share, type Value } from "../runtime/value.js";
import { arrayFrom, countFrom } from "./arguments.js";
import { type BuiltinSpec, builtin, expectsStrictly, parameters } from "./spec.js";

/** A function of an array and a number. */
function counted(
  name: string,
  number: "size" | "count",
  summary: string,
  compute: (array: RuffArray, count: number) => RuffArray,
): BuiltinSpec {
  return builtin({
    parameters: parameters("array:array", `${number}:number`),
    arityMessage: expectsStrictly(name, 2),
    result: "array",
    summary,
    run: (_host, array, count) => {
      const source = arrayFrom(array, `${name}() requires 2 arguments: array and ${number}`);
      return compute(source, countFrom(count, `${name}() ${number} must be a number`));
    },
  });
}

/** Some of an array's items as an array of their own. */
function part(array: RuffArray, start: number, end?: number): RuffArray {
  return new RuffArray(array.items.slice(start, end).map(share));
}

function chunk(array: RuffArray, size: number): RuffArray {
  if (size <= 0) return new RuffArray([share(array)]);
  const chunks: Value[] = [];
  for (let start = 0; start < array.items.length; start += size)
    chunks.push(part(array, start, start + size));
  return new RuffArray(chunks);
}

function windows(array: RuffArray, size: number): RuffArray {
  const result: Value[] = [];
  if (size > 0)
    for (let end = size; end <= array.items.length; end++) result.push(part(array, end - size, end));
  return new RuffArray(result);
}

function flatten(array: RuffArray): RuffArray {
  return new RuffArray(
    array.items.flatMap((item) => (item instanceof RuffArray ? item.items.map(share) : [share(item)])),
  );
}

function zip(left: RuffArray, right: RuffArray): RuffArray {
  const length = Math.min(left.items.length, right.items.length);
  const pairs = left.items.slice(0, length).map((item, i) => {
    return new RuffArray([share(item), share(right.items[i] as Value)]);
  });
  return new RuffArray(pairs);
}

export const ARRAY_SHAPE: Record<string, BuiltinSpec> = {
  chunk: counted("chunk", "size", "The items in arrays of the size; the last may be shorter.", chunk),
  windows: counted("windows", "size", "Every run of so many neighbouring items.", windows),
  take: counted("take", "count", "The first items.", (array, count) => part(array, 0, Math.max(0, count))),
  skip: counted("skip", "count", "All items but the first ones.", (array, count) =>
    part(array, Math.max(0, count)),
  ),
  flatten: builtin({
    parameters: parameters("array:array"),
    arityMessage: expectsStrictly("flatten", 1),
    result: "array",
    summary: "The items, with arrays among them replaced by their own items.",
    run: (_host, array) => flatten(arrayFrom(array, "flatten() requires an array argument")),
  }),
  zip: builtin({
    parameters: parameters("left:array", "right:array"),
    arityMessage: expectsStrictly("zip", 2),
    result: "array",
    summary: "Pairs of the items at the same place, as many as the shorter array has.",
    run: (_host, left, right) => {
      const message = "zip() requires 2 array arguments";
      return zip(arrayFrom(left, message), arrayFrom(right, message));
    },
  }),
  enumerate: builtin({
    parameters: parameters("array:array"),
    arityMessage: expectsStrictly("enumerate", 1),
    result: "array",
    summary: "Pairs of each item's position and the item.",
    run: (_host, array) => {
      const { items } = arrayFrom(array, "enumerate() requires an array argument");
      return new RuffArray(items.map((item, i) => new RuffArray([i, share(item)])));
    },
  }),
};
