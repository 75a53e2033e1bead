/** Dot access: fields, bound methods, method calls. */

import { getOwnField, noField } from "./container.js";
import { NOT_CALLABLE, RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { callOn } from "./hooks.js";
import { type Call, callArrayStage } from "./sequence.js";
import { fieldOf, RuffStruct } from "./struct.js";
import type { Resumable } from "./tasks.js";
import { ResumableFunction, RuffArray, RuffDict, RuffFunction, share, type Value } from "./value.js";

/** `object.name`: a field, an entry (null if missing), an export; for a struct also a method, bound to a copy. */
export function getField(object: Value, name: string): Value {
  const own = getOwnField(object, name);
  if (own !== undefined) return own;
  if (object instanceof RuffStruct) {
    const method = object.type.methods.get(name);
    if (method) return boundMethod(method, object);
    throw new RuffError(`Field not found: ${name}`);
  }
  const member = object instanceof Handle ? object.member(name) : undefined;
  if (member !== undefined) return member;
  throw noField(name);
}

/** `object?.name` */
export function getOptionalField(object: Value, name: string): Value {
  return object === null ? null : getField(object, name);
}

function boundMethod(method: RuffFunction, receiver: RuffStruct): RuffFunction {
  share(receiver);
  const { arity, required } = method.info;
  const seen = { arity: arity - 1, required: required - 1, takesSelf: false, capturesLocals: true };
  const info = { ...method.info, ...seen };
  const code: RuffFunction["code"] = (...args) => method.code(share(receiver), ...args);
  if (!(method instanceof ResumableFunction)) return new RuffFunction(info, code);
  return new ResumableFunction(info, code, (...args) => method.resumable(share(receiver), ...args));
}

/**
 * What a method call may do with its object: a struct's method may keep it, or only reads it, or no one else has it
 * any more. What is `given` may be kept by a struct's method, while for a builtin no one else has it. A builtin called
 * as a method knows by itself whether it keeps the object.
 */
export type Receiver = "kept" | "borrowed" | "moved" | "given";

export function isKept(receiver: Receiver): boolean {
  return receiver === "kept" || receiver === "given";
}

export function isMoved(receiver: Receiver): boolean {
  return receiver === "moved" || receiver === "given";
}

export type ReceiverKind = "string" | "array" | "dict";

/** The builtins that are methods: those whose first parameter takes such a value. */
export interface MethodLibrary {
  has(name: string, kind: ReceiverKind): boolean;
  /** Calls the builtin; undefined if there is none. `moved` says that no one else has the object. */
  call(
    name: string,
    kind: ReceiverKind,
    object: Value,
    args: readonly Value[],
    moved: boolean,
  ): Value | undefined;
  /** The same for an array in resumable code; null if it has no such method that may wait. */
  startOnArray(name: string, array: Value, args: readonly Value[], moved: boolean): Resumable | null;
}

/**
 * `object.name(args)`. `call` calls a function value, `receiver` says who else may have the object then. What
 * the object itself has comes first, then the builtins.
 */
export function callMethod(
  object: Value,
  name: string,
  args: readonly Value[],
  call: Call,
  receiver: Receiver,
  library: MethodLibrary,
): Value {
  if (object instanceof RuffStruct) {
    if (isKept(receiver)) share(object);
    return callStructMethod(object, name, args, call);
  }
  let result: Value | undefined;
  const moved = isMoved(receiver);
  if (object instanceof RuffDict) {
    const stored = object.entries.get(name);
    if (stored === undefined) result = library.call(name, "dict", object, args, moved);
    return result === undefined ? callStored(stored, object, args, call) : result;
  }
  if (typeof object === "string") result = library.call(name, "string", object, args, moved);
  else if (object instanceof RuffArray)
    result = callArrayStage(object, name, args, call) ?? library.call(name, "array", object, args, moved);
  else if (object instanceof Handle) result = callHandleMethod(object, name, args, call, library);
  if (result === undefined) throw noField(name);
  return result;
}

/** What gives values one by one has the methods of an array of them. */
function callHandleMethod(
  object: Handle,
  name: string,
  args: readonly Value[],
  call: Call,
  library: MethodLibrary,
): Value | undefined {
  const result = object.callMethod(name, args, call);
  if (result !== undefined) return result;
  const message = object.noMethod(name);
  if (message !== null) throw new RuffError(message);
  if (!library.has(name, "array")) return undefined;
  const items = object.callMethod("collect", [], call);
  return items === undefined ? undefined : library.call(name, "array", items, args, true);
}

function callStructMethod(object: RuffStruct, name: string, args: readonly Value[], call: Call): Value {
  const method = object.type.methods.get(name);
  if (method) return callOn(method, object, args);
  const field = fieldOf(object, name);
  if (field === undefined) throw new RuffError(`Field not found: ${name}`);
  return callStored(field, object, args, call);
}

/** A function kept in a field or entry gets the receiver only if its first parameter is `self`. */
function callStored(stored: Value | undefined, receiver: Value, args: readonly Value[], call: Call): Value {
  if (stored === undefined) throw new RuffError(NOT_CALLABLE);
  if (stored instanceof RuffFunction && stored.info.takesSelf)
    return callOn(stored, share(receiver), args.map(share));
  return call(stored, args.map(share));
}
