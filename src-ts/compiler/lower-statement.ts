/** Lowers statements: scopes become blocks, patterns become element reads, `+=` becomes `:=`. */

import type { Block, Expression, Slot, Statement } from "../ir/nodes.js";
import { type Mutability, reassignMessage } from "../runtime/binding.js";
import type * as ast from "../syntax/ast.js";
import { lowerAll, lowerExpression, lowerName, unsupported } from "./lower-expression.js";
import { closeFunction, declareFunction, openFunction } from "./lower-function.js";
import { declarations } from "./names.js";
import { reportError, Scope } from "./scope.js";

/** Lowers statements into the scope's block. The scope's names must have been declared. */
export function lowerStatements(scope: Scope, statements: readonly ast.Statement[]): void {
  for (const statement of statements) scope.block.body.push(...lowerStatement(scope, statement));
}

function lowerStatement(scope: Scope, node: ast.Statement): Statement[] {
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
    case "If":
      return [lowerIf(scope, node)];
    case "While":
      return [lowerWhile(scope, node.condition, node.body, at)];
    case "Loop":
      return [lowerWhile(scope, node.condition, node.body, at)];
    case "For":
      return [lowerFor(scope, node)];
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
      return [{ kind: "evaluate", at, value: lowerExpression(scope, node.value) }];
    case "Enum":
    case "Test":
    case "TestSetup":
    case "TestTeardown":
    case "TestGroup":
      return [];
    case "Struct":
      return notYet(scope, "structs", at);
    case "Import":
      return notYet(scope, "import", at);
    case "Export":
      return notYet(scope, "export", at);
    case "Match":
      return notYet(scope, "match", at);
    case "Spawn":
      return notYet(scope, "spawn", at);
  }
}

function nothing(at: number): Expression {
  return { kind: "null", at };
}

function notYet(scope: Scope, what: string, at: number): Statement[] {
  return [{ kind: "evaluate", at, value: unsupported(scope, what, at) }];
}

/** A block with a scope of its own. */
function lowerBlock(scope: Scope, block: ast.Block, inLoop = scope.inLoop): Block {
  return fillBlock(new Scope(scope.context, scope, inLoop), block);
}

/** Lowers a block's statements into a scope opened for it, which may already hold a variable. */
function fillBlock(inner: Scope, block: ast.Block): Block {
  inner.declareAll(declarations(block.statements));
  lowerStatements(inner, block.statements);
  for (const slot of inner.block.slots) {
    inner.context.bound.delete(slot);
    inner.context.maybeBound.delete(slot);
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

/** Binds a name in this very scope; a name the scope already holds is an error when it is reached. */
function declare(
  scope: Scope,
  name: string,
  mutability: Mutability,
  value: Expression,
  at: number,
): Statement[] {
  if (scope.heldSlot(name)) {
    return [{ kind: "evaluate", at, value }, duplicate(name, at)];
  }
  const slot = scope.ownSlot(name, mutability);
  scope.context.bound.add(slot);
  return [{ kind: "declare", at, slot, value }];
}

function duplicate(name: string, at: number): Statement {
  const message = `Duplicate declaration in the same scope: ${name}`;
  return { kind: "evaluate", at, value: { kind: "fail", at, message } };
}

type Bind = (name: string, value: Expression, at: number) => Statement[];

function lowerDeclaration(
  scope: Scope,
  pattern: ast.Pattern,
  mutability: Mutability,
  value: ast.Expression,
  at: number,
): Statement[] {
  const bind: Bind = (name, part) => declare(scope, name, mutability, part, at);
  return lowerPattern(scope, pattern, lowerExpression(scope, value), bind);
}

function lowerDestructure(scope: Scope, node: ast.DestructureStatement): Statement[] {
  const bind: Bind = (name, part, at) => assignName(scope, name, part, at);
  return lowerPattern(scope, node.pattern, lowerExpression(scope, node.value), bind);
}

/** Takes a value apart: each name is bound to its part, missing parts are null. */
function lowerPattern(scope: Scope, pattern: ast.Pattern, value: Expression, bind: Bind): Statement[] {
  const { at } = pattern;
  switch (pattern.kind) {
    case "NamePattern":
      return bind(pattern.name, value, at);
    case "DiscardPattern":
      return [{ kind: "evaluate", at, value }];
    case "DictPattern":
      return notYet(scope, "dictionary patterns", at);
    case "ArrayPattern":
      return lowerArrayPattern(scope, pattern, value, bind);
  }
}

function lowerArrayPattern(
  scope: Scope,
  pattern: ast.ArrayPattern,
  value: Expression,
  bind: Bind,
): Statement[] {
  const { at } = pattern;
  const whole = scope.addSlot("[pattern]", "let");
  const object: Expression = { kind: "get", at, slot: whole };
  const restAt = pattern.elements.findIndex(({ kind }) => kind === "RestPattern");
  const statements: Statement[] = [{ kind: "declare", at, slot: whole, value }];
  pattern.elements.forEach((element, index) => {
    if (element.kind === "RestPattern") {
      const rest: Expression = {
        kind: "rest",
        at: element.at,
        object,
        from: index,
        drop: pattern.elements.length - index - 1,
      };
      statements.push(...bind(element.name, rest, element.at));
      return;
    }
    const fromEnd = restAt >= 0 && index > restAt;
    const position = fromEnd ? index - pattern.elements.length : index;
    const part: Expression = { kind: "element", at: element.at, object, index: position };
    statements.push(...lowerPattern(scope, element, part, bind));
  });
  return statements;
}

function lowerAssign(scope: Scope, node: ast.AssignStatement): Statement[] {
  const { target, operator, at } = node;
  if (target.kind !== "Name") return lowerPathAssign(scope, node);
  if (operator === null) return assignName(scope, target.name, lowerExpression(scope, node.value), at);
  const left = lowerName(scope, target.name, target.at);
  const value: Expression = { kind: "binary", at, operator, left, right: lowerExpression(scope, node.value) };
  return assignName(scope, target.name, value, at);
}

/** `name := value`: overwrites what the name means when the statement runs, else binds it here. */
function assignName(scope: Scope, name: string, value: Expression, at: number): Statement[] {
  const { candidates, certain } = scope.resolve(name);
  const [first] = candidates;
  if (!first) {
    const slot = scope.ownSlot(name, "mut");
    scope.context.bound.add(slot);
    return [{ kind: "declare", at, slot, value }];
  }
  if (!certain || candidates.length > 1) {
    const create = certain ? null : scope.ownSlot(name, "mut");
    if (create) {
      scope.use(create, false);
      scope.context.maybeBound.add(create);
    }
    const reads = create && !candidates.includes(create) ? [create, ...candidates] : candidates;
    return [{ kind: "assignFirst", at, name, candidates: reads, create, value }];
  }
  if (first.mutability === "mut") return [{ kind: "assign", at, slot: first, value }];
  const message = reassignMessage(first.mutability, name);
  return [
    { kind: "evaluate", at, value },
    { kind: "evaluate", at, value: { kind: "fail", at, message } },
  ];
}

/** `root[i][j] := value`, and the same with an operator. */
function lowerPathAssign(scope: Scope, node: ast.AssignStatement): Statement[] {
  const { at, operator } = node;
  const path: ast.Expression[] = [];
  let root: ast.Expression = node.target;
  while (root.kind === "Index") {
    path.unshift(root.index);
    root = root.object;
  }
  if (root.kind === "Field") return notYet(scope, "field assignment", root.at);
  if (root.kind !== "Name") {
    reportError(scope.context.unit, "Invalid assignment target", node.target.start);
    return [];
  }
  const { name } = root;
  if (operator === null) {
    const value = lowerExpression(scope, node.value);
    const indexes = lowerAll(scope, path);
    const { candidates } = scope.resolve(name);
    return [{ kind: "store", at, name, candidates, path: indexes, value }];
  }
  const indexes = lowerAll(scope, path);
  const value = lowerExpression(scope, node.value);
  const { candidates } = scope.resolve(name);
  return [{ kind: "update", at, name, candidates, path: indexes, operator, value }];
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
function lowerIf(scope: Scope, node: ast.IfStatement): Statement {
  const lowered = node.branches.map(({ condition, body }) => ({
    at: condition.at,
    condition: lowerExpression(scope, condition),
    then: lowerBlock(scope, body),
  }));
  let otherwise = node.otherwise ? lowerBlock(scope, node.otherwise) : null;
  for (const { at, condition, then } of lowered.reverse())
    otherwise = { slots: [], body: [{ kind: "if", at, condition, then, otherwise }] };
  return (otherwise as Block).body[0] as Statement;
}

function lowerWhile(scope: Scope, condition: ast.Expression | null, body: ast.Block, at: number): Statement {
  return {
    kind: "while",
    at,
    condition: condition ? lowerExpression(scope, condition) : { kind: "bool", at, value: true },
    body: lowerBlock(scope, body, true),
  };
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
