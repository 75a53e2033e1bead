/** Lowers what binds and overwrites: declarations, assignments, patterns, paths. */

import type { Expression, Slot, Statement } from "../ir/nodes.js";
import { type Mutability, reassignMessage } from "../runtime/binding.js";
import type * as ast from "../syntax/ast.js";
import { hold, lowerInOrder } from "./hoist.js";
import { lowerExpression } from "./lower-expression.js";
import { type Resolution, reportError, type Scope } from "./scope.js";

/** Binds a name in this very scope; a name the scope already holds is an error when it is reached. */
export function declare(
  scope: Scope,
  name: string,
  mutability: Mutability,
  value: Expression,
  at: number,
): Statement[] {
  if (scope.heldSlot(name)) return [{ kind: "evaluate", at, value }, duplicate(name, at)];
  const doubtful = scope.doubtfulSlot(name);
  if (!doubtful) return bind(scope, name, mutability, value, at);
  const held = hold(scope, value);
  const then = { slots: [], body: [duplicate(name, at)] };
  const condition: Expression = { kind: "isBound", at, slot: doubtful };
  return [{ kind: "if", at, condition, then, otherwise: null }, ...bind(scope, name, mutability, held, at)];
}

/** The same, silently replacing what the scope holds under the name. */
export function bind(
  scope: Scope,
  name: string,
  mutability: Mutability,
  value: Expression,
  at: number,
): Statement[] {
  const slot = scope.ownSlot(name, mutability);
  const again = scope.context.bound.has(slot);
  scope.context.bound.add(slot);
  return [{ kind: again ? "assign" : "declare", at, slot, value }];
}

export function duplicate(name: string, at: number): Statement {
  const message = `Duplicate declaration in the same scope: ${name}`;
  return { kind: "evaluate", at, value: { kind: "fail", at, message } };
}

type Bind = (name: string, value: Expression, at: number) => Statement[];

export function lowerDeclaration(
  scope: Scope,
  pattern: ast.Pattern,
  mutability: Mutability,
  value: ast.Expression,
  at: number,
): Statement[] {
  const bindPart: Bind = (name, part) => declare(scope, name, mutability, part, at);
  return lowerPattern(scope, pattern, lowerExpression(scope, value), bindPart);
}

export function lowerDestructure(scope: Scope, node: ast.DestructureStatement): Statement[] {
  const bindPart: Bind = (name, part, at) => assignName(scope, name, part, at);
  return lowerPattern(scope, node.pattern, lowerExpression(scope, node.value), bindPart);
}

/** Takes a value apart: each name is bound to its part, missing parts are null. */
function lowerPattern(scope: Scope, pattern: ast.Pattern, value: Expression, bindPart: Bind): Statement[] {
  const { at } = pattern;
  switch (pattern.kind) {
    case "NamePattern":
      return bindPart(pattern.name, value, at);
    case "DiscardPattern":
      return [{ kind: "evaluate", at, value }];
    case "DictPattern":
      return lowerDictPattern(scope, pattern, value, bindPart);
    case "ArrayPattern":
      return lowerArrayPattern(scope, pattern, value, bindPart);
  }
}

/** The whole value in a slot of its own, from which the parts are read. */
function wholeOf(scope: Scope, value: Expression, at: number): { object: Expression; statement: Statement } {
  const slot = scope.addSlot("[pattern]", "let");
  scope.context.bound.add(slot);
  return { object: { kind: "get", at, slot }, statement: { kind: "declare", at, slot, value } };
}

function lowerArrayPattern(
  scope: Scope,
  pattern: ast.ArrayPattern,
  value: Expression,
  bindPart: Bind,
): Statement[] {
  const { elements } = pattern;
  const { object, statement } = wholeOf(scope, value, pattern.at);
  const restAt = elements.findIndex(({ kind }) => kind === "RestPattern");
  const parts = elements.flatMap((element, index) => {
    const { at } = element;
    if (element.kind === "RestPattern") {
      const drop = elements.length - index - 1;
      return bindPart(element.name, { kind: "rest", at, object, from: index, drop }, at);
    }
    const fromEnd = restAt >= 0 && index > restAt;
    const position = fromEnd ? index - elements.length : index;
    return lowerPattern(scope, element, { kind: "element", at, object, index: position }, bindPart);
  });
  return [statement, ...parts];
}

function lowerDictPattern(
  scope: Scope,
  pattern: ast.DictPattern,
  value: Expression,
  bindPart: Bind,
): Statement[] {
  const { object, statement } = wholeOf(scope, value, pattern.at);
  const names = pattern.elements.flatMap((element) => (element.kind === "NamePattern" ? [element.name] : []));
  const parts = pattern.elements.flatMap((element) => {
    const { at, name } = element;
    const part: Expression =
      element.kind === "RestPattern"
        ? { kind: "namedRest", at, object, names }
        : { kind: "namedElement", at, object, name };
    return bindPart(name, part, at);
  });
  return [statement, ...parts];
}

// ---- assignment ----

export function lowerAssign(scope: Scope, node: ast.AssignStatement): Statement[] {
  const { target, operator, at } = node;
  if (target.kind !== "Name") return lowerPathAssign(scope, node, target);
  if (operator === null) return assignName(scope, target.name, lowerExpression(scope, node.value), at);
  const [left, right] = lowerInOrder<ast.Expression>(scope, [target, node.value], lowerExpression) as [
    Expression,
    Expression,
  ];
  return assignName(scope, target.name, { kind: "binary", at, operator, left, right }, at);
}

/** `name := value`: overwrites what the name means when the statement runs, else binds it here. */
export function assignName(scope: Scope, name: string, value: Expression, at: number): Statement[] {
  return assignResolved(scope, scope.resolve(name), name, value, at);
}

function assignResolved(
  scope: Scope,
  resolution: Resolution,
  name: string,
  value: Expression,
  at: number,
): Statement[] {
  const { receiver, outer } = resolution;
  if (receiver && outer) return assignReceiverField(scope, receiver, outer, name, value, at);
  const { candidates, certain } = resolution;
  const [first] = candidates;
  if (!first) return bind(scope, name, "mut", value, at);
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

/** In a method without `self`: sets the receiver's field if it has one, else assigns as anywhere. */
function assignReceiverField(
  scope: Scope,
  receiver: Slot,
  outer: Resolution,
  name: string,
  value: Expression,
  at: number,
): Statement[] {
  const held = hold(scope, value);
  const store: Statement = {
    kind: "store",
    at,
    name: "self",
    candidates: [receiver],
    path: [{ kind: "member", at, name }],
    value: held,
  };
  const before = new Set(scope.context.bound);
  const otherwise = assignResolved(scope, outer, name, held, at);
  for (const slot of scope.context.bound)
    if (!before.has(slot)) {
      scope.context.bound.delete(slot);
      scope.context.possiblyBound.add(slot);
      scope.use(slot, false);
    }
  return [
    {
      kind: "if",
      at,
      condition: { kind: "hasField", at, receiver, name },
      then: { slots: [], body: [store] },
      otherwise: { slots: [], body: otherwise },
    },
  ];
}

/** `root[i].f := value`, and the same with an operator. */
function lowerPathAssign(
  scope: Scope,
  node: ast.AssignStatement,
  target: ast.FieldExpression | ast.IndexExpression,
): Statement[] {
  const { at, operator } = node;
  const segments: (ast.Expression | string)[] = [];
  let root: ast.Expression = target;
  while (root.kind === "Index" || (root.kind === "Field" && !root.optional)) {
    segments.unshift(root.kind === "Index" ? root.index : root.name);
    root = root.object;
  }
  if (root.kind !== "Name") {
    reportError(scope.context.unit, "Invalid assignment target", target.start);
    return [];
  }
  const lowerSegment = (inner: Scope, segment: ast.Expression | string): Expression =>
    typeof segment === "string" ? { kind: "member", at, name: segment } : lowerExpression(inner, segment);
  const lowered =
    operator === null
      ? lowerInOrder(scope, [node.value, ...segments], lowerSegment)
      : rotate(lowerInOrder(scope, [...segments, node.value], lowerSegment));
  const [value, ...path] = lowered as [Expression, ...Expression[]];
  const write: Write = (name, candidates, fullPath) =>
    operator === null
      ? { kind: "store", at, name, candidates, path: fullPath, value }
      : { kind: "update", at, name, candidates, path: fullPath, operator, value };
  return writePath(scope, scope.resolve(root.name), root.name, path, write, at);
}

type Write = (name: string, candidates: readonly Slot[], path: readonly Expression[]) => Statement;

/** The last element first. */
function rotate<Item>(items: Item[]): Item[] {
  return [...items.slice(-1), ...items.slice(0, -1)];
}

/** Writes through the variable, or through the receiver's field where the name means that. */
function writePath(
  scope: Scope,
  resolution: Resolution,
  name: string,
  path: readonly Expression[],
  write: Write,
  at: number,
): Statement[] {
  const { candidates, receiver, outer } = resolution;
  if (!receiver || !outer) return [write(name, candidates, path)];
  const throughField = write(receiver.name, [receiver], [{ kind: "member", at, name }, ...path]);
  return [
    {
      kind: "if",
      at,
      condition: { kind: "hasField", at, receiver, name },
      then: { slots: [], body: [throughField] },
      otherwise: { slots: [], body: writePath(scope, outer, name, path, write, at) },
    },
  ];
}
