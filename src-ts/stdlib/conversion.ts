/** Conversions between kinds of values. */

import { DictMap } from "../runtime/dict-map.js";
import { text, debugForm } from "../runtime/text.js";
import { Float, RuffArray, RuffDict, truthy, type Value } from "../runtime/value.js";
import { asDouble } from "../runtime/arithmetic.js";
import { stringFrom, wholeOrNull } from "./arguments.js";
import { trim } from "./characters.js";
import { parseDouble, parseInteger } from "./numerals.js";
import { type BuiltinSpec, builtin, expects, fail, parameters, type ValueKind, VARIADIC } from "./spec.js";

/** A conversion of any value: a wrong number of arguments has its own words. */
function conversion(
  name: string,
  result: ValueKind,
  summary: string,
  convert: (value: Value) => Value,
): BuiltinSpec {
  return builtin({
    parameters: parameters("value"),
    arityMessage: () => `${name}() requires one argument`,
    result,
    summary,
    run: (_host, value) => convert(value),
  });
}

function parser(
  name: string,
  result: ValueKind,
  kind: string,
  summary: string,
  parse: (trimmed: string) => Value,
): BuiltinSpec {
  const message = `${name} requires a string argument`;
  return builtin({
    parameters: parameters("text:string"),
    arityMessage: () => message,
    result,
    summary,
    run: (_host, value) => {
      const source = stringFrom(value, message);
      return parse(trim(source)) ?? fail(`Cannot parse '${source}' as ${kind}`);
    },
  });
}

function parsedFloat(trimmed: string): Float | null {
  const parsed = parseDouble(trimmed);
  return parsed === null ? null : new Float(parsed);
}

/** What the messages of conversions call a value. */
function describe(value: Value): string {
  if (typeof value === "string") return `'${value}'`;
  if (value instanceof RuffArray) return "array";
  if (value instanceof RuffDict) return "dict";
  return value === null ? "null" : "value";
}

function toInt(value: Value): Value {
  if (typeof value === "boolean") return Number(value);
  const converted = typeof value === "string" ? parseInteger(trim(value)) : wholeOrNull(value);
  return converted ?? fail(`Cannot convert ${describe(value)} to int`);
}

function toFloat(value: Value): Value {
  if (typeof value === "boolean") return new Float(Number(value));
  const converted = typeof value === "string" ? parseDouble(trim(value)) : asDouble(value);
  return new Float(converted ?? fail(`Cannot convert ${describe(value)} to float`));
}

function toBool(value: Value): boolean {
  if (typeof value === "string") return !/^(?:|0|false)$/i.test(value);
  return truthy(value);
}

export const CONVERSION: Record<string, BuiltinSpec> = {
  to_int: conversion(
    "to_int",
    "int",
    "The value as an int: fractions are dropped, texts read, true is 1.",
    toInt,
  ),
  to_float: conversion("to_float", "float", "The value as a float: texts are read, true is 1.", toFloat),
  to_bool: conversion(
    "to_bool",
    "bool",
    "Like truthiness, but the texts `0` and `false` (in any case) are false.",
    toBool,
  ),
  to_string: {
    ...conversion("to_string", "string", "The text form of the value.", text),
    aliases: ["str"],
  },
  parse_int: parser(
    "parse_int",
    "int",
    "integer",
    "Reads a decimal int, with white space around it.",
    parseInteger,
  ),
  parse_float: parser(
    "parse_float",
    "float",
    "float",
    "Reads a number, with white space around it.",
    parsedFloat,
  ),
  array: builtin({
    parameters: parameters("+values"),
    arity: VARIADIC,
    arityMessage: expects("array", 0),
    result: "array",
    summary: "The array of the arguments.",
    run: (_host, ...values) => new RuffArray(values),
  }),
  dict: builtin({
    parameters: parameters(),
    arityMessage: expects("dict", 0),
    result: "dict",
    summary: "An empty dict.",
    run: () => new RuffDict(new DictMap()),
  }),
  error: builtin({
    parameters: parameters("message:string"),
    arityMessage: expects("error", 1),
    result: "null",
    pure: false,
    summary: "Raises an error with the message.",
    run: (_host, message) => fail(typeof message === "string" ? message : debugForm(message)),
  }),
};
