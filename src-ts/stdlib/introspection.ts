/** What a value is. */

import { typeName } from "../runtime/type-name.js";
import { Float, RuffArray, RuffDict, truthy, type Value } from "../runtime/value.js";
import { isCallable } from "./arguments.js";
import { type BuiltinSpec, builtin, expects, parameters } from "./spec.js";

/** A test of exact type; without an argument it is false. */
function isKind(kind: string, article: "a" | "an", matches: (value: Value) => boolean): BuiltinSpec {
  return builtin({
    parameters: parameters("value"),
    arity: [0, 1],
    arityMessage: () => `is_${kind}() expects 1 argument`,
    result: "bool",
    summary: `Whether the value is ${article} ${kind}.`,
    run: (_host, value) => value !== undefined && matches(value),
  });
}

export const INTROSPECTION: Record<string, BuiltinSpec> = {
  type: builtin({
    aliases: ["type_of"],
    parameters: parameters("value"),
    arityMessage: expects("type", 1),
    result: "string",
    summary: "The name of the value's type.",
    run: (_host, value) => typeName(value),
  }),
  is_truthy: builtin({
    parameters: parameters("value"),
    arityMessage: expects("is_truthy", 1),
    result: "bool",
    summary: "Whether conditions take the value as true.",
    run: (_host, value) => truthy(value),
  }),
  is_int: isKind("int", "an", (value) => typeof value === "number" || typeof value === "bigint"),
  is_float: isKind("float", "a", (value) => value instanceof Float),
  is_string: isKind("string", "a", (value) => typeof value === "string"),
  is_bool: isKind("bool", "a", (value) => typeof value === "boolean"),
  is_array: isKind("array", "an", (value) => value instanceof RuffArray),
  is_dict: isKind("dict", "a", (value) => value instanceof RuffDict),
  is_null: { ...isKind("null", "a", (value) => value === null), summary: "Whether the value is null." },
  is_function: isKind("function", "a", isCallable),
};
