/**
 * Which parameters a function consumes: it writes into them, keeps them, returns them, captures them, or passes them
 * to a consumer. Callees that are not known consume.
 *
 * One look at each node notes what is consumed for certain, and what is if a callee's parameter is. Then these conditions are
 * followed.
 */

import type { Expression, ExpressionOf, IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { keepsReceiver } from "../stdlib/methods.js";
import { isConsumed, owningOperands } from "./operands.js";

/** Sets `consumes` of every function. The targets of method calls must be known. */
export function settleParameters({ functions }: Module): void {
  const consumption = new Consumption();
  for (const fn of functions) {
    for (const slot of fn.parameters) if (slot.captured) consumption.add(slot);
    fn.nodes.forEach((node) => consumption.note(node));
  }
  consumption.settle();
  for (const fn of functions) fn.consumes = fn.parameters.map((slot) => consumption.has(slot));
}

/** Stands for the parameters at one position of all methods that a call may mean. */
type Group = object;

class Consumption {
  private readonly consumed = new Set<Slot | Group>();
  /** For a parameter, what is consumed if it is. */
  private readonly followers = new Map<Slot | Group, (Slot | Group)[]>();
  private readonly groups = new Map<readonly IrFunction[], Map<number, Group>>();

  add(slot: Slot | Group): void {
    this.consumed.add(slot);
  }

  has(slot: Slot): boolean {
    return this.consumed.has(slot);
  }

  note(node: IrNode): void {
    switch (node.kind) {
      case "callFunction":
        node.args.forEach((arg, i) => this.pass(arg, node.target.parameters[i]));
        return;
      case "callMethod":
        this.noteMethodCall(node);
        return;
      case "store":
      case "update":
        for (const slot of node.candidates) this.add(slot);
    }
    this.noteOwned(node);
  }

  private noteMethodCall({ object, name, args, targets, open }: ExpressionOf<"callMethod">): void {
    if (open || keepsReceiver(name)) this.consume(object);
    else this.pass(object, this.group(targets, 0));
    args.forEach((arg, i) => {
      if (targets.length === 0) this.consume(arg);
      else this.pass(arg, this.group(targets, i + 1));
    });
  }

  private noteOwned(node: IrNode): void {
    const operands = owningOperands(node);
    if (Array.isArray(operands))
      operands.forEach((operand, i) => {
        if (isConsumed(node, i)) this.consume(operand);
      });
    else if (operands !== null) this.consume(operands as Expression);
  }

  /** The methods' parameters at a position. A method that has none there is not known well enough. */
  private group(targets: readonly IrFunction[], position: number): Group {
    const groups = this.groups.get(targets) ?? new Map<number, Group>();
    this.groups.set(targets, groups);
    let group = groups.get(position);
    if (group) return group;
    group = {};
    groups.set(position, group);
    for (const { parameters } of targets) {
      const parameter = parameters[position];
      if (parameter) this.follow(parameter, group);
      else this.add(group);
    }
    return group;
  }

  /** The value is passed to a parameter, if there is one. */
  private pass(value: Expression, parameter: Slot | Group | undefined): void {
    if (parameter) for (const slot of variablesIn(value)) this.follow(parameter, slot);
  }

  private consume(value: Expression): void {
    for (const slot of variablesIn(value)) this.add(slot);
  }

  private follow(parameter: Slot | Group, follower: Slot | Group): void {
    const followers = this.followers.get(parameter);
    if (followers) followers.push(follower);
    else this.followers.set(parameter, [follower]);
  }

  /** Follows the conditions: a set's iteration also meets what is added meanwhile. */
  settle(): void {
    for (const parameter of this.consumed)
      for (const follower of this.followers.get(parameter) ?? []) this.consumed.add(follower);
  }
}

/** The variables whose value the expression may be. */
function variablesIn(node: Expression): readonly Slot[] {
  if (node.kind === "get") return [node.slot];
  if (node.kind === "lookup") return node.candidates;
  if (node.kind === "logical" && node.operator === "??")
    return [...variablesIn(node.left), ...variablesIn(node.right)];
  return [];
}
