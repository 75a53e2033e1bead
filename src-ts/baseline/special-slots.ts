/**
 * Variables that the baseline keeps in special ways: local ones that get their values in declarations and plain
 * assignments only, so that it sees each of them.
 */

import type { Expression, IrFunction, IrNode, Slot } from "../ir/nodes.js";
import type { Facts } from "./facts.js";
import { FLOAT, isOnly, NOTHING, STRING } from "./kinds.js";

export interface SpecialSlots {
  /** Those that hold strings of which characters are read by position: it is kept beside them whether they are plain. */
  readonly indexedStrings: ReadonlySet<Slot>;
  /** Those that hold floats: they hold the bare JavaScript number instead. */
  readonly bareFloats: ReadonlySet<Slot>;
}

/** Whether only its own function sees the variable. */
export function isPrivate({ captured, constant, global }: Slot): boolean {
  return !captured && !constant && !global;
}

export function specialSlots({ nodes, parameters }: IrFunction, facts: Facts): SpecialSlots {
  const strings = nodes.flatMap((node) => {
    const string = readByPosition(node);
    if (string?.kind !== "get" || !isPrivate(string.slot)) return [];
    return isOnly(facts.ofSlot(string.slot), STRING) ? [string.slot] : [];
  });
  const declared = nodes.flatMap((node) => (node.kind === "declare" ? [node.slot] : []));
  const floats = declared.filter((slot) => {
    if (!isPrivate(slot) || slot.maybeUnbound || parameters.includes(slot)) return false;
    const kinds = facts.ofSlot(slot);
    return kinds !== NOTHING && isOnly(kinds, FLOAT);
  });
  return { indexedStrings: onlyAssigned(strings, nodes), bareFloats: onlyAssigned(floats, nodes) };
}

function onlyAssigned(slots: readonly Slot[], nodes: readonly IrNode[]): Set<Slot> {
  const found = new Set(slots);
  if (found.size > 0) for (const node of nodes) for (const slot of otherwiseWritten(node)) found.delete(slot);
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
