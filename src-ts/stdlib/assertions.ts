/** Assertions: true, or an error. */

import { equal } from "../runtime/compare.js";
import { keyOf } from "../runtime/dict.js";
import { debugForm } from "../runtime/text.js";
import { RuffArray, RuffDict, truthy, type Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, fail, parameters } from "./spec.js";

function assertBool(expected: boolean): BuiltinSpec {
  const name = `assert_${expected}`;
  return builtin({
    parameters: parameters("value:bool"),
    arityMessage: () => `${name} requires exactly 1 argument`,
    result: "bool",
    summary: `Fails unless the value is ${expected}.`,
    run: (_host, value) => {
      if (typeof value !== "boolean") return fail(`${name} requires a boolean argument`);
      return value === expected || fail(`Assertion failed: expected ${expected}, got ${value}`);
    },
  });
}

/** Whether a text has a part, an array an equal item, a dict a key. */
function holds(collection: Value, item: Value): boolean {
  if (typeof collection === "string") return typeof item === "string" && collection.includes(item);
  if (collection instanceof RuffArray) return collection.items.some((own) => equal(own, item));
  if (!(collection instanceof RuffDict))
    return fail("assert_contains requires an array, string, or dict as first argument");
  const key = keyOf(item);
  return key !== null && collection.entries.has(key);
}

export const ASSERTIONS: Record<string, BuiltinSpec> = {
  assert: builtin({
    parameters: parameters("condition", "message:string"),
    arity: [1, 2],
    arityMessage: (got) =>
      got === 0
        ? "assert requires at least 1 argument: condition"
        : "assert() expects at most 2 arguments: condition, [message]",
    result: "bool",
    summary: "Fails unless the condition is truthy.",
    run: (_host, condition, message) =>
      truthy(condition) || fail(typeof message === "string" ? message : "Assertion failed"),
  }),
  assert_equal: builtin({
    parameters: parameters("actual", "expected"),
    arityMessage: () => "assert_equal requires 2 arguments: actual, expected",
    result: "bool",
    summary: "Fails unless the two values are equal.",
    run: (_host, actual, expected) =>
      equal(actual, expected) ||
      fail(`Assertion failed: expected ${debugForm(expected)}, got ${debugForm(actual)}`),
  }),
  assert_true: assertBool(true),
  assert_false: assertBool(false),
  assert_contains: builtin({
    parameters: parameters("collection", "item"),
    arityMessage: () => "assert_contains requires 2 arguments: collection, item",
    result: "bool",
    summary: "Fails unless the collection has the item, the text the part, or the dict the key.",
    run: (_host, collection, item) =>
      holds(collection, item) ||
      fail(`Assertion failed: ${debugForm(collection)} does not contain ${debugForm(item)}`),
  }),
};
