/** JavaScript names for slots and functions: the Ruff name where possible, `name$7` where it is taken. */

import type { IrFunction, Slot } from "../ir/nodes.js";

const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof undefined var void while " +
    "with yield NaN Infinity Math Object"
  ).split(" "),
);

export class Names {
  private readonly taken = new Set(RESERVED);
  private readonly slots = new Map<Slot, string>();
  private readonly functions = new Map<IrFunction, string>();

  ofSlot(slot: Slot): string {
    // A constant function and its slot are one thing in JavaScript: a function declaration.
    if (slot.constant) return this.ofFunction(slot.constant);
    return remember(this.slots, slot, () => this.fresh(slot.name, slot.id));
  }

  ofFunction(fn: IrFunction): string {
    const base = fn.parent === null ? "main" : fn.name === "<lambda>" ? "lambda" : fn.name;
    return remember(this.functions, fn, () => this.fresh(base, `f${fn.id}`));
  }

  private fresh(name: string, suffix: number | string): string {
    const plain = name.replace(/[^A-Za-z0-9_]/g, "_");
    const free = this.taken.has(plain) || /^\d/.test(plain) ? `${plain}$${suffix}` : plain;
    this.taken.add(free);
    return free;
  }
}

function remember<Key>(map: Map<Key, string>, key: Key, make: () => string): string {
  let name = map.get(key);
  if (name === undefined) {
    name = make();
    map.set(key, name);
  }
  return name;
}
