/** Lowers function bodies and whole files. */

import type { IrFunction } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { BoundSlots } from "./bound-slots.js";
import { lowerStatements } from "./lower-statement.js";
import { declarations, duplicates } from "./names.js";
import { type FunctionContext, reportDuplicate, Scope } from "./scope.js";
import { unsupported } from "./lower-expression.js";

/** An IR function without a body yet, registered in the unit. */
export function declareFunction(scope: Scope, shape: ast.FunctionShape): IrFunction {
  const { unit, ir } = scope.context;
  const target = emptyFunction(unit.functions.length, shape.name?.name ?? "<lambda>", ir, shape.at);
  unit.functions.push(target);
  if (shape.isAsync) unsupported(scope, "async functions", shape.at);
  if (shape.isGenerator) unsupported(scope, "generators", shape.at);
  return target;
}

export function emptyFunction(id: number, name: string, parent: IrFunction | null, at: number): IrFunction {
  return {
    id,
    name,
    parent,
    at,
    parameters: [],
    consumes: [],
    captures: new Set(),
    slotCount: 0,
    body: { slots: [], body: [] },
  };
}

/** Makes the parameters' slots: callers may check arity from then on. Returns the body's scope. */
export function openFunction(scope: Scope, shape: ast.FunctionShape, target: IrFunction): Scope {
  const { unit } = scope.context;
  const context: FunctionContext = { unit, ir: target, bound: new BoundSlots(scope.context.bound), maybeBound: new Set() };
  const inner = new Scope(context, scope, false);
  const parameters = shape.parameters.map((node) => ({ name: node.name, node }));
  for (const { name, node } of duplicates(parameters)) reportDuplicate(unit, name, node);
  for (const { name } of parameters) target.parameters.push(inner.addSlot(name, "mut"));
  return inner;
}

/** Lowers the body, given what is bound around it at this moment. */
export function closeFunction(shape: ast.FunctionShape, inner: Scope): void {
  const { ir, bound, unit } = inner.context;
  for (const slot of ir.parameters) bound.add(slot);
  const { statements } = shape.body;
  const parameterNames = new Set(ir.parameters.map(({ name }) => name));
  const declared = declarations(statements);
  for (const { name, node, explicit } of declared)
    if (explicit && parameterNames.has(name)) reportDuplicate(unit, name, node);
  inner.declareAll(declared);
  lowerStatements(inner, statements);
  ir.body = inner.block;
}

export function lowerFunction(scope: Scope, shape: ast.FunctionShape): IrFunction {
  const target = declareFunction(scope, shape);
  closeFunction(shape, openFunction(scope, shape, target));
  return target;
}
