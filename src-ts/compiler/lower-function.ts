/** Lowers function bodies. */

import type { Expression, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { BoundSlots, SlotSet } from "./bound-slots.js";
import { collecting } from "./hoist.js";
import { lowerExpression } from "./lower-expression.js";
import { lowerStatements } from "./lower-statement.js";
import { LoweredFunction } from "./lowered-function.js";
import { declarations, duplicates } from "./names.js";
import { type FunctionContext, reportDuplicate, Scope } from "./scope.js";

/** A function without a body yet, registered in the unit. */
export function declareFunction(
  scope: Scope,
  shape: ast.FunctionShape,
  name = shape.name?.name ?? "<lambda>",
): LoweredFunction {
  const { unit, ir } = scope.context;
  const kind = wrapsGenerator(shape) ? {} : { isAsync: shape.isAsync, isGenerator: shape.isGenerator };
  const place = { at: shape.at, end: shape.body.end - 1 };
  const target = new LoweredFunction(unit.functions.length, name, ir, place, kind);
  unit.functions.push(target);
  return target;
}

/**
 * A generator's body runs when its first value is asked for, but default values belong to the call. So a
 * generator with default values becomes a function that sets them and then calls the generator inside it.
 */
function wrapsGenerator({ isGenerator, parameters }: ast.FunctionShape): boolean {
  return isGenerator && parameters.some(({ defaultValue }) => defaultValue !== null);
}

/** Makes the parameters' slots: callers may check arity from then on. Returns the body's scope. */
export function openFunction(scope: Scope, shape: ast.FunctionShape, target: LoweredFunction): Scope {
  const inner = functionScope(scope, target, null);
  addParameters(inner, shape, target);
  target.takesSelf = shape.parameters[0]?.name === "self";
  return inner;
}

/** The same for a method. Without `self` as its first parameter, it gets a receiver whose fields it sees. */
export function openMethod(scope: Scope, shape: ast.FunctionShape, target: LoweredFunction): Scope {
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

function functionScope(scope: Scope, ir: LoweredFunction, receiver: FunctionContext["receiver"]): Scope {
  const { unit } = scope.context;
  const context = {
    unit,
    ir,
    bound: new BoundSlots(scope.context.bound),
    maybeBound: new SlotSet(),
    possiblyBound: new Set<Slot>(),
    pending: [],
    receiver,
  };
  return new Scope(context, scope, false);
}

function addParameters(inner: Scope, shape: ast.FunctionShape, target: LoweredFunction): void {
  const parameters = shape.parameters.map((node) => ({ name: node.name, node }));
  for (const { name, node } of duplicates(parameters)) reportDuplicate(inner.context.unit, name, node);
  target.required = target.parameters.length;
  for (const { name, defaultValue } of shape.parameters) {
    target.parameters.push(inner.addSlot(name, "mut"));
    if (defaultValue === null) target.required = target.parameters.length;
  }
}

/** Lowers the body, given what is bound around it at this moment. */
export function closeFunction(shape: ast.FunctionShape, inner: Scope): void {
  const { ir } = inner.context;
  bindParameters(shape, inner);
  if (wrapsGenerator(shape)) inner.block.body.push(callOfGenerator(shape, inner));
  else lowerBody(shape, inner);
  ir.setBody(inner.block);
}

/** From here on the parameters are bound. A default value sees those before it. */
function bindParameters(shape: ast.FunctionShape, inner: Scope): void {
  const { ir, bound } = inner.context;
  const ahead = ir.parameters.length - shape.parameters.length;
  ir.parameters.forEach((slot, i) => {
    const value = shape.parameters[i - ahead]?.defaultValue;
    if (value) inner.block.body.push(setIfMissing(inner, slot, value));
    bound.add(slot);
  });
}

function setIfMissing(inner: Scope, slot: Slot, node: ast.Expression): Statement {
  const { at } = node;
  const { result: value, pending } = collecting(inner, () => lowerExpression(inner, node));
  const then = { slots: [], body: [...pending, { kind: "assign" as const, at, slot, value }] };
  const given: Expression = { kind: "isBound", at, slot };
  const condition: Expression = { kind: "unary", at, operator: "!", operand: given };
  return { kind: "if", at, condition, then, otherwise: null };
}

function callOfGenerator(shape: ast.FunctionShape, outer: Scope): Statement {
  const { at } = shape;
  const { unit, ir } = outer.context;
  const target = new LoweredFunction(unit.functions.length, ir.name, ir, ir, { isGenerator: true });
  unit.functions.push(target);
  const inner = functionScope(outer, target, null);
  lowerBody(shape, inner);
  target.setBody(inner.block);
  const callee = { kind: "closure" as const, at, target };
  return { kind: "return", at, value: { kind: "call", at, callee, args: [] } };
}

function lowerBody(shape: ast.FunctionShape, inner: Scope): void {
  const { unit } = inner.context;
  const { statements } = shape.body;
  const parameterNames = new Set(shape.parameters.map(({ name }) => name));
  const declared = declarations(statements, unit);
  for (const { name, node, explicit } of declared)
    if (explicit && parameterNames.has(name)) reportDuplicate(unit, name, node);
  inner.declareAll(declared);
  lowerStatements(inner, statements);
}

export function lowerFunction(scope: Scope, shape: ast.FunctionShape): LoweredFunction {
  const target = declareFunction(scope, shape);
  closeFunction(shape, openFunction(scope, shape, target));
  return target;
}
