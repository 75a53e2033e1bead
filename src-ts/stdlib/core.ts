/** Output, conversion, introspection, arrays, assertions, time. */

import { push, stringLength } from "../runtime/container.js";
import { equal } from "../runtime/compare.js";
import { rangeArray } from "../runtime/iterate.js";
import { debugForm, text } from "../runtime/text.js";
import { Float, RuffArray, truthy, typeName, type Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, expects, fail, parameters } from "./spec.js";

const VARIADIC = [0, Number.POSITIVE_INFINITY] as const;

/** `NAME expects 1 argument, got M`: the strict family, with the singular for one. */
function strictly(name: string, count: number): (got: number) => string {
  return (got) => `${name} expects ${count} argument${count === 1 ? "" : "s"}, got ${got}`;
}

function length(value: Value): number {
  if (typeof value === "string") return stringLength(value);
  if (value instanceof RuffArray) return value.items.length;
  return fail("len() requires an array, dict, bytes, set, queue, stack, or string");
}

function pushRow(name: string): BuiltinSpec {
  return builtin({
    parameters: parameters("+array:array", "+value"),
    arityMessage: strictly(name, 2),
    result: "array",
    summary: "The array with the value added at its end.",
    run: (_host, array, value) =>
      array instanceof RuffArray
        ? push(array, value as Value)
        : fail(`${name}() requires an array as the first argument`),
  });
}

let firstReading: number | null = null;

export const CORE: Record<string, BuiltinSpec> = {
  print: builtin({
    aliases: ["println"],
    parameters: parameters("values"),
    arity: VARIADIC,
    arityMessage: expects("print", 0),
    result: "null",
    pure: false,
    summary: "Writes the text forms of the values, separated by spaces, and a newline.",
    run: (host, ...values) => {
      host.write(`${values.map(text).join(" ")}\n`);
      return null;
    },
  }),
  len: builtin({
    parameters: parameters("value"),
    arityMessage: expects("len", 1),
    result: "int",
    summary: "The number of elements, or of characters.",
    run: (_host, value) => length(value as Value),
  }),
  range: builtin({
    parameters: parameters("start:number", "stop:number", "step:number"),
    arity: VARIADIC,
    arityMessage: expects("range", "1 to 3"),
    result: "array",
    summary: "The ints from start (0) up to, not including, stop.",
    run: (_host, ...bounds) => rangeArray(bounds),
  }),
  type: builtin({
    aliases: ["type_of"],
    parameters: parameters("value"),
    arityMessage: expects("type", 1),
    result: "string",
    summary: "The name of the value's type.",
    run: (_host, value) => typeName(value as Value),
  }),
  to_string: builtin({
    aliases: ["str"],
    parameters: parameters("value"),
    arityMessage: () => "to_string() requires one argument",
    result: "string",
    summary: "The text form of the value.",
    run: (_host, value) => text(value as Value),
  }),
  push: pushRow("push"),
  append: pushRow("append"),
  assert_equal: builtin({
    parameters: parameters("actual", "expected"),
    arityMessage: () => "assert_equal requires 2 arguments: actual, expected",
    result: "bool",
    summary: "Fails unless the two values are equal.",
    run: (_host, actual, expected) =>
      equal(actual as Value, expected as Value) ||
      fail(`Assertion failed: expected ${debugForm(expected as Value)}, got ${debugForm(actual as Value)}`),
  }),
  assert: builtin({
    parameters: parameters("condition", "message:string"),
    arity: [1, 2],
    arityMessage: expects("assert", "1 to 2"),
    result: "bool",
    summary: "Fails unless the condition is truthy.",
    run: (_host, condition, message) =>
      truthy(condition as Value) || fail(typeof message === "string" ? message : "Assertion failed"),
  }),
  args: builtin({
    parameters: parameters(),
    arityMessage: (got) => `args() expects 0 arguments, got ${got}`,
    result: "array",
    pure: false,
    summary: "The words after the script on the command line.",
    run: (host) => new RuffArray([...host.args]),
  }),
  performance_now: builtin({
    parameters: parameters(),
    arityMessage: (got) => `performance_now() expects 0 arguments, got ${got}`,
    result: "float",
    pure: false,
    summary: "Milliseconds since the first call.",
    run: (host) => {
      firstReading ??= host.now();
      return new Float(host.now() - firstReading);
    },
  }),
};
