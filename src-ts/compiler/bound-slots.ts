/** Sets of slots that are bound, or may be, at a point of a function. */

import type { Slot } from "../ir/nodes.js";

/** A set of slots that can undo what is done to it: nothing is copied, because files have many variables. */
export class SlotSet extends Set<Slot> {
  /** The slots that the innermost attempt has added or deleted, and whether they were there before. */
  private changes: Map<Slot, boolean> | null = null;

  /** Whether the slot is in this very set. */
  holds(slot: Slot): boolean {
    return super.has(slot);
  }

  override add(slot: Slot): this {
    this.note(slot);
    return super.add(slot);
  }

  override delete(slot: Slot): boolean {
    this.note(slot);
    return super.delete(slot);
  }

  private note(slot: Slot): void {
    if (this.changes?.has(slot) === false) this.changes.set(slot, super.has(slot));
  }

  /** Does the work and undoes what that did to the set. Tells which of the slots concerned were in it in the end. */
  attempt(work: () => void): ReadonlyMap<Slot, boolean> {
    const outer = this.changes;
    const changes = new Map<Slot, boolean>();
    this.changes = changes;
    work();
    this.changes = outer;
    const outcome = new Map<Slot, boolean>();
    for (const [slot, wasThere] of changes) {
      outcome.set(slot, super.has(slot));
      if (wasThere) super.add(slot);
      else super.delete(slot);
    }
    return outcome;
  }
}

/** The slots that are certainly bound: a function's own, and what is bound around it while it is lowered. */
export class BoundSlots extends SlotSet {
  constructor(private readonly around: ReadonlySet<Slot>) {
    super();
  }

  override has(slot: Slot): boolean {
    return super.has(slot) || this.around.has(slot);
  }
}
