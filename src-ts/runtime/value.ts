/**
 * The values of a running program, shared by every engine.
 *
 * An int is a `number` while it is a safe integer and a `bigint` beyond (always canonical: see `int.ts`);
 * a float is an instance of `Float`, so that `typeof v === "number"` alone identifies the common int.
 * Containers are values: they are copied on write, and only when `shared` says that they may have a second
 * owner. The rules for setting the bit are in `compiler/ownership.ts`.
 */

import type { SourceText } from "../syntax/source.js";

export type Int = number | bigint;
export type Value = null | boolean | Int | string | Float | RuffArray | RuffStruct | RuffFunction | Builtin;

/** An IEEE double. */
export class Float {
  constructor(readonly value: number) {}
}

export class RuffArray {
  /** Whether a second owner may exist: a write through any owner must then copy first. */
  shared = false;
  constructor(readonly items: Value[]) {}
}

/** A struct instance. Caught errors are the struct `Error`. */
export class RuffStruct {
  shared = false;
  constructor(
    readonly name: string,
    readonly fields: Map<string, Value>,
  ) {}
}

/** What every closure of one function literal has in common. */
export interface FunctionInfo {
  /** The declared name; `<lambda>` for function expressions. */
  readonly name: string;
  readonly arity: number;
  /** Whether the body uses bindings of an enclosing function or block (top-level bindings do not count). */
  readonly capturesLocals: boolean;
  readonly source: SourceText;
}

/** A user function: a closure. `code` takes exactly `info.arity` arguments; callers check. */
export class RuffFunction {
  constructor(
    readonly info: FunctionInfo,
    readonly code: (...args: Value[]) => Value,
  ) {}
}

/** A builtin function as a value. */
export class Builtin {
  constructor(
    readonly name: string,
    readonly call: (args: Value[]) => Value,
  ) {}
}

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
  if (value instanceof RuffStruct) return "struct";
  return "function";
}

/** The name that operator errors give: differs from `typeName` for builtins only. */
export function operandName(value: Value): string {
  return value instanceof Builtin ? "native_function" : typeName(value);
}

/** False for `false`, `null`, zero, and empty strings and containers. */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "bigint":
      return true;
    case "string":
      return value !== "";
  }
  if (value === null) return false;
  if (value instanceof Float) return value.value !== 0;
  return !(value instanceof RuffArray && value.items.length === 0);
}

/** Marks a container as having a second owner; any other value is left as it is. Returns the value. */
export function share(value: Value): Value {
  if (value instanceof RuffArray || value instanceof RuffStruct) value.shared = true;
  return value;
}
