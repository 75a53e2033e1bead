/**
 * Variables that the baseline keeps in special ways: local ones that get their values in declarations and plain
 * assignments only, so that it sees each of them.
 */

import type { Expression, IrNode, Slot } from "../ir/nodes.js";
import type { Facts } from "./facts.js";
import { FLOAT, isOnly, NOTHING, STRING } from "./kinds.js";
import type { PlacedNode } from "./module-nodes.js";

/** Those that hold strings of which characters are read by position: it is kept beside them whether they are plain. */
export function indexedStrings(nodes: readonly PlacedNode[], facts: Facts): Set<Slot> {
  const read = nodes.flatMap(({ node }) => {
    const string = readByPosition(node);
    return string?.kind === "get" && isOnly(facts.ofSlot(string.slot), STRING) ? [string.slot] : [];
  });
  return onlyAssigned(read, nodes);
}

/** Those that hold floats: they hold the bare JavaScript number instead. */
export function bareFloats(nodes: readonly PlacedNode[], facts: Facts): Set<Slot> {
  const declared = nodes.flatMap(({ node }) => (node.kind === "declare" ? [node.slot] : []));
  const floats = declared.filter((slot) => {
    const kinds = facts.ofSlot(slot);
    return kinds !== NOTHING && isOnly(kinds, FLOAT) && !slot.maybeUnbound && !isParameter(slot);
  });
  return onlyAssigned(floats, nodes);
}

function isParameter(slot: Slot): boolean {
  return slot.owner.parameters.includes(slot);
}

function onlyAssigned(slots: readonly Slot[], nodes: readonly PlacedNode[]): Set<Slot> {
  const found = new Set(slots.filter(({ captured, constant, global }) => !captured && !constant && !global));
  for (const { node } of nodes) for (const slot of otherwiseWritten(node)) found.delete(slot);
  return found;
}

function readByPosition(node: IrNode): Expression | null {
  if (node.kind === "index") return node.object;
  return node.kind === "callBuiltin" && node.name === "len" ? (node.args[0] ?? null) : null;
}

function otherwiseWritten(node: IrNode): readonly Slot[] {
  switch (node.kind) {
    case "assignFirst":
      return node.create ? [...node.candidates, node.create] : node.candidates;
    case "store":
    case "update":
      return node.candidates;
    case "each":
    case "try":
      return [node.slot];
    default:
      return [];
  }
}
