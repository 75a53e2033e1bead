/**
 * Functions that call a function for each item. They share their array first: whatever the callback does to
 * the variable that holds it, they walk over the items as they were.
 */

import { callResumable } from "../runtime/call.js";
import type { Resumable } from "../runtime/tasks.js";
import { RuffArray, share, truthy, type Value } from "../runtime/value.js";
import { isCallable } from "./arguments.js";
import { type BuiltinSpec, builtin, expectsStrictly, fail, parameters, type ValueKind } from "./spec.js";

type Call = (item: Value) => Value;
type CallResumable = (item: Value) => Resumable;

function eachItem(
  name: string,
  result: ValueKind,
  summary: string,
  compute: (items: readonly Value[], call: Call) => Value,
  computeResumable: (items: readonly Value[], call: CallResumable) => Resumable,
): BuiltinSpec {
  const itemsOf = (array: Value, callback: Value): readonly Value[] => {
    if (!(array instanceof RuffArray && isCallable(callback)))
      return fail(`${name} expects an array and a function`);
    share(array);
    return array.items;
  };
  return builtin({
    parameters: parameters("array:array", "function:function"),
    arityMessage: expectsStrictly(name, 2),
    result,
    pure: false,
    summary,
    run: (host, array, callback) =>
      compute(itemsOf(array, callback), (item) => host.call(callback, [share(item)])),
    runResumable: (_host, array, callback) =>
      computeResumable(itemsOf(array, callback), (item) => callResumable(callback, [share(item)])),
  });
}

export const HIGHER_ORDER: Record<string, BuiltinSpec> = {
  map: eachItem(
    "map",
    "array",
    "The results of the function for each item.",
    (items, call) => {
      return new RuffArray(items.map(call));
    },
    function* (items, call) {
      const results: Value[] = [];
      for (const item of items) results.push(yield* call(item));
      return new RuffArray(results);
    },
  ),
  filter: eachItem(
    "filter",
    "array",
    "The items for which the function gives something truthy.",
    (items, call) => {
      return new RuffArray(items.filter((item) => truthy(call(item))));
    },
    function* (items, call) {
      const kept: Value[] = [];
      for (const item of items) if (truthy(yield* call(item))) kept.push(item);
      return new RuffArray(kept);
    },
  ),
  find: eachItem(
    "find",
    "any",
    "The first item for which the function gives something truthy, else 0.",
    (items, call) => {
      const at = items.findIndex((item) => truthy(call(item)));
      return at < 0 ? 0 : (items[at] as Value);
    },
    function* (items, call) {
      for (const item of items) if (truthy(yield* call(item))) return item;
      return 0;
    },
  ),
  any: eachItem(
    "any",
    "bool",
    "Whether the function gives something truthy for some item.",
    (items, call) => {
      return items.some((item) => truthy(call(item)));
    },
    function* (items, call) {
      for (const item of items) if (truthy(yield* call(item))) return true;
      return false;
    },
  ),
  all: eachItem(
    "all",
    "bool",
    "Whether the function gives something truthy for every item.",
    (items, call) => {
      return items.every((item) => truthy(call(item)));
    },
    function* (items, call) {
      for (const item of items) if (!truthy(yield* call(item))) return false;
      return true;
    },
  ),
  reduce: builtin({
    parameters: parameters("array:array", "+initial", "function:function"),
    arityMessage: expectsStrictly("reduce", 3),
    result: "any",
    pure: false,
    summary: "The result of the function for the result so far (at first `initial`) and each item in turn.",
    run: (host, array, initial, callback) => {
      const items = reducible(array, callback);
      // The caller may still need the initial value as it was, should the callback fail half-way.
      return items.reduce((result, item) => host.call(callback, [result, share(item)]), share(initial));
    },
    *runResumable(_host, array, initial, callback) {
      let result = share(initial);
      for (const item of reducible(array, callback))
        result = yield* callResumable(callback, [result, share(item)]);
      return result;
    },
  }),
};

function reducible(array: Value, callback: Value): readonly Value[] {
  if (!(array instanceof RuffArray && isCallable(callback)))
    return fail("reduce expects an array, an initial value, and a function");
  share(array);
  return array.items;
}
