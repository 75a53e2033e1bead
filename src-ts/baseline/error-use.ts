/** What handlers look at of the errors that they catch. */

import type { Block, Expression, IrNode, Slot } from "../ir/nodes.js";
import { slotsOf, walkBlock } from "../ir/walk.js";

/** What an error has been raised with: it is there without a look at the stack. */
const RAISED_WITH: ReadonlySet<string> = new Set(["message", "cause"]);

/** Whether the handler uses nothing of its error, which is in the slot, but what it was raised with. */
export function needsNoStack(handler: Block, slot: Slot): boolean {
  if (slot.captured) return false;
  let uses = 0;
  let plain = 0;
  walkBlock(handler, (node) => {
    if (slotsOf(node).includes(slot)) uses++;
    if (isPlainUse(node, slot)) plain++;
  });
  return uses === plain;
}

function isPlainUse(node: IrNode, slot: Slot): boolean {
  if (node.kind === "field") return RAISED_WITH.has(node.name) && isRead(node.object, slot);
  return node.kind === "throw" && isRead(node.value, slot);
}

function isRead(node: Expression, slot: Slot): boolean {
  return node.kind === "share" ? isRead(node.value, slot) : node.kind === "get" && node.slot === slot;
}
