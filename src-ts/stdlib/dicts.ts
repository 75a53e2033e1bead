/** Dicts. */

import { DictMap } from "../runtime/dict-map.js";
import { writable } from "../runtime/container.js";
import { keyOf, orderedEntries } from "../runtime/dict.js";
import { text } from "../runtime/text.js";
import { Float, RuffArray, RuffDict, share, UNCOUNTED, type Value } from "../runtime/value.js";
import { dictFrom } from "./arguments.js";
import { type BuiltinSpec, builtin, missing, parameters } from "./spec.js";

function ofDict(
  name: string,
  result: "array" | "dict",
  summary: string,
  compute: (dict: RuffDict) => Value,
): BuiltinSpec {
  const message = `${name}() requires a dict argument`;
  return builtin({
    parameters: parameters("dict:dict"),
    arityMessage: missing(name, 1, 1, message),
    result,
    summary,
    run: (_host, dict) => compute(dictFrom(dict, message)),
  });
}

/** The array of something about each entry, in the order in which dicts are shown. */
function listed(form: (key: string, value: Value) => Value): (dict: RuffDict) => RuffArray {
  return (dict) => new RuffArray(orderedEntries(dict).map(([key, value]) => form(key, value)));
}

/** Whether the dict has the key; no dict has one that is neither a string nor an int. */
function has(dict: RuffDict, key: Value): boolean {
  const kept = keyOf(key);
  return kept !== null && dict.entries.has(kept);
}

function lookUp(dict: RuffDict, key: Value, otherwise: Value): Value {
  const kept = keyOf(key);
  const value = kept === null ? undefined : dict.entries.get(kept);
  return value === undefined ? otherwise : share(value);
}

function mergeRow(name: string): BuiltinSpec {
  const message = `${name}() requires a dict argument`;
  return builtin({
    parameters: parameters("+dict:dict", "other:dict"),
    arityMessage: missing(name, 2, 2, message),
    result: "dict",
    summary: "The entries of both dicts; where both have a key, the other's value.",
    run: (_host, dict, other) => {
      const first = dictFrom(dict, message);
      const entries = [...dictFrom(other, message).entries];
      const merged = writable(first);
      for (const [key, value] of entries) merged.entries.set(key, share(value));
      merged.state = UNCOUNTED;
      return merged;
    },
  });
}

/** Values that cannot be keys are left out; if one occurs twice, it keeps the key that is shown last. */
function invert(dict: RuffDict): RuffDict {
  const inverted = new DictMap();
  for (const [key, value] of [...dict.entries, ...orderedEntries(dict)]) {
    const scalar = typeof value !== "object" || value instanceof Float; // null is not one
    if (scalar) inverted.set(text(value), key);
  }
  return new RuffDict(inverted);
}

const GET_DEFAULT_MESSAGE = "get_default() requires 3 arguments: dict, key, default_value";

export const DICTS: Record<string, BuiltinSpec> = {
  keys: ofDict(
    "keys",
    "array",
    "The keys, in the order in which the dict is shown.",
    listed((key) => key),
  ),
  values: ofDict(
    "values",
    "array",
    "The values, in the order of the keys.",
    listed((_key, value) => share(value)),
  ),
  items: ofDict(
    "items",
    "array",
    "Pairs of each key and its value, in the order of the keys.",
    listed((key, value) => new RuffArray([key, share(value)])),
  ),
  invert: ofDict("invert", "dict", "A dict from the values' texts to the keys.", invert),
  has_key: builtin({
    parameters: parameters("dict:dict", "key"),
    arityMessage: missing("has_key", 2, 2, "has_key() requires a dict argument"),
    result: "int",
    summary: "1 if the dict has the key, else 0.",
    run: (_host, dict, key) => Number(has(dictFrom(dict, "has_key() requires a dict argument"), key)),
  }),
  get: builtin({
    parameters: parameters("dict:dict", "key", "+default"),
    arity: [2, 3],
    arityMessage: missing("get", "2 to 3", 3, "get() requires a dict argument"),
    result: "any",
    summary: "The value of the key, or the default (null) if it is missing.",
    run: (_host, dict, key, otherwise = null) =>
      lookUp(dictFrom(dict, "get() requires a dict argument"), key, otherwise),
  }),
  get_default: builtin({
    parameters: parameters("dict:dict", "key", "+default"),
    arityMessage: missing("get_default", 3, 3, GET_DEFAULT_MESSAGE),
    result: "any",
    summary: "The value of the key, or the default if it is missing.",
    run: (_host, dict, key, otherwise) => lookUp(dictFrom(dict, GET_DEFAULT_MESSAGE), key, otherwise),
  }),
  merge: mergeRow("merge"),
  update: mergeRow("update"),
};
