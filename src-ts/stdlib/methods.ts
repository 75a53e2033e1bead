/** Builtins called with a dot: the receiver is their first argument. */

import type { MethodLibrary, ReceiverKind } from "../runtime/access.js";
import { RuffError } from "../runtime/error.js";
import { share, type Value } from "../runtime/value.js";
import { arityMismatch, builtinNamed, isBuiltin, type RegisteredBuiltin } from "./registry.js";
import type { Host } from "./spec.js";

/** Where a first parameter of any kind means a string, an array or a dict among others. */
const GENERAL_DOMAINS: ReadonlySet<string> = new Set([
  "Strings, arrays and dicts",
  "Conversion",
  "Introspection",
  "JSON",
]);

/** The builtin that a method of this name of such a value is, or null. */
function methodNamed(name: string, kind: ReceiverKind): RegisteredBuiltin | null {
  if (!isBuiltin(name)) return null;
  const row = builtinNamed(name);
  const first = row.parameters[0]?.kind;
  return first === kind || (first === "any" && GENERAL_DOMAINS.has(row.domain)) ? row : null;
}

/** Whether a builtin of this name may keep its first argument. */
export function keepsReceiver(name: string): boolean {
  return isBuiltin(name) && (builtinNamed(name).parameters[0]?.consumes ?? false);
}

/** The methods that a program's strings, arrays and dicts have. */
export function methodLibrary(host: Host): MethodLibrary {
  return {
    has: (name, kind) => methodNamed(name, kind) !== null,
    call: (name, kind, object, args, moved) => {
      const row = methodNamed(name, kind);
      return row === null ? undefined : row.run(host, ...operands(row, object, args, moved));
    },
    startOnArray: (name, array, args, moved) => {
      const row = methodNamed(name, "array");
      return row?.runResumable ? row.runResumable(host, ...operands(row, array, args, moved)) : null;
    },
  };
}

/** The receiver and the arguments; what the builtin keeps gains an owner. */
function operands(row: RegisteredBuiltin, object: Value, args: readonly Value[], moved: boolean): Value[] {
  const mismatch = arityMismatch(row, args.length + 1);
  if (mismatch !== null) throw new RuffError(mismatch);
  const keeps = (i: number): boolean =>
    row.parameters[Math.min(i, row.parameters.length - 1)]?.consumes ?? false;
  const shared = args.map((arg, i): Value => (keeps(i + 1) ? share(arg) : arg));
  return [keeps(0) && !moved ? share(object) : object, ...shared];
}
