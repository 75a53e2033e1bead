/** What running a piece of code may do to bindings outside itself. */

import { type CallGraph, callComponents } from "../ir/call-graph.js";
import type { IrFunction, IrNode, Slot } from "../ir/nodes.js";
import { someInside, walkBlock } from "../ir/walk.js";
import { builtinNamed } from "../stdlib/registry.js";
import type { BuiltinSpec } from "../stdlib/spec.js";

/** The effects of calling a function, its own calls included, on captured slots: no others are in its reach. */
interface Effects {
  /** Slots that may be assigned, or whose value may be changed in place. */
  readonly writes: Set<Slot>;
  /** Slots that may be read or written. */
  readonly touches: Set<Slot>;
  /** Whether it calls values that are not known here, which may touch any captured slot. */
  unknownCalls: boolean;
}

export type EffectTable = ReadonlyMap<IrFunction, Effects>;

/** Functions that call each other have the same effects. */
export function effectTable(calls: CallGraph): EffectTable {
  const table = new Map<IrFunction, Effects>();
  for (const component of callComponents(calls)) {
    const effects: Effects = { writes: new Set(), touches: new Set(), unknownCalls: false };
    for (const fn of component) {
      walkBlock(fn.body, (node) => note(node, effects));
      for (const called of calls.get(fn) ?? []) merge(effects, table.get(called));
    }
    for (const fn of component) table.set(fn, effects);
  }
  return table;
}

/** Whether running the node may change what the slot holds. */
export function mayWrite(node: IrNode, slot: Slot, table: EffectTable): boolean {
  return someInside(
    node,
    (inner) => writtenBy(inner).includes(slot) || callMay("writes", inner, slot, table),
  );
}

/** Whether a call inside the node may read or change what the slot holds. */
export function callsMayTouch(node: IrNode, slot: Slot, table: EffectTable): boolean {
  return someInside(node, (inner) => callMay("touches", inner, slot, table));
}

function callMay(what: "writes" | "touches", node: IrNode, slot: Slot, table: EffectTable): boolean {
  if (!slot.captured) return false;
  if (node.kind !== "callFunction") return callsUnknown(node);
  const effects = table.get(node.target);
  return effects === undefined || effects.unknownCalls || effects[what].has(slot);
}

function note(node: IrNode, effects: Effects): void {
  for (const slot of writtenBy(node)) if (slot.captured) effects.writes.add(slot);
  for (const slot of writtenBy(node)) if (slot.captured) effects.touches.add(slot);
  for (const slot of readBy(node)) if (slot.captured) effects.touches.add(slot);
  effects.unknownCalls ||= callsUnknown(node);
}

function merge(into: Effects, from: Effects | undefined): void {
  if (from === undefined || from === into) return; // undefined: in the same component
  for (const slot of from.writes) into.writes.add(slot);
  for (const slot of from.touches) into.touches.add(slot);
  into.unknownCalls ||= from.unknownCalls;
}

const NONE: readonly Slot[] = [];

/** The slots that the node itself assigns or changes the value of. */
function writtenBy(node: IrNode): readonly Slot[] {
  switch (node.kind) {
    case "declare":
    case "assign":
      return [node.slot];
    case "assignFirst":
    case "store":
    case "update":
      return node.candidates;
    case "import":
      return node.slots;
    default:
      return NONE;
  }
}

/** The slots that the node itself reads. */
function readBy(node: IrNode): readonly Slot[] {
  switch (node.kind) {
    case "get":
      return [node.slot];
    case "lookup":
      return node.candidates;
    case "receiverField":
    case "hasField":
      return [node.receiver];
    default:
      return NONE;
  }
}

/** Whether the node runs code that is not known here. */
function callsUnknown(node: IrNode): boolean {
  switch (node.kind) {
    case "import":
    case "call":
    case "callMethod":
    case "await":
    case "yield":
      return true;
    case "callBuiltin":
      return mayRunOtherCode(builtinNamed(node.name));
    default:
      return false;
  }
}

/** It calls a function that it is given, or waits: then tasks run. */
function mayRunOtherCode({ parameters, runResumable }: BuiltinSpec): boolean {
  return runResumable !== undefined || parameters.some(({ kind }) => kind === "function");
}
