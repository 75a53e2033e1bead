/** How values' types are named to users. */

import { Handle } from "./handle.js";
import { RuffStruct, StructDefinition } from "./struct.js";
import { Builtin, Float, RuffArray, RuffDict, Tagged, type Value, Wrapped } from "./value.js";

/** The name that `type(v)` gives. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "int";
    case "string":
      return "string";
    case "boolean":
      return "bool";
  }
  if (value === null) return "null";
  if (value instanceof Float) return "float";
  if (value instanceof RuffArray) return "array";
  if (value instanceof RuffDict) return "dict";
  if (value instanceof RuffStruct) return "struct";
  if (value instanceof StructDefinition) return "structdef";
  if (value instanceof Tagged) return "tagged";
  if (value instanceof Wrapped) return value.arm === "Ok" || value.arm === "Err" ? "result" : "option";
  return value instanceof Handle ? value.typeName : "function";
}

const OPERAND_NAMES = new Set([
  "int",
  "float",
  "bool",
  "string",
  "null",
  "array",
  "dict",
  "function",
  "struct",
]);

/** The name that operator errors give. */
export function operandName(value: Value): string {
  if (value instanceof Builtin) return "native_function";
  const name = typeName(value);
  return OPERAND_NAMES.has(name) ? name : "value";
}
