/** What the registry knows about a builtin. One row serves every engine, the compiler and the documentation. */

import { RuffError } from "../runtime/error.js";
import type { StructTypes } from "../runtime/struct.js";
import type { Resumable, TaskQueue } from "../runtime/tasks.js";
import type { Value } from "../runtime/value.js";

/** What builtins may ask of the program that runs them. */
export interface Host {
  /** The words after the script on the command line. */
  readonly args: readonly string[];
  /** The environment variables. A change is seen by this program and its children. */
  readonly env: Record<string, string | undefined>;
  /** The program's struct names and their methods. */
  readonly types: StructTypes;
  /** The program's spawned tasks. */
  readonly tasks: TaskQueue;
  /** Calls a function value from a builtin. Throws what the call throws, or the error for a bad callee or arity. */
  call(callee: Value, args: readonly Value[]): Value;
  /** Writes program output. */
  write(text: string): void;
  /** Writes to the error stream, after the program output written so far. */
  writeError(text: string): void;
  /** Shows the output written so far and reads a line without its ending; null at the end of the input. */
  readLine(): string | null;
  /** Milliseconds from some fixed moment. */
  now(): number;
}

export type ValueKind =
  | "int"
  | "float"
  | "number"
  | "bool"
  | "string"
  | "array"
  | "dict"
  | "set"
  | "queue"
  | "stack"
  /** Called by the builtin: it may then do anything. */
  | "function"
  | "null"
  | "any";

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
  /** The same in resumable code, if it may wait: because it does, or because it calls a function. */
  readonly runResumable?: (host: Host, ...args: Value[]) => Resumable;
}

/** Any number of arguments. */
export const VARIADIC = [0, Number.POSITIVE_INFINITY] as const;

/** `name:kind`, with a leading `+` when the argument is consumed. */
export function parameters(...texts: string[]): ParameterSpec[] {
  return texts.map((text) => {
    const [name = "", kind = "any"] = text.replace("+", "").split(":");
    return { name, kind: kind as ValueKind, consumes: text.startsWith("+") };
  });
}

type RowParts = Pick<BuiltinSpec, "parameters" | "result" | "summary" | "run" | "arityMessage">;

/** Fills in what most rows have in common: exact arity from the parameters, purity, no aliases. */
export function builtin(row: RowParts & Partial<BuiltinSpec>): BuiltinSpec {
  const count = row.parameters.length;
  return { aliases: [], arity: [count, count], pure: true, ...row };
}

// The families of arity messages. Which one a builtin has is part of the language.

/** The plural message: `NAME expects N arguments, got M`. */
export function expects(name: string, count: number | string): (got: number) => string {
  return (got) => `${name} expects ${count} arguments, got ${got}`;
}

/** The same with the singular for one. */
export function expectsStrictly(name: string, count: number): (got: number) => string {
  return (got) => `${name} expects ${count} ${count === 1 ? "argument" : "arguments"}, got ${got}`;
}

/** `NAME() expects N arguments (names), got M`; `names` may be empty. */
export function expectsNamed(name: string, count: number, names = ""): (got: number) => string {
  const listed = names === "" ? "" : ` (${names})`;
  return (got) => `${name}() expects ${count} ${count === 1 ? "argument" : "arguments"}${listed}, got ${got}`;
}

/** Missing arguments are worded like arguments of a wrong type, surplus ones by the plural message. */
export function missing(
  name: string,
  count: number | string,
  most: number,
  text: string,
): (got: number) => string {
  return (got) => (got > most ? expects(name, count)(got) : text);
}

export function fail(message: string): never {
  throw new RuffError(message);
}
