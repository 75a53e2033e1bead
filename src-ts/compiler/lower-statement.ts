/** Lowers statements: scopes become blocks, what expressions need beforehand comes before them. */

import type { Block, Expression, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { collecting } from "./hoist.js";
import { declare, duplicate, lowerAssign, lowerDeclaration, lowerDestructure } from "./lower-binding.js";
import { lowerExpression } from "./lower-expression.js";
import { closeFunction, declareFunction, openFunction } from "./lower-function.js";
import { lowerMatch } from "./lower-match.js";
import { lowerExport, lowerImport } from "./lower-module.js";
import { lowerSpawn } from "./lower-spawn.js";
import { lowerStruct } from "./lower-struct.js";
import { declarations } from "./names.js";
import { reportError, Scope } from "./scope.js";

/** Lowers statements into the scope's block. The scope's names must have been declared. */
export function lowerStatements(scope: Scope, statements: readonly ast.Statement[]): void {
  scope.block.body.push(...lowerList(scope, statements));
}

/** Lowers statements that run in the scope, each behind what its expressions need beforehand. */
export function lowerList(scope: Scope, statements: readonly ast.Statement[]): Statement[] {
  return statements.flatMap((statement) => {
    const { result, pending } = collecting(scope, () => lowerStatement(scope, statement));
    return [...pending, ...result];
  });
}

export function lowerStatement(scope: Scope, node: ast.Statement): Statement[] {
  const { at } = node;
  switch (node.kind) {
    case "Let":
      return lowerDeclaration(scope, node.pattern, node.mutable ? "mut" : "let", node.value, at);
    case "Const":
      return declare(scope, node.name.name, "const", lowerExpression(scope, node.value), at);
    case "Destructure":
      return lowerDestructure(scope, node);
    case "Assign":
      return lowerAssign(scope, node);
    case "Func":
      return scope.isGlobal ? [] : lowerNestedFunction(scope, node.function);
    case "Struct":
      return lowerStruct(scope, node);
    case "If":
      return lowerIf(scope, node);
    case "While":
    case "Loop":
      return [lowerWhile(scope, node.condition, node.body, at)];
    case "For":
      return [lowerFor(scope, node)];
    case "Match":
      return lowerMatch(scope, node);
    case "TryExcept":
      return [lowerTry(scope, node)];
    case "Return":
      return [{ kind: "return", at, value: node.value ? lowerExpression(scope, node.value) : nothing(at) }];
    case "Break":
      if (!scope.inLoop) reportError(scope.context.unit, "break can only be used inside a loop", at);
      return [{ kind: "break", at }];
    case "Continue":
      if (!scope.inLoop) reportError(scope.context.unit, "continue can only be used inside a loop", at);
      return [{ kind: "continue", at }];
    case "Expr":
      return lowerExpressionStatement(scope, node);
    case "Import":
      return lowerImport(scope, node);
    case "Export":
      return lowerExport(scope, node);
    case "Spawn":
      return lowerSpawn(scope, node);
    case "Enum":
    case "Test":
    case "TestSetup":
    case "TestTeardown":
    case "TestGroup":
      return [];
  }
}

function nothing(at: number): Expression {
  return { kind: "null", at };
}

/** A value that only pending statements needed, as in `yield x`, is not evaluated again. */
function lowerExpressionStatement(scope: Scope, node: ast.ExpressionStatement): Statement[] {
  const value = lowerExpression(scope, node.value);
  const isTemporary = value.kind === "get" && value.slot.name === "[value]";
  return isTemporary ? [] : [{ kind: "evaluate", at: node.at, value }];
}

/** A block with a scope of its own. */
export function lowerBlock(scope: Scope, block: ast.Block, inLoop = scope.inLoop): Block {
  return fillBlock(new Scope(scope.context, scope, inLoop), block);
}

/** Lowers a block's statements into a scope opened for it, which may already hold a variable. */
function fillBlock(inner: Scope, block: ast.Block): Block {
  inner.declareAll(declarations(block.statements, inner.context.unit));
  lowerStatements(inner, block.statements);
  for (const slot of inner.block.slots) {
    inner.context.bound.delete(slot);
    inner.context.maybeBound.delete(slot);
    inner.context.possiblyBound.delete(slot);
  }
  return inner.block;
}

/** A block whose scope also holds a variable that is bound on entry: the loop variable, the caught error. */
function lowerBlockWith(scope: Scope, name: string, block: ast.Block, inLoop: boolean): [Slot, Block] {
  const inner = new Scope(scope.context, scope, inLoop);
  const slot = inner.addSlot(name, "mut");
  inner.context.bound.add(slot);
  return [slot, fillBlock(inner, block)];
}

/** A function inside a function or block: bound where it stands, before its body may run. */
function lowerNestedFunction(scope: Scope, shape: ast.FunctionShape): Statement[] {
  const { at } = shape;
  const { name } = shape.name as ast.Identifier;
  const target = declareFunction(scope, shape);
  const inner = openFunction(scope, shape, target);
  const held = scope.heldSlot(name);
  const slot = scope.ownSlot(name, "mut");
  // What a closure made earlier may call too soon has to be a variable, which can be unbound.
  if (!held && !slot.maybeUnbound && !scope.context.unit.reassigned.has(name)) slot.constant = target;
  scope.context.bound.add(slot);
  closeFunction(shape, inner);
  if (held && held.mutability !== "mut") return [duplicate(name, at)];
  return [{ kind: held ? "assign" : "declare", at, slot, value: { kind: "closure", at, target } }];
}

/** `else if` chains nest in the IR, which is built from the end so that long chains need no deep recursion. */
function lowerIf(scope: Scope, node: ast.IfStatement): Statement[] {
  const branches = node.branches.map(({ condition, body }) => {
    const { result, pending } = collecting(scope, () => lowerExpression(scope, condition));
    return { at: condition.at, condition: result, pending, then: lowerBlock(scope, body) };
  });
  let otherwise = node.otherwise ? lowerBlock(scope, node.otherwise) : null;
  for (const { at, condition, pending, then } of branches.reverse())
    otherwise = { slots: [], body: [...pending, { kind: "if", at, condition, then, otherwise }] };
  return (otherwise as Block).body;
}

/** A condition that needs statements beforehand moves into the loop: `while true { ...; if !c { break } ... }`. */
function lowerWhile(scope: Scope, condition: ast.Expression | null, body: ast.Block, at: number): Statement {
  const always: Expression = { kind: "bool", at, value: true };
  if (condition === null)
    return { kind: "while", at, condition: always, body: lowerBlock(scope, body, true) };
  const head = new Scope(scope.context, scope, true);
  const { result, pending } = collecting(scope, () => lowerExpression(head, condition));
  const inner = lowerBlock(scope, body, true);
  if (pending.length === 0) return { kind: "while", at, condition: result, body: inner };
  const leave: Block = { slots: [], body: [{ kind: "break", at }] };
  const trip: Statement = { kind: "if", at, condition: result, then: inner, otherwise: leave };
  const { slots } = head.block;
  return { kind: "while", at, condition: always, body: { slots, body: [...pending, trip] } };
}

/** `for`; over a call of `range` it counts without making the array. */
function lowerFor(scope: Scope, node: ast.ForStatement): Statement {
  const iterable = lowerExpression(scope, node.iterable);
  const [slot, body] = lowerBlockWith(scope, node.variable.name, node.body, true);
  if (iterable.kind === "callBuiltin" && iterable.name === "range")
    return { kind: "count", at: iterable.at, slot, bounds: iterable.args, body };
  return { kind: "each", at: node.iterable.at, slot, iterable, body };
}

function lowerTry(scope: Scope, node: ast.TryStatement): Statement {
  const body = lowerBlock(scope, node.body);
  const [slot, handler] = lowerBlockWith(scope, node.variable.name, node.handler, scope.inLoop);
  return { kind: "try", at: node.at, body, slot, handler };
}
