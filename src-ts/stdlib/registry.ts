/** The one list of builtins: every engine, the compiler and the documentation look here. */

import { RuffError } from "../runtime/error.js";
import type { Resumable } from "../runtime/tasks.js";
import { Builtin, type Value } from "../runtime/value.js";
import { LIBRARY } from "./library.js";
import { CONSTANTS } from "./math.js";
import type { BuiltinSpec, Host } from "./spec.js";

export interface RegisteredBuiltin extends BuiltinSpec {
  /** The canonical name, which messages use. */
  readonly name: string;
  /** The chapter of the documentation that it belongs to. */
  readonly domain: string;
}

const TABLE = new Map<string, RegisteredBuiltin>();
for (const [domain, table] of Object.entries(LIBRARY))
  for (const [name, spec] of Object.entries(table)) {
    const row = { ...spec, name, domain };
    for (const key of [name, ...spec.aliases]) TABLE.set(key, row);
  }

/** Every callable name of the prelude, aliases included. */
export function builtinNames(): string[] {
  return [...TABLE.keys()];
}

export function isBuiltin(name: string): boolean {
  return TABLE.has(name);
}

/** The row of a builtin that exists. */
export function builtinNamed(name: string): RegisteredBuiltin {
  return TABLE.get(name) as RegisteredBuiltin;
}

/** The value of a prelude constant, or null if there is none of that name. */
export function builtinConstant(name: string): number | null {
  return Object.hasOwn(CONSTANTS, name) ? (CONSTANTS[name] as number) : null;
}

/** The error message for a call with `count` arguments, or null if the builtin accepts that many. */
export function arityMismatch(row: RegisteredBuiltin, count: number): string | null {
  const [fewest, most] = row.arity;
  return count < fewest || count > most ? row.arityMessage(count) : null;
}

/** Calls a builtin by name, checking how many arguments there are. */
export function callBuiltin(name: string, host: Host, args: readonly Value[]): Value {
  const row = builtinNamed(name);
  const mismatch = arityMismatch(row, args.length);
  if (mismatch !== null) throw new RuffError(mismatch);
  return row.run(host, ...args);
}

/** The same in resumable code. */
export function* callBuiltinResumable(name: string, host: Host, args: readonly Value[]): Resumable {
  const row = builtinNamed(name);
  const mismatch = arityMismatch(row, args.length);
  if (mismatch !== null) throw new RuffError(mismatch);
  return row.runResumable ? yield* row.runResumable(host, ...args) : row.run(host, ...args);
}

/** The builtin as a value: callable with any number of arguments, checked at the call. */
export function builtinValue(name: string, host: Host): Builtin {
  const resumable = builtinNamed(name).runResumable
    ? (args: Value[]): Resumable => callBuiltinResumable(name, host, args)
    : null;
  return new Builtin(name, (args) => callBuiltin(name, host, args), resumable);
}
