/** Lowers `spawn`: the block becomes a function whose parameters are copies of the variables it uses. */

import type { Expression, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { BoundSlots, SlotSet } from "./bound-slots.js";
import { lowerStatements } from "./lower-statement.js";
import { LoweredFunction } from "./lowered-function.js";
import { declarations, namesUsedIn } from "./names.js";
import { type FunctionContext, Scope } from "./scope.js";

export function lowerSpawn(scope: Scope, node: ast.SpawnStatement): Statement[] {
  const { at, body } = node;
  const { unit, ir, receiver } = scope.context;
  const place = { at, end: body.end - 1 };
  const target = new LoweredFunction(unit.functions.length, "<task>", ir, place, { isTask: true });
  unit.functions.push(target);
  const args: Expression[] = [];
  const copy = (slot: Slot): Slot => {
    const parameter = parameters.addSlot(slot.name, slot.mutability);
    target.parameters.push(parameter);
    args.push({ kind: "get", at, slot });
    return parameter;
  };
  const context: FunctionContext = {
    unit,
    ir: target,
    bound: new BoundSlots(scope.context.bound),
    maybeBound: new SlotSet(),
    possiblyBound: new Set(),
    pending: [],
    receiver: null,
  };
  const copied = new Set<string>();
  const parameters = new Scope(context, scope, false, copied);
  if (receiver) {
    const slot = copy(receiver.slot);
    context.bound.add(slot);
    context.receiver = { ...receiver, slot };
  }
  for (const name of namesUsedIn(body)) copyVariable(name, copied);
  const inner = new Scope(context, parameters, false);
  inner.declareAll(declarations(body.statements, unit));
  lowerStatements(inner, body.statements);
  const nested: Statement = {
    kind: "if",
    at,
    condition: { kind: "bool", at, value: true },
    then: inner.block,
    otherwise: null,
  };
  parameters.block.body.push(nested);
  target.setBody(parameters.block);
  return [{ kind: "spawn", at, target, args }];

  /** What the name may mean at this moment, with its value or unbound as it is. Functions are shared. */
  function copyVariable(name: string, copied: Set<string>): void {
    const { candidates, receiver } = scope.resolve(name);
    if (candidates.length === 1 && candidates[0]?.constant) return;
    for (const slot of candidates) {
      const parameter = copy(slot);
      if (scope.context.bound.has(slot)) context.bound.add(parameter);
      else {
        context.possiblyBound.add(parameter);
        parameter.maybeUnbound = true;
      }
    }
    if (!receiver) copied.add(name);
  }
}
