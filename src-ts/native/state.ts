/** What is known about slots at one point of a function: the abstract state of the typer. */

import type { Slot } from "../ir/nodes.js";
import type { NativeType, Variable } from "./typed.js";

/** A slot that holds one type on one way here and another on another. */
export interface Conflict {
  readonly conflict: readonly [NativeType, NativeType];
}

/** Bound slots. Null is the state of a point that cannot be reached. */
export type State = ReadonlyMap<Slot, Variable | Conflict> | null;

/** The state where two ways meet: slots bound on both, in conflict where their types differ. */
export function join(left: State, right: State): State {
  if (left === null) return right;
  if (right === null || left === right) return left;
  const joined = new Map<Slot, Variable | Conflict>();
  for (const [slot, a] of left) {
    const b = right.get(slot);
    if (b !== undefined) joined.set(slot, meet(a, b));
  }
  return joined;
}

function meet(a: Variable | Conflict, b: Variable | Conflict): Variable | Conflict {
  if (a === b || "conflict" in a) return a;
  return "conflict" in b ? b : { conflict: [a.type, b.type] };
}

/** Whether both say the same about every slot of the first. */
export function agrees(first: State, second: State): boolean {
  if (first === null || second === null) return first === second;
  for (const [slot, a] of first) {
    const b = second.get(slot);
    if (a !== b && !(b && "conflict" in a && "conflict" in b)) return false;
  }
  return true;
}
