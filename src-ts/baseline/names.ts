/**
 * JavaScript names for slots and functions: the Ruff name where possible, `name$7` where it is taken.
 *
 * Functions get names of their own in the whole module, because stack traces tell them apart by name. A
 * slot needs a name of its own only among what its function uses.
 */

import type { IrFunction, Slot } from "../ir/nodes.js";

const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof undefined var void while " +
    "with yield NaN Infinity Math"
  ).split(" "),
);

export class Names {
  private readonly functionNames = new Set<string>();
  private readonly slotNames = new Map<IrFunction, Set<string>>();
  private readonly slots = new Map<Slot, string>();
  private readonly functions = new Map<IrFunction, string>();

  ofSlot(slot: Slot): string {
    // A constant function and its slot are one thing in JavaScript: a function declaration.
    if (slot.constant) return this.ofFunction(slot.constant);
    let name = this.slots.get(slot);
    if (name === undefined) {
      name = fresh(slot.name, slot.id, this.takenIn(slot.owner));
      this.slots.set(slot, name);
    }
    return name;
  }

  ofFunction(fn: IrFunction): string {
    let name = this.functions.get(fn);
    if (name === undefined) {
      const base = fn.parent === null ? "main" : fn.name.replace(/^<(.*)>$/, "$1");
      const around = fn.parent ? this.takenIn(fn.parent) : new Set<string>();
      name = fresh(base, `f${fn.id}`, this.functionNames, around);
      this.functions.set(fn, name);
    }
    return name;
  }

  /** The Ruff names of variables and functions that have others in JavaScript. */
  renamed(): Map<string, string> {
    const all = [...this.slots, ...this.functions].map(([{ name }, given]) => [given, name] as const);
    return new Map(all.filter(([given, name]) => given !== name && IDENTIFIER.test(name)));
  }

  /** The names that mean something inside the function already. */
  private takenIn(fn: IrFunction): Set<string> {
    let taken = this.slotNames.get(fn);
    if (!taken) {
      taken = new Set([...fn.captures].map((slot) => this.ofSlot(slot)));
      this.slotNames.set(fn, taken);
    }
    return taken;
  }
}

/** What a Ruff program calls something, unlike `[receiver]` and `<lambda>`. */
const IDENTIFIER = /^[\p{Alphabetic}\p{N}_]+$/u;

/** A name that none of the sets holds; from then on all of them do. What is not ASCII in it gets lost. */
function fresh(name: string, suffix: number | string, ...taken: Set<string>[]): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, "_");
  const ascii = /^[\x20-\x7e]*$/.test(name);
  const clashes = !ascii || RESERVED.has(plain) || /^\d/.test(plain) || taken.some((set) => set.has(plain));
  const free = clashes ? `${plain}$${suffix}` : plain;
  for (const set of taken) set.add(free);
  return free;
}
