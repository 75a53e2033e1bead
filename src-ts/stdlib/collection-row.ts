/** What the rows of sets, queues and stacks have in common. */

import type { Collection } from "../runtime/collections.js";
import { RuffArray, share, type Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, fail, missing, parameters, type ValueKind } from "./spec.js";

export type CollectionName = "Set" | "Queue" | "Stack";

/** Makes rows for functions of one kind of collection, and perhaps of a value, which they store or only look for. */
export function rowsOf<Own extends Collection>(kind: CollectionName, isOwn: (value: Value) => value is Own) {
  const word = kind.toLowerCase();
  return (
    name: string,
    value: "" | "value" | "+value",
    result: ValueKind,
    summary: string,
    compute: (own: Own, value: Value) => Value,
  ): BuiltinSpec => {
    const all = parameters(`${word}:${word}`, ...(value === "" ? [] : [value]));
    const message = `${name}() requires a ${kind} argument`;
    return builtin({
      parameters: all,
      arityMessage: missing(name, all.length, all.length, message),
      result,
      summary,
      run: (_host, own, other) => (isOwn(own) ? compute(own as Own, other) : fail(message)),
    });
  };
}

export function maker(
  kind: CollectionName,
  summary: string,
  make: (items: Value[]) => Collection,
): BuiltinSpec {
  return builtin({
    parameters: parameters("array:array"),
    arity: [0, 1],
    arityMessage: () => `${kind} constructor takes at most 1 argument`,
    result: kind.toLowerCase() as ValueKind,
    summary,
    run: (_host, array) => {
      if (array === undefined) return make([]);
      if (!(array instanceof RuffArray)) return fail(`${kind} constructor requires an array argument`);
      return make(array.items.map(share));
    },
  });
}

/** `queue_size` and `stack_size` have messages of their own. */
export function sizeRow<Own extends Collection>(
  kind: "Queue" | "Stack",
  isOwn: (value: Value) => value is Own,
): BuiltinSpec {
  const word = kind.toLowerCase();
  return builtin({
    parameters: parameters(`${word}:${word}`),
    arityMessage: (got) => `${word}_size expects 1 argument (${word}), got ${got}`,
    result: "int",
    summary: `The number of values in the ${word}.`,
    run: (_host, own) => (isOwn(own) ? (own as Own).size : fail(`${word}_size requires a ${kind} argument`)),
  });
}
