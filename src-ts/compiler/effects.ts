/** What running a piece of code may do to bindings outside itself. */

import { callGraph } from "../ir/call-graph.js";
import type { IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { someInside } from "../ir/walk.js";
import { builtinNamed, isBuiltin } from "../stdlib/registry.js";
import type { BuiltinSpec } from "../stdlib/spec.js";

/** The effects of calling a function, its own calls included, on captured slots: no others are in its reach. */
interface Effects {
  /** Slots that may be assigned, or whose value may be changed in place. */
  readonly writes: SlotBits;
  /** Slots that may be read or written. */
  readonly touches: SlotBits;
  /** Whether it calls values that are not known here, which may touch any captured slot. */
  unknownCalls: boolean;
}

export type EffectTable = ReadonlyMap<IrFunction, Effects>;

/** A set of captured slots, which are numbered: chains of calls would have too many sets of too many slots. */
class SlotBits {
  private readonly words: Uint32Array;

  constructor(private readonly numbers: ReadonlyMap<Slot, number>) {
    this.words = new Uint32Array((numbers.size + 31) >> 5);
  }

  add(slot: Slot): void {
    const number = this.numbers.get(slot) as number;
    this.words[number >> 5] = (this.words[number >> 5] as number) | (1 << (number & 31));
  }

  has(slot: Slot): boolean {
    const number = this.numbers.get(slot);
    return number !== undefined && ((this.words[number >> 5] as number) & (1 << (number & 31))) !== 0;
  }

  addAll({ words }: SlotBits): void {
    for (let i = 0; i < words.length; i++) this.words[i] = (this.words[i] as number) | (words[i] as number);
  }
}

/** Functions that call each other have the same effects. */
export function effectTable(module: Module): EffectTable {
  const captured = new Set(module.functions.flatMap((fn) => [...fn.captures]));
  const numbers = new Map([...captured].map((slot, number) => [slot, number]));
  const calls = callGraph(module);
  const table = new Map<IrFunction, Effects>();
  for (const component of calls.components) {
    const [writes, touches] = [new SlotBits(numbers), new SlotBits(numbers)];
    const effects: Effects = { writes, touches, unknownCalls: false };
    for (const fn of component) {
      fn.nodes.forEach((node) => note(node, effects));
      for (const called of calls.calledBy(fn)) merge(effects, table.get(called));
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
  const written = writtenBy(node);
  for (let i = 0; i < written.length; i++) {
    const slot = written[i] as Slot;
    if (!slot.captured) continue;
    effects.writes.add(slot);
    effects.touches.add(slot);
  }
  const read = readBy(node);
  for (let i = 0; i < read.length; i++) if (read[i]?.captured) effects.touches.add(read[i] as Slot);
  effects.unknownCalls ||= callsUnknown(node);
}

function merge(into: Effects, from: Effects | undefined): void {
  if (from === undefined || from === into) return; // undefined: in the same component
  into.writes.addAll(from.writes);
  into.touches.addAll(from.touches);
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

/** Whether a builtin has this name, and calling it with a dot runs nothing else. */
export function isSelfContained(name: string): boolean {
  return isBuiltin(name) && !mayRunOtherCode(builtinNamed(name));
}

/** It calls a function that it is given, or waits: then tasks run. */
function mayRunOtherCode({ parameters, runResumable }: BuiltinSpec): boolean {
  return runResumable !== undefined || parameters.some(({ kind }) => kind === "function");
}
