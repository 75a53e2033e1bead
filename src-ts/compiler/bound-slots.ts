/** The slots that are certainly bound at a point of a function: its own, and what is bound around it. */

import type { Slot } from "../ir/nodes.js";

/** Nothing is copied, because files have many functions; nothing around a function is bound while it is lowered. */
export class BoundSlots extends Set<Slot> {
  constructor(private readonly around: ReadonlySet<Slot>) {
    super();
  }

  override has(slot: Slot): boolean {
    return super.has(slot) || this.around.has(slot);
  }
}
