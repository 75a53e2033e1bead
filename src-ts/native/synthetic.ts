/** Variables and functions of IR that is made here, with no source behind it. */

import type { IrFunction, Slot } from "../ir/nodes.js";

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

/** Functions of a module have smaller numbers: frames of those made here belong to no function of the source. */
const FIRST_ID = 2 ** 30;
let made = 0;

export function syntheticId(): number {
  return FIRST_ID + made++;
}
