/** What the registry knows about a builtin. One row serves every engine, the compiler and the documentation. */

import { RuffError } from "../runtime/error.js";
import type { Value } from "../runtime/value.js";

/** What builtins may ask of the program that runs them. */
export interface Host {
  /** The words after the script on the command line. */
  readonly args: readonly string[];
  /** Writes program output. */
  write(text: string): void;
  /** Milliseconds from some fixed moment. */
  now(): number;
}

export type ValueKind = "int" | "float" | "number" | "bool" | "string" | "array" | "null" | "any";

export interface ParameterSpec {
  readonly name: string;
  readonly kind: ValueKind;
  /** Whether the builtin keeps or returns the argument, so that it needs an owner of its own. */
  readonly consumes: boolean;
}

export interface BuiltinSpec {
  readonly aliases: readonly string[];
  readonly parameters: readonly ParameterSpec[];
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** The message for a wrong number of arguments. */
  readonly arityMessage: (got: number) => string;
  readonly result: ValueKind;
  /** Whether it neither has effects nor depends on anything but its arguments. */
  readonly pure: boolean;
  readonly summary: string;
  readonly run: (host: Host, ...args: Value[]) => Value;
}

/** `name:kind`, with a leading `+` when the argument is consumed. */
export function parameters(...texts: string[]): ParameterSpec[] {
  return texts.map((text) => {
    const [name = "", kind = "any"] = text.replace("+", "").split(":");
    return { name, kind: kind as ValueKind, consumes: text.startsWith("+") };
  });
}

/** Fills in what most rows have in common: exact arity from the parameters, purity, no aliases. */
export function builtin(
  row: Pick<BuiltinSpec, "parameters" | "result" | "summary" | "run" | "arityMessage"> & Partial<BuiltinSpec>,
): BuiltinSpec {
  const count = row.parameters.length;
  return { aliases: [], arity: [count, count], pure: true, ...row };
}

/** The plural message: `NAME expects N arguments, got M`. */
export function expects(name: string, count: number | string): (got: number) => string {
  return (got) => `${name} expects ${count} arguments, got ${got}`;
}

export function fail(message: string): never {
  throw new RuffError(message);
}
