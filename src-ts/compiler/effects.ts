/** What running a piece of code may do to bindings outside itself. */

import type { Block, IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { walk, walkBlock } from "../ir/walk.js";
import { builtinNamed } from "../stdlib/registry.js";
import type { BuiltinSpec } from "../stdlib/spec.js";

export interface Effects {
  /** Slots that may be assigned, or whose value may be changed in place. */
  readonly writes: Set<Slot>;
  /** Slots that may be read or written. */
  readonly touches: Set<Slot>;
  /** Whether it calls values that are not known here, which may touch any captured slot. */
  unknownCalls: boolean;
}

/** The effects of each function's body, calls of constant functions included. */
export type EffectTable = ReadonlyMap<IrFunction, Effects>;

export function effectTable(module: Module): EffectTable {
  const table = new Map(module.functions.map((fn) => [fn, none()]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const fn of module.functions) {
      const effects = table.get(fn) as Effects;
      const before = size(effects);
      walkBlock(fn.body, (node) => note(node, effects, table));
      changed ||= size(effects) !== before;
    }
  }
  return table;
}

/** The effects of evaluating a node. */
export function effectsOf(node: IrNode, table: EffectTable): Effects {
  const effects = none();
  walk(node, (inner) => note(inner, effects, table));
  return effects;
}

export function effectsOfBlock(block: Block, table: EffectTable): Effects {
  const effects = none();
  walkBlock(block, (inner) => note(inner, effects, table));
  return effects;
}

/** Whether the effects may change what the slot holds. A slot that nothing captures is out of reach of calls. */
export function mayWrite(effects: Effects, slot: Slot): boolean {
  return effects.writes.has(slot) || (effects.unknownCalls && slot.captured);
}

/** Whether the effects may read or change what the slot holds. */
export function mayTouch(effects: Effects, slot: Slot): boolean {
  return effects.touches.has(slot) || (effects.unknownCalls && slot.captured);
}

function none(): Effects {
  return { writes: new Set(), touches: new Set(), unknownCalls: false };
}

function size(effects: Effects): number {
  return effects.writes.size + effects.touches.size + Number(effects.unknownCalls);
}

function note(node: IrNode, effects: Effects, table: EffectTable): void {
  switch (node.kind) {
    case "get":
      effects.touches.add(node.slot);
      break;
    case "receiverField":
    case "hasField":
      effects.touches.add(node.receiver);
      break;
    case "import":
      for (const slot of node.slots) write(effects, slot);
      effects.unknownCalls = true;
      break;
    case "lookup":
      for (const slot of node.candidates) effects.touches.add(slot);
      break;
    case "declare":
    case "assign":
      write(effects, node.slot);
      break;
    case "assignFirst":
    case "store":
    case "update":
      for (const slot of node.candidates) write(effects, slot);
      break;
    case "call":
    case "callMethod":
    case "await":
    case "yield":
      effects.unknownCalls = true;
      break;
    case "callBuiltin":
      effects.unknownCalls ||= mayRunOtherCode(builtinNamed(node.name));
      break;
    case "callFunction":
      merge(effects, table.get(node.target) as Effects);
      break;
  }
}

/** It calls a function that it is given, or waits: then tasks run. */
function mayRunOtherCode({ parameters, runResumable }: BuiltinSpec): boolean {
  return runResumable !== undefined || parameters.some(({ kind }) => kind === "function");
}

function write(effects: Effects, slot: Slot): void {
  effects.writes.add(slot);
  effects.touches.add(slot);
}

function merge(into: Effects, from: Effects): void {
  for (const slot of from.writes) into.writes.add(slot);
  for (const slot of from.touches) into.touches.add(slot);
  into.unknownCalls ||= from.unknownCalls;
}
