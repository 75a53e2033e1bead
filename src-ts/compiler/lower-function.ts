/** Lowers function bodies. */

import type { IrFunction, Slot } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { BoundSlots } from "./bound-slots.js";
import { lowerStatements } from "./lower-statement.js";
import { declarations, duplicates } from "./names.js";
import { type FunctionContext, reportDuplicate, Scope } from "./scope.js";

/** An IR function without a body yet, registered in the unit. */
export function declareFunction(
  scope: Scope,
  shape: ast.FunctionShape,
  name = shape.name?.name ?? "<lambda>",
): IrFunction {
  const { unit, ir } = scope.context;
  const { isAsync, isGenerator } = shape;
  const target = { ...emptyFunction(unit.functions.length, name, ir, shape.at), isAsync, isGenerator };
  unit.functions.push(target);
  return target;
}

export function emptyFunction(id: number, name: string, parent: IrFunction | null, at: number): IrFunction {
  return {
    id,
    name,
    parent,
    at,
    parameters: [],
    isAsync: false,
    isGenerator: false,
    isTask: false,
    takesSelf: false,
    consumes: [],
    captures: new Set(),
    slotCount: 0,
    body: { slots: [], body: [] },
  };
}

/** Makes the parameters' slots: callers may check arity from then on. Returns the body's scope. */
export function openFunction(scope: Scope, shape: ast.FunctionShape, target: IrFunction): Scope {
  const inner = functionScope(scope, target, null);
  addParameters(inner, shape, target);
  target.takesSelf = shape.parameters[0]?.name === "self";
  return inner;
}

/** The same for a method. Without `self` as its first parameter, it gets a receiver whose fields it sees. */
export function openMethod(scope: Scope, shape: ast.FunctionShape, target: IrFunction): Scope {
  if (shape.parameters[0]?.name === "self") return openFunction(scope, shape, target);
  const { fieldNames } = scope.context.unit;
  const receiver: { slot: Slot; fields: ReadonlySet<string> } = { slot: null as never, fields: fieldNames };
  const inner = functionScope(scope, target, receiver);
  receiver.slot = inner.addSlot("[receiver]", "mut");
  target.parameters.push(receiver.slot);
  addParameters(inner, shape, target);
  target.takesSelf = true;
  return inner;
}

function functionScope(scope: Scope, ir: IrFunction, receiver: FunctionContext["receiver"]): Scope {
  const { unit } = scope.context;
  const context = {
    unit,
    ir,
    bound: new BoundSlots(scope.context.bound),
    maybeBound: new Set<Slot>(),
    possiblyBound: new Set<Slot>(),
    pending: [],
    receiver,
  };
  return new Scope(context, scope, false);
}

function addParameters(inner: Scope, shape: ast.FunctionShape, target: IrFunction): void {
  const parameters = shape.parameters.map((node) => ({ name: node.name, node }));
  for (const { name, node } of duplicates(parameters)) reportDuplicate(inner.context.unit, name, node);
  for (const { name } of parameters) target.parameters.push(inner.addSlot(name, "mut"));
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
