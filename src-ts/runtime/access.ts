/** Dot access: fields, bound methods, method calls. */

import { getOwnField, noField } from "./container.js";
import { NOT_CALLABLE, RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { callOn } from "./operators.js";
import { type Call, callArrayStage } from "./sequence.js";
import { fieldOf, RuffStruct } from "./struct.js";
import { RuffArray, RuffDict, RuffFunction, share, type Value } from "./value.js";

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
  return new RuffFunction(info, (...args) => method.code(share(receiver), ...args));
}

/** Array methods that are the builtin of the same name, with the receiver first. */
const EAGER = new Set(["reduce", "skip", "zip", "enumerate", "flatten", "chunk"]);

/** `object.name(args)`. `builtin` calls a builtin by name, `call` a function value. */
export function callMethod(
  object: Value,
  name: string,
  args: readonly Value[],
  call: Call,
  builtin: (name: string, args: readonly Value[]) => Value,
): Value {
  if (object instanceof RuffStruct) return callStructMethod(object, name, args, call);
  if (object instanceof RuffDict) return callStored(object.entries.get(name), object, args, call);
  if (object instanceof RuffArray) {
    const result = callArrayStage(object, name, args, call);
    if (result !== undefined) return result;
    if (EAGER.has(name)) return builtin(name, [share(object), ...args.map(share)]);
  }
  if (object instanceof Handle) {
    const result = object.callMethod(name, args, call);
    if (result !== undefined) return result;
    const message = object.noMethod(name);
    if (message !== null) throw new RuffError(message);
    if (EAGER.has(name)) {
      const items = object.callMethod("collect", [], call);
      if (items !== undefined) return builtin(name, [items, ...args]);
    }
  }
  throw noField(name);
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
