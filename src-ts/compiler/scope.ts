/**
 * Scopes and what is known about their slots.
 *
 * A name is visible only once its declaration has run, and a bare assignment looks for a binding when it
 * runs. Most of that is decided here, at compile time: `bound` holds the slots that are certainly bound at
 * the current point. A slot of the current function that is not in it is unbound, since only statements
 * directly in a scope bind its slots, unless a bare assignment had to choose at run time (`maybeBound`); a
 * slot of an enclosing function may have been bound by the time the inner function runs. What cannot be
 * decided stays a list of candidates for run time.
 */

import type { Block, Export, IrFunction, Slot, Statement } from "../ir/nodes.js";
import type { LoweredFunction } from "./lowered-function.js";
import type { Mutability } from "../runtime/binding.js";
import type { Node } from "../syntax/ast.js";
import type { Diagnostic } from "../syntax/diagnostic.js";
import type { SlotSet } from "./bound-slots.js";
import { type Declaration, duplicates, type ExportsOf, type Payloads } from "./names.js";

/** One compilation: the state that all scopes of a file share. */
export interface Unit {
  readonly functions: LoweredFunction[];
  readonly diagnostics: Diagnostic[];
  /** Names that a bare assignment anywhere may overwrite: functions of these names are not constant. */
  reassigned: ReadonlySet<string>;
  nextSlot: number;
  /** The names that the file's struct literals, declarations and assignments use for fields. */
  fieldNames: ReadonlySet<string>;
  /** Which of a tag's payloads a case has to bind. */
  payloads: Payloads;
  readonly exports: Export[];
  readonly exportsOf: ExportsOf;
}

/** A function being lowered. */
export interface FunctionContext {
  readonly unit: Unit;
  readonly ir: LoweredFunction;
  readonly bound: SlotSet;
  /** Slots of this function that a bare assignment has bound unless it found an outer binding. */
  readonly maybeBound: SlotSet;
  /** Slots that a case of a `match` or the like may have bound. */
  readonly possiblyBound: Set<Slot>;
  /** Statements that must run before the one being lowered (`hoist.ts`). */
  pending: Statement[];
  /** In a method without `self`: its receiver, and the names that may be fields of it. */
  receiver: { readonly slot: Slot; readonly fields: ReadonlySet<string> } | null;
}

interface Entry {
  readonly slot: Slot;
  /** Whether only bare assignments bind it. */
  readonly implicit: boolean;
}

interface Candidate {
  readonly slot: Slot;
  readonly droppable: boolean;
}

export interface Resolution {
  readonly candidates: Slot[];
  readonly certain: boolean;
  /** The receiver whose fields come after the candidates, if any do. */
  readonly receiver: Slot | null;
  /** What the name means if the receiver has no such field. */
  readonly outer: Resolution | null;
}

export class Scope {
  readonly block: Block = { slots: [], body: [] };
  private readonly entries = new Map<string, Entry[]>();

  constructor(
    readonly context: FunctionContext,
    readonly parent: Scope | null,
    /** Whether statements here are inside a loop of this function. */
    readonly inLoop: boolean,
    /** For a task: the names that it has copies of. What they mean further out is not looked at. */
    private readonly copied: ReadonlySet<string> | null = null,
  ) {}

  get isGlobal(): boolean {
    return this.parent === null;
  }

  /** Makes the slots for what the scope's statements declare. */
  declareAll(declared: readonly Declaration[]): void {
    const inFunction = this.context.ir.parent !== null;
    if (inFunction)
      for (const { name, node } of duplicates(declared.filter(({ explicit }) => explicit)))
        reportDuplicate(this.context.unit, name, node);
    for (const { name, mutability, bare } of declared) {
      const entry = this.entries.get(name)?.find(({ slot }) => slot.mutability === mutability);
      if (!entry) this.addSlot(name, mutability, bare);
      else if (!bare && entry.implicit) this.replaceImplicit(name, entry);
    }
  }

  private replaceImplicit(name: string, entry: Entry): void {
    const list = this.entries.get(name) as Entry[];
    list[list.indexOf(entry)] = { slot: entry.slot, implicit: false };
  }

  /** Makes a slot of this scope. */
  addSlot(name: string, mutability: Mutability, implicit = false): Slot {
    const { unit, ir } = this.context;
    const slot: Slot = {
      id: unit.nextSlot++,
      name,
      mutability,
      owner: ir,
      global: this.isGlobal,
      index: ir.slotCount++,
      captured: false,
      maybeUnbound: false,
      constant: null,
    };
    this.block.slots.push(slot);
    const list = this.entries.get(name);
    if (list) list.push({ slot, implicit });
    else this.entries.set(name, [{ slot, implicit }]);
    return slot;
  }

  /** This scope's slot for a declaration that stands in it. */
  ownSlot(name: string, mutability: Mutability): Slot {
    const entry = this.entries.get(name)?.find(({ slot }) => slot.mutability === mutability);
    return entry ? entry.slot : this.addSlot(name, mutability);
  }

  /** The slot under which this very scope certainly holds the name now, if it does. */
  heldSlot(name: string): Slot | null {
    const held = this.entries.get(name)?.find(({ slot }) => this.context.bound.has(slot));
    return held ? held.slot : null;
  }

  /** The slot under which this very scope may hold the name now, without being certain to. */
  doubtfulSlot(name: string): Slot | null {
    const { maybeBound, possiblyBound } = this.context;
    const held = this.entries.get(name)?.find(({ slot }) => maybeBound.has(slot) || possiblyBound.has(slot));
    return held ? held.slot : null;
  }

  /**
   * The slots that may be what `name` means here, innermost first, and whether one of them is certainly
   * bound. One candidate that is certain is the common case. With a `receiver`, its fields come next, and
   * what is found after them is in `outer`.
   */
  resolve(name: string): Resolution {
    const bound = this.boundAs(name);
    if (bound === null) return this.resolveAll(name);
    this.use(bound, true);
    return { candidates: [bound], certain: true, receiver: null, outer: null };
  }

  /** The slot of the common case: nothing but one that is certainly bound. */
  private boundAs(name: string): Slot | null {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const entries = scope.entries.get(name);
      const slot = entries?.length === 1 ? entries[0]?.slot : undefined;
      if (entries) return slot && this.context.bound.has(slot) ? slot : null;
      if (scope.context.receiver || scope.copied) return null;
    }
    return null;
  }

  private resolveAll(name: string): Resolution {
    let found: Candidate[] = [];
    let inside: Candidate[] | null = null;
    let receiver: Slot | null = null;
    let certain = false;
    let oneOfMany = false;
    for (let scope: Scope | null = this; scope && !certain; scope = scope.parent) {
      for (const { slot, implicit } of scope.entries.get(name) ?? []) {
        if (this.context.bound.has(slot)) {
          found.push({ slot, droppable: false });
          certain = true;
        } else if (this.context.maybeBound.has(slot)) {
          // This one or one further out: the assignment has bound either.
          found.push({ slot, droppable: false });
          oneOfMany = true;
        } else if (this.context.possiblyBound.has(slot)) found.push({ slot, droppable: false });
        else if (slot.owner !== this.context.ir) found.push({ slot, droppable: implicit });
      }
      if (scope.copied?.has(name)) break;
      const fields = scope.context.receiver;
      if (certain || inside || !fields || !scope.isFunctionBody || !fields.fields.has(name)) continue;
      inside = found;
      receiver = fields.slot;
      this.use(receiver, true);
      found = [];
    }
    const candidates = this.settle(found, certain);
    const result = { candidates, certain: certain || oneOfMany, receiver: null, outer: null };
    if (!inside) return result;
    return { candidates: this.settle(inside, false), certain: false, receiver, outer: result };
  }

  /** A bare assignment that would find an outer binding never makes one of its own. */
  private settle(found: readonly Candidate[], certain: boolean): Slot[] {
    const candidates = found.filter(({ droppable }) => !(certain && droppable)).map(({ slot }) => slot);
    for (const slot of candidates) this.use(slot, certain && slot === candidates.at(-1));
    return candidates;
  }

  private get isFunctionBody(): boolean {
    return this.parent?.context.ir !== this.context.ir;
  }

  /** Notes that the current function uses the slot. */
  use(slot: Slot, certain: boolean): void {
    if (!certain) slot.maybeUnbound = true;
    let user: IrFunction | null = this.context.ir;
    if (user === slot.owner) return;
    slot.captured = true;
    for (; user && user !== slot.owner; user = user.parent) user.captures.add(slot);
  }
}

/** Reports a static error: compilation goes on to find further ones, but nothing will run. */
export function reportError(unit: Unit, message: string, at: number): void {
  unit.diagnostics.push({
    code: "RUFVM001",
    subsystem: "vm",
    message: `Compilation error: ${message}`,
    help: null,
    offset: at,
  });
}

export function reportDuplicate(unit: Unit, name: string, node: Node): void {
  reportError(unit, `Duplicate declaration in the same scope: ${name}`, node.at);
}
