/** Variables and functions of IR that is made here, with no source behind it. */

import type { Expression, IrFunction, IrNode, Slot } from "../ir/nodes.js";
import { summarize } from "../ir/summary.js";
import { nodesIn } from "../ir/walk.js";

export function syntheticSlot(owner: IrFunction, name: string): Slot {
  return {
    id: -1,
    name,
    mutability: "mut",
    owner,
    global: false,
    index: -1,
    captured: false,
    maybeUnbound: false,
    constant: null,
  };
}

/** Makes reads of variables, all for this place in the source. */
export function readAt(at: number): (slot: Slot) => Expression {
  return (slot) => ({ kind: "get", at, slot });
}

/** What a function made here has of its own; all else is as in a function of the source. */
type Made = Pick<IrFunction, "parameters" | "body"> &
  Partial<Pick<IrFunction, "id" | "name" | "at" | "required">>;

/** A function like another one. Its nodes are found when they are first wanted, which of most is never. */
export function syntheticFunction(
  like: IrFunction,
  made: Made,
  nodesOf = (): readonly IrNode[] => nodesIn(made.body),
): IrFunction {
  let nodes: readonly IrNode[] | null = null;
  return {
    ...like,
    id: made.id ?? like.id,
    name: made.name ?? like.name,
    at: made.at ?? like.at,
    parameters: made.parameters,
    required: made.required ?? like.required,
    get body() {
      return made.body;
    },
    get nodes() {
      nodes ??= nodesOf();
      return nodes;
    },
    get summary() {
      return summarize(this);
    },
  };
}

/** Functions of a module have smaller numbers: frames of those made here belong to no function of the source. */
const FIRST_ID = 2 ** 30;
let made = 0;

export function syntheticId(): number {
  return FIRST_ID + made++;
}

/**
 * The function's number in the source, or one that no function there has: the same for all made here, so that a unit's IR
 * does not depend on what was made before.
 */
export function sourceId({ id }: IrFunction): number {
  return Math.min(id, FIRST_ID);
}
