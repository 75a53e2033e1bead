/** What every call and every `throw` checks. */

import { arityError, NOT_CALLABLE, RuffError } from "./error.js";
import { debugForm } from "./text.js";
import { fieldOf, RuffStruct } from "./struct.js";
import type { Resumable } from "./tasks.js";
import { Builtin, ResumableFunction, RuffFunction, type Value } from "./value.js";

/** The callee if it is a user function that takes `count` arguments, else the error. */
export function checkCall(callee: Value, count: number): RuffFunction {
  if (!(callee instanceof RuffFunction)) throw new RuffError(NOT_CALLABLE);
  const { name, arity, required } = callee.info;
  if (count > arity || count < required) throw arityError(name, required, arity, count);
  return callee;
}

/** Calls any value. Throws the error for values that are not callable, or take another number of arguments. */
export function callValue(callee: Value, args: readonly Value[]): Value {
  if (callee instanceof Builtin) return callee.call([...args]);
  return checkCall(callee, args.length).code(...args);
}

/** Whether calls of the value may wait. */
export function isResumable(callee: Value): boolean {
  return callee instanceof ResumableFunction || (callee instanceof Builtin && callee.callResumable !== null);
}

/** Calls any value in resumable code. */
export function* callResumable(callee: Value, args: readonly Value[]): Resumable {
  if (callee instanceof ResumableFunction) {
    checkCall(callee, args.length);
    return yield* callee.resumable(...args);
  }
  if (callee instanceof Builtin && callee.callResumable) return yield* callee.callResumable([...args]);
  return callValue(callee, args);
}

/** The error that `throw(value)` raises. */
export function thrown(value: Value): RuffError {
  if (typeof value === "string") return new RuffError(value);
  if (!(value instanceof RuffStruct)) return new RuffError(debugForm(value));
  const message = fieldOf(value, "message");
  return new RuffError(
    typeof message === "string" ? message : `${value.type.name} error`,
    fieldOf(value, "cause"),
  );
}
