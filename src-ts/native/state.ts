/** What is known about slots at one point of a function: the abstract state of the typer. */

import type { Slot } from "../ir/nodes.js";
import type { Variable } from "./typed.js";
import { joinValues, type NativeType } from "./types.js";

/** A slot whose type is certain. */
export interface Known {
  readonly variable: Variable;
  readonly type: NativeType;
}

/** A slot that holds one type on one way here and another on another. */
export interface Conflict {
  readonly conflict: readonly [NativeType, NativeType];
}

/** Bound slots. Null is the state of a point that cannot be reached. */
export type State = ReadonlyMap<Slot, Known | Conflict> | null;

/**
 * The state where two ways meet: slots bound on both. One that is an int on one way and a float on the other is the
 * number that `numberOf` says; with other types that differ, it is in conflict.
 */
export function join(left: State, right: State, numberOf: (slot: Slot) => Variable): State {
  if (left === null) return right;
  if (right === null || left === right) return left;
  const joined = new Map<Slot, Known | Conflict>();
  for (const [slot, a] of left) {
    const b = right.get(slot);
    if (b !== undefined)
      joined.set(
        slot,
        meet(a, b, () => numberOf(slot)),
      );
  }
  return joined;
}

function meet(a: Known | Conflict, b: Known | Conflict, number: () => Variable): Known | Conflict {
  if (a === b || "conflict" in a) return a;
  if ("conflict" in b) return b;
  const type = joinValues(a.type, b.type);
  if (type === null || type === "never") return { conflict: [a.type, b.type] };
  if (type === a.type) return a;
  return { variable: type === "number" ? number() : a.variable, type };
}

/** Whether both say the same about every slot of the first. */
export function agrees(first: State, second: State): boolean {
  if (first === null || second === null) return first === second;
  for (const [slot, a] of first) {
    const b = second.get(slot);
    if (a !== b && !(b && same(a, b))) return false;
  }
  return true;
}

function same(a: Known | Conflict, b: Known | Conflict): boolean {
  if ("conflict" in a || "conflict" in b) return "conflict" in a && "conflict" in b;
  return a.variable === b.variable && a.type === b.type;
}
