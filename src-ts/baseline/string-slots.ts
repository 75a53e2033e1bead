/** Variables that hold strings whose characters are read by position. */

import type { Expression, IrNode, Slot } from "../ir/nodes.js";
import type { Facts } from "./facts.js";
import { isOnly, STRING } from "./kinds.js";
import type { PlacedNode } from "./module-nodes.js";

/**
 * Those for which the baseline can keep in a variable of its own whether each character is one UTF-16 unit: local
 * ones that get their values in declarations and plain assignments only.
 */
export function indexedStrings(nodes: readonly PlacedNode[], facts: Facts): Set<Slot> {
  const indexed = new Set<Slot>();
  for (const { node } of nodes) {
    const read = stringRead(node);
    if (read?.kind === "get" && isLocal(read.slot) && isOnly(facts.ofSlot(read.slot), STRING))
      indexed.add(read.slot);
  }
  for (const { node } of nodes) for (const slot of otherwiseBound(node)) indexed.delete(slot);
  return indexed;
}

function isLocal({ captured, constant, global }: Slot): boolean {
  return !captured && !constant && !global;
}

/** What is read by position here. */
function stringRead(node: IrNode): Expression | null {
  if (node.kind === "index") return node.object;
  return node.kind === "callBuiltin" && node.name === "len" ? (node.args[0] ?? null) : null;
}

function otherwiseBound(node: IrNode): readonly Slot[] {
  switch (node.kind) {
    case "assignFirst":
      return node.create ? [...node.candidates, node.create] : node.candidates;
    case "each":
    case "try":
      return [node.slot];
    default:
      return [];
  }
}
