/** Variables of IR that is made here, with no source behind it. */

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
