/**
 * What is known about a module's values before it runs: the kinds that each variable and each function's
 * result can have, from everything that is assigned to it anywhere in the file. Of a function it is found out when
 * that is first asked: then for all functions that its values come from, too.
 */

import type { Expression, ExpressionOf, IrFunction, Slot } from "../ir/nodes.js";
import { builtinNamed } from "../stdlib/registry.js";
import { type Flow, flowsInto } from "./flow.js";
import * as kinds from "./kinds.js";
import { type Kinds, mayBe } from "./kinds.js";
import type { Outline } from "./outline.js";
import { isPrivate, type SpecialSlots, specialSlots } from "./special-slots.js";

const { ANY, BOOL, NOTHING, NULL, OTHER, STRING, STRUCT } = kinds;

/** What kinds are known of: variables by their slots, results by their functions. Guesses have names for more. */
export type Known = Slot | IrFunction | string;

/** What flows are found for at once. */
export function ownerOf(what: Known): IrFunction | string {
  return typeof what === "object" && "owner" in what ? what.owner : what;
}

export class Facts {
  /** Whether a struct may define what operators mean: it then depends on the struct met. */
  private readonly hasHooks: boolean;
  private readonly known = new Map<Known, Kinds>();
  /** The functions, or names of guesses, of which everything is known or about to be. */
  private readonly begun = new Set<IrFunction | string>();
  /** Flows to be followed. */
  private readonly pending = new Set<Flow>();
  /** While facts are being settled: the flow that is followed, and the flows that have read what is known. */
  private reading: Flow | null = null;
  private readonly readers = new Map<Known, Set<Flow>>();
  private readonly operations = new Map<Expression, Kinds>();
  private readonly special = new Map<IrFunction, SpecialSlots>();

  constructor(protected readonly outline: Outline) {
    this.hasHooks = outline.hasHooks;
  }

  /** The flows into a function's variables and result, or into what has a name. */
  protected flowsInto(what: IrFunction | string): Flow[] {
    return typeof what === "string" ? [] : flowsInto(what, this.outline, this);
  }

  private begin(what: IrFunction | string): void {
    if (this.begun.has(what)) return;
    this.begun.add(what);
    for (const flow of this.flowsInto(what)) this.pending.add(flow);
    if (this.reading === null) this.settle();
  }

  /** The least fixed point: nothing is possible until something makes it so, and then for all that have read it. */
  private settle(): void {
    // Going through the set meets what is added meanwhile.
    for (const flow of this.pending) {
      this.pending.delete(flow);
      const { into, source } = flow;
      this.reading = flow;
      const before = this.known.get(into) ?? NOTHING;
      const all = before | source();
      if (all === before) continue;
      this.known.set(into, all);
      this.readers.get(into)?.forEach((reader) => this.pending.add(reader));
    }
    this.reading = null;
    this.readers.clear();
  }

  protected read(what: Known): Kinds {
    this.begin(ownerOf(what));
    if (this.reading !== null) {
      const readers = this.readers.get(what);
      if (readers) readers.add(this.reading);
      else this.readers.set(what, new Set([this.reading]));
    }
    return this.known.get(what) ?? NOTHING;
  }

  /** What a parameter may get from calls that are not known. */
  ofArgument(_parameter: Slot): Kinds {
    return ANY;
  }

  /** Whether the variable holds floats as bare JavaScript numbers. */
  isBareFloat(slot: Slot): boolean {
    return isPrivate(slot) && this.specialSlots(slot.owner).bareFloats.has(slot);
  }

  /** Whether the variable holds strings of which characters are read by position. */
  isIndexedString(slot: Slot): boolean {
    return isPrivate(slot) && this.specialSlots(slot.owner).indexedStrings.has(slot);
  }

  private specialSlots(fn: IrFunction): SpecialSlots {
    let special = this.special.get(fn);
    if (!special) {
      special = specialSlots(fn, this);
      this.special.set(fn, special);
    }
    return special;
  }

  ofSlot(slot: Slot): Kinds {
    return slot.constant ? OTHER : this.read(slot);
  }

  /** Whether an operator's left operand may be a struct that defines it. */
  mayHook(left: Kinds): boolean {
    return this.hasHooks && mayBe(left, STRUCT);
  }

  /** The kinds of values that the expression can have. */
  of(node: Expression): Kinds {
    switch (node.kind) {
      case "null":
        return NULL;
      case "int":
        return kinds.kindOfInt(node.value);
      case "float":
        return kinds.FLOAT;
      case "string":
      case "interpolate":
        return STRING;
      case "get":
        return this.ofSlot(node.slot);
      case "lookup":
        return node.candidates.reduce((all, slot) => all | this.ofSlot(slot), this.of(node.otherwise));
      case "share":
      case "take":
        return this.of(node.value);
      case "unary":
        return this.ofUnary(node);
      case "binary":
        return this.ofBinary(node);
      case "logical":
        return node.operator === "??" ? (this.of(node.left) & ~NULL) | this.of(node.right) : BOOL;
      case "callFunction":
        return this.read(node.target);
      case "callBuiltin":
        return kinds.resultKinds(builtinNamed(node.name));
      case "index":
        return kinds.isOnly(this.of(node.object), STRING) ? STRING : ANY;
      case "slice":
        return this.of(node.object) & (kinds.ARRAY | STRING);
      case "rest":
      case "array":
        return kinds.ARRAY;
      case "dict":
      case "namedRest":
        return kinds.DICT;
      case "struct":
        return STRUCT;
      case "tag":
      case "wrap":
      case "closure":
        return OTHER;
      case "bool":
      case "isBound":
      case "isNull":
      case "isFailure":
      case "matches":
      case "hasField":
      case "hasPayload":
        return BOOL;
      case "throw":
      case "fail":
        return NOTHING;
      default:
        return ANY;
    }
  }

  private ofUnary({ operator, operand }: ExpressionOf<"unary">): Kinds {
    const inner = this.of(operand);
    if (this.mayHook(inner)) return ANY;
    return operator === "-" ? kinds.negatedKinds(inner) : BOOL;
  }

  /** Noted once the facts are settled: chains of operators are looked at again for each of their operators. */
  private ofBinary(node: ExpressionOf<"binary">): Kinds {
    let result = this.operations.get(node);
    if (result === undefined) {
      result = this.ofOperands(node);
      if (this.reading === null) this.operations.set(node, result);
    }
    return result;
  }

  private ofOperands({ operator, left, right }: ExpressionOf<"binary">): Kinds {
    const first = this.of(left);
    if (this.mayHook(first)) return ANY;
    switch (operator) {
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
        return kinds.arithmeticKinds(operator, first, this.of(right));
      default:
        return BOOL;
    }
  }
}
