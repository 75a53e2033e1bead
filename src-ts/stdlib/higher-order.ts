/**
 * Functions that call a function for each item. They share their array first: whatever the callback does to
 * the variable that holds it, they walk over the items as they were.
 */

import { RuffArray, share, truthy, type Value } from "../runtime/value.js";
import { isCallable } from "./arguments.js";
import { type BuiltinSpec, builtin, expectsStrictly, fail, parameters, type ValueKind } from "./spec.js";

type Call = (item: Value) => Value;

function eachItem(
  name: string,
  result: ValueKind,
  summary: string,
  compute: (items: readonly Value[], call: Call) => Value,
): BuiltinSpec {
  return builtin({
    parameters: parameters("array:array", "function:function"),
    arityMessage: expectsStrictly(name, 2),
    result,
    pure: false,
    summary,
    run: (host, array, callback) => {
      if (!(array instanceof RuffArray && isCallable(callback)))
        return fail(`${name} expects an array and a function`);
      share(array);
      return compute(array.items, (item) => host.call(callback, [share(item)]));
    },
  });
}

export const HIGHER_ORDER: Record<string, BuiltinSpec> = {
  map: eachItem("map", "array", "The results of the function for each item.", (items, call) => {
    return new RuffArray(items.map(call));
  }),
  filter: eachItem(
    "filter",
    "array",
    "The items for which the function gives something truthy.",
    (items, call) => {
      return new RuffArray(items.filter((item) => truthy(call(item))));
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
  ),
  any: eachItem(
    "any",
    "bool",
    "Whether the function gives something truthy for some item.",
    (items, call) => {
      return items.some((item) => truthy(call(item)));
    },
  ),
  all: eachItem(
    "all",
    "bool",
    "Whether the function gives something truthy for every item.",
    (items, call) => {
      return items.every((item) => truthy(call(item)));
    },
  ),
  reduce: builtin({
    parameters: parameters("array:array", "+initial", "function:function"),
    arityMessage: expectsStrictly("reduce", 3),
    result: "any",
    pure: false,
    summary: "The result of the function for the result so far (at first `initial`) and each item in turn.",
    run: (host, array, initial, callback) => {
      if (!(array instanceof RuffArray && isCallable(callback)))
        return fail("reduce expects an array, an initial value, and a function");
      share(array);
      // The caller may still need the initial value as it was, should the callback fail half-way.
      return array.items.reduce((result, item) => host.call(callback, [result, share(item)]), share(initial));
    },
  }),
};
