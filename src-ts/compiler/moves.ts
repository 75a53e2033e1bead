/**
 * Moves: reads whose variables give their values up, so that no second owner appears. That is so where a variable is
 * overwritten by what is made of its value, or gone behind the statement, and no one looks at it in between.
 */

import type { Expression, IrFunction, IrNode, Slot, Statement, StatementOf } from "../ir/nodes.js";
import { slotsOf, walk } from "../ir/walk.js";
import { callsMayTouch, type EffectTable, isSelfContained } from "./effects.js";
import { isConsumed } from "./operands.js";
import type { TryDepth } from "./try-depth.js";

/** Reads whose variables give their values up. */
export interface Move {
  readonly reads: readonly Expression[];
  /** Only a builtin may have it: what the object's own method of that name does is not known. */
  readonly toBuiltin: boolean;
  /** Whether it reads a part of the variable, which can give it up only if it has one owner itself. */
  readonly isPart?: boolean;
}

/** What gets its operands all evaluated, and then may change one of them in place. */
function operandsOfCall(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case "callBuiltin":
    case "callFunction":
      return value.args;
    case "callMethod":
      return [value.object, ...value.args];
    default:
      return [];
  }
}

/** Whether the operand's value may be what one of the slots holds, or a part of it. */
function mayShow(operand: Expression, slots: readonly Slot[]): boolean {
  if (operand.kind === "logical") return mayShow(operand.left, slots) || mayShow(operand.right, slots);
  return rootSlots(operand).some((slot) => slots.includes(slot));
}

/** Whether the expression reads what is at the path in the variable. */
function isAtPath(node: Expression, slot: Slot, path: readonly Expression[]): boolean {
  const last = path.at(-1);
  if (!last) return node.kind === "get" && node.slot === slot;
  const before = path.slice(0, -1);
  if (node.kind === "field")
    return last.kind === "member" && last.name === node.name && isAtPath(node.object, slot, before);
  return node.kind === "index" && isSameValue(node.index, last) && isAtPath(node.object, slot, before);
}

/** Whether two expressions have the same value, if nothing happens between them. Errs on the side of no. */
function isSameValue(left: Expression, right: Expression): boolean {
  switch (left.kind) {
    case "get":
      return right.kind === "get" && right.slot === left.slot;
    case "int":
    case "string":
      return right.kind === left.kind && right.value === left.value;
    case "binary":
      return (
        right.kind === "binary" &&
        right.operator === left.operator &&
        isSameValue(left.left, right.left) &&
        isSameValue(left.right, right.right)
      );
    default:
      return false;
  }
}

/** Finds the moves of one function. */
export class Moves {
  constructor(
    private readonly fn: IrFunction,
    private readonly effects: EffectTable,
    private readonly hasHooks: boolean,
    private readonly tries: TryDepth,
  ) {}

  /** The reads whose variables give their values up, if the statement is one of the forms that move. */
  of(statement: Statement, body: readonly Statement[], position: number): Move | null {
    switch (statement.kind) {
      case "return":
        return { reads: this.lastReads(statement.value), toBuiltin: false };
      case "assign":
      case "assignFirst":
        return this.selfUpdated(statement.value, targetsOf(statement));
      case "store":
        return this.takenFromPath(statement);
      case "declare":
        return this.takenApart(statement, body, position);
      default:
        return null;
    }
  }

  /**
   * In `[a, x] := pop(a)` or `f(a)`, whose value is in a slot of its own before `a` is overwritten; and in
   * `let [b, x] := pop(a.b)` or `let b := push(a.b, x)` if `a.b := b` follows.
   */
  private takenApart(
    { slot, value }: StatementOf<"declare">,
    body: readonly Statement[],
    position: number,
  ): Move | null {
    if (operandsOfCall(value).length === 0) return null;
    for (let i = position + 1; i < body.length; i++) {
      const statement = body[i] as Statement;
      if (!takesPartOf(statement, slot))
        return this.putBack(value, statement, [slot, ...boundBy(body.slice(position + 1, i))]);
      if (statement.kind !== "assign" && statement.kind !== "assignFirst") continue;
      const move = this.updatedByCall(value, targetsOf(statement));
      if (move !== null) return move;
    }
    return null;
  }

  /** The same if the statement puts one of these where the value was taken from: nothing comes between. */
  private putBack(value: Expression, statement: Statement, results: readonly Slot[]): Move | null {
    if (statement.kind !== "assign" && statement.kind !== "assignFirst" && statement.kind !== "store")
      return null;
    const { value: put } = statement;
    if (put.kind !== "get" || !results.includes(put.slot)) return null;
    if (statement.kind === "store") return this.takenFromPath({ ...statement, value });
    return this.updatedByCall(value, targetsOf(statement));
  }

  /** The same as `selfUpdated`, if what moves is an operand of the call itself. */
  private updatedByCall(value: Expression, targets: readonly Slot[]): Move | null {
    const move = this.selfUpdated(value, targets);
    return operandsOfCall(value).some((operand) => move?.reads.includes(operand)) ? move : null;
  }

  /**
   * In `a[i].b := push(a[i].b, x)` or `a[i].b.push(x)`: what stands at the end of the path. A builtin does all or nothing,
   * and what comes between its call and the assignment is the path, which nothing may have changed.
   */
  private takenFromPath({ candidates, path, value }: StatementOf<"store">): Move | null {
    const [slot] = candidates;
    if (candidates.length !== 1 || !slot || slot.mutability !== "mut" || slot.constant) return null;
    const isThere = (operand: Expression): boolean => isAtPath(operand, slot, path);
    let read: Expression | undefined;
    if (value.kind === "callBuiltin")
      read = value.args.find((arg, i) => isConsumed(value, i) && isThere(arg));
    else if (value.kind === "callMethod" && isSelfContained(value.name) && isThere(value.object))
      read = value.object;
    if (!read) return null;
    const others = operandsOfCall(value).filter((operand) => operand !== read);
    const slots = [slot, ...path.flatMap((segment) => nodesOf(segment).flatMap(slotsOf))];
    // A builtin may call what it is given; one that is called with a dot here does not.
    const running = value.kind === "callBuiltin" ? [value] : others;
    const isUntouched = running.every((node) =>
      slots.every((used) => !callsMayTouch(node, used, this.effects)),
    );
    const isSafe = isUntouched && others.every((arg) => onlyMeasures(arg, slot, this.hasHooks));
    return isSafe ? { reads: [read], toBuiltin: value.kind === "callMethod", isPart: true } : null;
  }

  /** In `return f(x, ...)`, `return [x, y]` or `return x`: locals that are read there once and that no one can see afterwards. */
  private lastReads(value: Expression): Expression[] {
    const reads = new Map<Slot, Expression | null>();
    walk(value, (node) => {
      if (node.kind !== "get" || node.slot.owner !== this.fn || node.slot.captured) return;
      reads.set(node.slot, reads.has(node.slot) ? null : node);
    });
    return [...reads].flatMap(([slot, read]) =>
      read !== null && (read === value || this.unseenByHandlers(slot)) ? [read] : [],
    );
  }

  /**
   * Whether no handler that an error here may reach can see the slot: no `try` body of this function lies
   * between the slot's scope and the current statement, and no closure shows the slot to callers.
   */
  private unseenByHandlers(slot: Slot): boolean {
    if (!this.tries.isSame(slot)) return false;
    return !slot.captured || this.fn.parent === null;
  }

  /**
   * The read of the target in `target := value` that may hand the old value over, to be changed in place. No one else
   * may see the variable meanwhile, and nothing may fail afterwards: neither the assignment, nor a callee
   * half-way if a handler then sees what it had changed. A builtin that gets the variable directly does all or
   * nothing. Read and assignment mean the same one of several targets.
   */
  private selfUpdated(value: Expression, targets: readonly Slot[]): Move | null {
    if (targets.some(({ mutability }) => mutability !== "mut")) return null;
    const read = handedOver(value, targets);
    if (read === null) return null;
    const slots = rootSlots(read);
    const untouchedBy = (node: Expression): boolean =>
      !slots.some((slot) => callsMayTouch(node, slot, this.effects));
    const atomic = value.kind === "callBuiltin" && value.args.includes(read);
    if (untouchedBy(value) && (atomic || slots.every((slot) => this.unseenByHandlers(slot))))
      return { reads: [read], toBuiltin: false };
    const toBuiltin =
      value.kind === "callMethod" &&
      value.object === read &&
      isSelfContained(value.name) &&
      value.args.every(untouchedBy);
    return toBuiltin ? { reads: [read], toBuiltin } : null;
  }
}

/** The variable that a read goes through (`a` in `a[i][j]`), as the slots it may be; empty for temporaries. */
export function rootSlots(node: Expression): readonly Slot[] {
  switch (node.kind) {
    case "get":
      return [node.slot];
    case "lookup":
      return node.candidates;
    case "index":
    case "field":
      return rootSlots(node.object);
    default:
      return [];
  }
}

/**
 * Whether what the variable holds is at most computed with, or its length is taken: no part of it is in the result.
 * Operators of structs may do anything.
 */
function onlyMeasures(node: Expression, slot: Slot, hasHooks: boolean): boolean {
  if (!nodesOf(node).some((inner) => slotsOf(inner).includes(slot))) return true;
  return node.kind === "binary" ? !hasHooks : node.kind === "callBuiltin" && node.name === "len";
}

function nodesOf(node: Expression): IrNode[] {
  const nodes: IrNode[] = [];
  walk(node, (inner) => void nodes.push(inner));
  return nodes;
}

/** Whether the statement binds a part of what the slot holds: such statements follow each other, and none can fail. */
function takesPartOf(statement: Statement, whole: Slot): boolean {
  if (!("value" in statement) || statement.value.kind !== "element") return false;
  const { object } = statement.value;
  return object.kind === "get" && object.slot === whole;
}

function boundBy(statements: readonly Statement[]): Slot[] {
  return statements.flatMap((statement) => (statement.kind === "declare" ? [statement.slot] : []));
}

function targetsOf(statement: StatementOf<"assign"> | StatementOf<"assignFirst">): readonly Slot[] {
  return statement.kind === "assign" ? [statement.slot] : statement.candidates;
}

/**
 * The only read of the targets, or the only one that is an operand of the call while the others are inside other
 * operands, and over when the call begins.
 */
function handedOver(value: Expression, targets: readonly Slot[]): Expression | null {
  const isRead = (node: IrNode): node is Expression =>
    (node.kind === "get" || node.kind === "lookup") && rootSlots(node).some((slot) => targets.includes(slot));
  const reads: Expression[] = [];
  walk(value, (node) => {
    if (isRead(node)) reads.push(node);
  });
  const [read = null] = reads;
  if (reads.length <= 1) return read;
  const showing = operandsOfCall(value).filter((operand) => mayShow(operand, targets));
  const [only] = showing;
  return showing.length === 1 && only && isRead(only) ? only : null;
}
