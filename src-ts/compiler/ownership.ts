/**
 * Decides who owns container values, and marks the places where a second owner appears.
 *
 * Every variable, element and capture owns one reference. Where an expression that reads one of them is
 * kept by another owner, it is wrapped in `share`, which sets the container's `shared` bit: the next write
 * through either owner then copies. No wrapping is needed for temporaries, for values handed to a parameter
 * that is only read (borrowed), and for moves, where the old owner gives the value up: a returned local, and
 * `a := f(a, ...)`.
 *
 * A parameter is consumed if its function writes into it, keeps it, returns it, captures it, or passes it to
 * a consumer. Callees that are not known consume.
 */

import type { Block, Expression, IrFunction, Module, Slot, Statement } from "../ir/nodes.js";
import { walk } from "../ir/walk.js";
import { type EffectTable, effectsOf, effectsOfBlock, effectTable, mayTouch, mayWrite } from "./effects.js";
import { childBlocks, ownedOperands, replaceOperands } from "./operands.js";

export function settleOwnership(module: Module): void {
  const effects = effectTable(module);
  settleParameters(module);
  for (const fn of module.functions) new Marker(fn, effects).markBlock(fn.body);
}

/** Finds the consumed parameters: the least fixed point over calls of constant functions. */
function settleParameters(module: Module): void {
  for (const fn of module.functions) fn.consumes = fn.parameters.map((slot) => slot.captured);
  for (let changed = true; changed; ) {
    changed = false;
    for (const fn of module.functions) {
      const consumed = consumedSlots(fn);
      fn.parameters.forEach((slot, i) => {
        if (fn.consumes[i] || !consumed.has(slot)) return;
        fn.consumes[i] = true;
        changed = true;
      });
    }
  }
}

/** The slots of a function that are written into or read where an owner is needed. */
function consumedSlots(fn: IrFunction): Set<Slot> {
  const consumed = new Set<Slot>();
  const consume = (node: Expression): void => {
    if (node.kind === "get") consumed.add(node.slot);
    else if (node.kind === "lookup") for (const slot of node.candidates) consumed.add(slot);
    else if (node.kind === "logical" && node.operator === "??") [node.left, node.right].forEach(consume);
  };
  for (const statement of fn.body.body)
    walk(statement, (node) => {
      if (node.kind === "store" || node.kind === "update")
        for (const slot of node.candidates) consumed.add(slot);
      ownedOperands(node).forEach(consume);
    });
  return consumed;
}

/** The variable that a read goes through (`a` in `a[i][j]`), as the slots it may be; empty for temporaries. */
function rootSlots(node: Expression): readonly Slot[] {
  switch (node.kind) {
    case "get":
      return [node.slot];
    case "lookup":
      return node.candidates;
    case "index":
    case "field":
    case "element":
      return rootSlots(node.object);
    default:
      return [];
  }
}

class Marker {
  /** How many `try` bodies of this function enclose the declaration of a slot. */
  private readonly tryDepthOf = new Map<Slot, number>();
  private tryDepth = 0;

  constructor(
    private readonly fn: IrFunction,
    private readonly effects: EffectTable,
  ) {}

  markBlock(block: Block): void {
    for (const slot of block.slots) this.tryDepthOf.set(slot, this.tryDepth);
    for (const statement of block.body) this.markStatement(statement);
  }

  private markStatement(statement: Statement): void {
    const moved = this.movedBy(statement);
    replaceOperands(statement, (operand, owned, later) => this.mark(operand, owned, later, moved));
    if (statement.kind === "each") this.protectIterable(statement);
    for (const block of childBlocks(statement)) {
      const guarded = statement.kind === "try" && block === statement.body;
      if (guarded) this.tryDepth++;
      this.markBlock(block);
      if (guarded) this.tryDepth--;
    }
  }

  /** Marks an operand and everything inside it. `later` says what is evaluated before the operand is used. */
  private mark(
    operand: Expression,
    owned: boolean,
    later: readonly Expression[],
    moved: Slot | null,
  ): Expression {
    const passesOn = owned && operand.kind === "logical" && operand.operator === "??";
    replaceOperands(operand, (inner, innerOwned, innerLater) =>
      this.mark(inner, innerOwned || passesOn, innerLater, moved),
    );
    const roots = rootSlots(operand);
    if (roots.length === 0) return operand;
    if (operand.kind === "get" && operand.slot === moved) return operand;
    return owned || this.exposed(roots, later) ? share(operand) : operand;
  }

  /** Whether code that runs while an operand is borrowed may write to the variable it was read from. */
  private exposed(roots: readonly Slot[], later: readonly Expression[]): boolean {
    const captured = roots.filter((slot) => slot.captured);
    if (captured.length === 0) return false;
    return later.some((node) => {
      const effects = effectsOf(node, this.effects);
      return captured.some((slot) => mayWrite(effects, slot));
    });
  }

  /** `for` walks over a snapshot: if the body may write to the variable, the write must copy. */
  private protectIterable(statement: Extract<Statement, { kind: "each" }>): void {
    const effects = effectsOfBlock(statement.body, this.effects);
    if (rootSlots(statement.iterable).some((slot) => mayWrite(effects, slot)))
      statement.iterable = share(statement.iterable);
  }

  /** The slot whose value the statement gives up, if it is one of the two forms that move. */
  private movedBy(statement: Statement): Slot | null {
    if (statement.kind === "return") {
      if (statement.value.kind !== "get") return this.lastRead(statement.value);
      const { slot } = statement.value;
      return slot.owner === this.fn && !slot.captured ? slot : null;
    }
    if (statement.kind !== "assign") return null;
    const { slot, value } = statement;
    return occurrences(value, slot) === 1 && this.maySelfUpdate(slot, value) ? slot : null;
  }

  /** For `return f(x, ...)`: a local that is read there once and that no handler can see afterwards. */
  private lastRead(value: Expression): Slot | null {
    const reads: Slot[] = [];
    walk(value, (node) => {
      if (node.kind === "get" && node.slot.owner === this.fn && !node.slot.captured) reads.push(node.slot);
    });
    const isLast = (slot: Slot): boolean =>
      reads.indexOf(slot) === reads.lastIndexOf(slot) && this.unseenByHandlers(slot);
    return reads.find(isLast) ?? null;
  }

  /** Whether no `try` body of this function lies between the slot's scope and the current statement. */
  private unseenByHandlers(slot: Slot): boolean {
    return (this.tryDepthOf.get(slot) ?? 0) === this.tryDepth;
  }

  /**
   * Whether `slot := value` may hand the old value over, to be changed in place. No one else may see the
   * slot meanwhile; and if the callee fails half-way, no handler may see what it had changed. A builtin that
   * gets the slot directly does all or nothing.
   */
  private maySelfUpdate(slot: Slot, value: Expression): boolean {
    if (mayTouch(callsIn(value, slot, this.effects), slot) && slot.captured) return false;
    const atomic =
      value.kind === "callBuiltin" && value.args.some((arg) => arg.kind === "get" && arg.slot === slot);
    return atomic || this.unseenByHandlers(slot);
  }
}

/** The effects of the calls in an expression, leaving aside that the expression itself reads the slot. */
function callsIn(value: Expression, slot: Slot, table: EffectTable): ReturnType<typeof effectsOf> {
  const effects = effectsOf(value, table);
  let direct = true;
  walk(value, (node) => {
    if (node.kind === "callFunction" && table.get(node.target)?.touches.has(slot)) direct = false;
  });
  if (direct) effects.touches.delete(slot);
  return effects;
}

function occurrences(value: Expression, slot: Slot): number {
  let count = 0;
  walk(value, (node) => {
    if (node.kind === "get" && node.slot === slot) count++;
    else if (node.kind === "lookup" && node.candidates.includes(slot)) count++;
  });
  return count;
}

function share(value: Expression): Expression {
  return { kind: "share", at: value.at, value };
}
