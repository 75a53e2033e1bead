/** Where handlers may look: how many `try` bodies of a function enclose a statement, and the scopes of its variables. */

import type { Block, Slot, Statement } from "../ir/nodes.js";
import { blocksOf } from "../ir/walk.js";

export class TryDepth {
  private readonly ofSlot = new Map<Slot, number>();
  private depth = 0;

  /** Notes the variables of a block that begins here. */
  begin(block: Block): void {
    for (const slot of block.slots) this.ofSlot.set(slot, this.depth);
  }

  /** Goes through the blocks directly inside the statement. */
  eachBlock(statement: Statement, visit: (block: Block) => void): void {
    for (const inner of blocksOf(statement)) {
      const guarded = statement.kind === "try" && inner === statement.body;
      if (guarded) this.depth++;
      visit(inner);
      if (guarded) this.depth--;
    }
  }

  /** Whether no `try` body lies between the slot's scope and the present statement. */
  isSame(slot: Slot): boolean {
    return this.ofSlot.get(slot) === this.depth;
  }
}
