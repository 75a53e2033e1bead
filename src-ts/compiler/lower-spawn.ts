/** Lowers `spawn`: the block becomes a function whose parameters are copies of the variables it uses. */

import type { Expression, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { BoundSlots } from "./bound-slots.js";
import { emptyFunction } from "./lower-function.js";
import { lowerStatements } from "./lower-statement.js";
import { declarations, namesReadIn } from "./names.js";
import { type FunctionContext, Scope } from "./scope.js";
import { lowerName } from "./lower-expression.js";

export function lowerSpawn(scope: Scope, node: ast.SpawnStatement): Statement[] {
  const { at, body } = node;
  const { unit, ir } = scope.context;
  const target = { ...emptyFunction(unit.functions.length, "<task>", ir, at), isTask: true };
  unit.functions.push(target);
  const context: FunctionContext = {
    unit,
    ir: target,
    bound: new BoundSlots(scope.context.bound),
    maybeBound: new Set(),
    possiblyBound: new Set(),
    pending: [],
    receiver: null,
  };
  const parameters = new Scope(context, scope, false);
  const args: Expression[] = [];
  for (const name of namesReadIn(body)) {
    const value = lowerName(scope, name, at);
    // Functions are handles: sharing them is what a copy means. What is not bound here stays as it is.
    if (value.kind !== "get" || value.slot.constant) continue;
    const slot = parameters.addSlot(name, "mut");
    target.parameters.push(slot);
    context.bound.add(slot);
    args.push(value);
  }
  const inner = new Scope(context, parameters, false);
  inner.declareAll(declarations(body.statements));
  lowerStatements(inner, body.statements);
  const nested: Statement = {
    kind: "if",
    at,
    condition: { kind: "bool", at, value: true },
    then: inner.block,
    otherwise: null,
  };
  parameters.block.body.push(nested);
  target.body = parameters.block;
  return [{ kind: "spawn", at, target, args }];
}
