/** Method calls in resumable code: methods that may wait in their resumable form, the others as everywhere. */

import { callMethod, isKept, isMoved, type MethodLibrary, type Receiver } from "./access.js";
import { callResumable, callValue } from "./call.js";
import { Handle } from "./handle.js";
import { checkMethodCall } from "./hooks.js";
import { collectResumable, isSequenceMethod, Sequence } from "./sequence.js";
import { fieldOf, RuffStruct } from "./struct.js";
import type { Resumable } from "./tasks.js";
import { ResumableFunction, RuffArray, RuffDict, share, type Value } from "./value.js";

/** `object.name(args)`: see `callMethod`. */
export function* callMethodResumable(
  object: Value,
  name: string,
  args: readonly Value[],
  receiver: Receiver,
  library: MethodLibrary,
): Resumable {
  const started = startMethod(object, name, args, receiver, library);
  if (started !== null) return yield* started;
  return callMethod(object, name, args, callValue, receiver, library);
}

/** The call if it may wait, else null. */
function startMethod(
  object: Value,
  name: string,
  args: readonly Value[],
  receiver: Receiver,
  library: MethodLibrary,
): Resumable | null {
  if (object instanceof RuffStruct) {
    const method = object.type.methods.get(name);
    if (method === undefined) return startStored(fieldOf(object, name), object, args);
    if (!(method instanceof ResumableFunction)) return null;
    return startOn(method, isKept(receiver) ? share(object) : object, args);
  }
  if (object instanceof RuffDict) return startStored(object.entries.get(name), object, args);
  if (!isSequenceMethod(name)) {
    if (object instanceof RuffArray) return library.startOnArray(name, object, args, isMoved(receiver));
    if (object instanceof Sequence && library.has(name, "array"))
      return callOnItems(object, name, args, library);
  }
  return object instanceof Handle ? object.callMethodResumable(name, args) : null;
}

/** What gives values one by one has the methods of an array of them. */
function* callOnItems(
  sequence: Sequence,
  name: string,
  args: readonly Value[],
  library: MethodLibrary,
): Resumable {
  return yield* callMethodResumable(yield* collectResumable(sequence), name, args, "moved", library);
}

function startStored(stored: Value | undefined, receiver: Value, args: readonly Value[]): Resumable | null {
  if (!(stored instanceof ResumableFunction)) return null;
  const shared = args.map(share);
  return stored.info.takesSelf ? startOn(stored, share(receiver), shared) : callResumable(stored, shared);
}

function startOn(method: ResumableFunction, receiver: Value, args: readonly Value[]): Resumable {
  checkMethodCall(method, args.length);
  return method.resumable(receiver, ...args);
}
