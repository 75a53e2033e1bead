/** Sets. Every change gives a new one. */

import { RuffSet } from "../runtime/collections.js";
import { RuffArray, type Value } from "../runtime/value.js";
import { maker, rowsOf } from "./collection-row.js";
import { type BuiltinSpec, builtin, fail, missing, parameters } from "./spec.js";

const row = rowsOf("Set", (value): value is RuffSet => value instanceof RuffSet);

/** A function of two sets. */
function combination(
  name: string,
  summary: string,
  combine: (left: RuffSet, right: RuffSet) => Iterable<Value>,
): BuiltinSpec {
  const message = `${name}() requires a Set argument`;
  return builtin({
    parameters: parameters("left:set", "right:set"),
    arityMessage: missing(name, 2, 2, message),
    result: "set",
    summary,
    run: (_host, left, right) =>
      left instanceof RuffSet && right instanceof RuffSet ? RuffSet.of(combine(left, right)) : fail(message),
  });
}

export const SETS: Record<string, BuiltinSpec> = {
  Set: maker("Set", "The distinct items of the array (none).", (items) => RuffSet.of(items)),
  set_add: row("set_add", "+value", "set", "The set with the value.", (set, value) => set.with(value)),
  set_remove: row("set_remove", "value", "set", "The set without the value.", (set, value) =>
    set.without(value),
  ),
  set_has: row("set_has", "value", "bool", "Whether the set has the value.", (set, value) => set.has(value)),
  set_union: combination("set_union", "The values of both sets.", (left, right) => [
    ...left.toItems(),
    ...right.toItems(),
  ]),
  set_intersect: combination("set_intersect", "The values that both sets have.", (left, right) =>
    left.toItems().filter((value) => right.has(value)),
  ),
  set_difference: combination("set_difference", "The values that only the first set has.", (left, right) =>
    left.toItems().filter((value) => !right.has(value)),
  ),
  set_to_array: row("set_to_array", "", "array", "The values in the order in which they came.", (set) => {
    return new RuffArray(set.toItems());
  }),
};
