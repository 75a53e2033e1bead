/** Lowers expressions: names become slots, constant functions and builtins are called directly. */

import type { BinaryOperator, Expression, ExpressionOf, LogicalOperator } from "../ir/nodes.js";
import { builtinConstant, isBuiltin } from "../stdlib/registry.js";
import type * as ast from "../syntax/ast.js";
import { lowerFunction } from "./lower-function.js";
import { reportError, type Scope } from "./scope.js";

export function lowerExpression(scope: Scope, node: ast.Expression): Expression {
  const { at } = node;
  switch (node.kind) {
    case "Null":
      return { kind: "null", at };
    case "Bool":
      return { kind: "bool", at, value: node.value };
    case "Int":
      return { kind: "int", at, value: node.value };
    case "Float":
      return { kind: "float", at, value: node.value };
    case "Str":
      return { kind: "string", at, value: node.value };
    case "Interp":
      return { kind: "interpolate", at, parts: node.parts.map((part) => lowerPart(scope, part, at)) };
    case "Name":
      return lowerName(scope, node.name, at);
    case "Unary":
      return { kind: "unary", at, operator: node.operator, operand: lowerExpression(scope, node.operand) };
    case "Binary":
      return lowerBinary(scope, node);
    case "Call":
      return lowerCall(scope, node.callee, lowerAll(scope, node.args), at);
    case "Index":
      return {
        kind: "index",
        at,
        object: lowerExpression(scope, node.object),
        index: lowerExpression(scope, node.index),
      };
    case "Field":
      if (node.optional) return unsupported(scope, "?.", at);
      return { kind: "field", at, object: lowerExpression(scope, node.object), name: node.name };
    case "Array":
      return { kind: "array", at, items: node.items.map((item) => lowerItem(scope, item)) };
    case "Lambda":
      return { kind: "closure", at, target: lowerFunction(scope, node.function) };
    case "Throw":
      return lowerThrow(scope, node);
    case "MethodCall":
      return unsupported(scope, "method calls", at);
    case "Try":
      return unsupported(scope, "the ? operator", at);
    case "Tag":
      return unsupported(scope, "enum values", at);
    case "StructLit":
      return unsupported(scope, "struct literals", at);
    case "Dict":
      return unsupported(scope, "dictionaries", at);
    case "Wrap":
    case "None":
      return unsupported(scope, "Result and Option values", at);
    case "Yield":
      return unsupported(scope, "yield", at);
    case "Await":
      return unsupported(scope, "await", at);
  }
}

export function lowerAll(scope: Scope, nodes: readonly ast.Expression[]): Expression[] {
  return nodes.map((node) => lowerExpression(scope, node));
}

/** Reports a construct that the compiler does not know yet; the node stands in for it. */
export function unsupported(scope: Scope, what: string, at: number): Expression {
  reportError(scope.context.unit, `not supported yet: ${what}`, at);
  return { kind: "null", at };
}

function lowerPart(scope: Scope, part: string | ast.Expression, at: number): Expression {
  return typeof part === "string" ? { kind: "string", at, value: part } : lowerExpression(scope, part);
}

/** What a name means when it is read here. */
export function lowerName(scope: Scope, name: string, at: number): Expression {
  const { candidates, certain } = scope.resolve(name);
  const [first] = candidates;
  if (first && certain && candidates.length === 1) return { kind: "get", at, slot: first };
  if (first) return { kind: "lookup", at, name, candidates };
  const constant = builtinConstant(name);
  if (constant !== null) return { kind: "float", at, value: constant };
  if (isBuiltin(name)) return { kind: "builtin", at, name };
  return { kind: "fail", at, message: `Undefined variable: ${name}` };
}

/** A call: direct where the callee is a builtin or a function that never changes. */
function lowerCall(scope: Scope, callee: ast.Expression, args: Expression[], at: number): Expression {
  const target = lowerExpression(scope, callee);
  if (target.kind === "builtin") return { kind: "callBuiltin", at, name: target.name, args };
  if (target.kind === "get") {
    const { slot } = target;
    if (slot.constant && slot.constant.parameters.length === args.length)
      return { kind: "callFunction", at, slot, target: slot.constant, args };
  }
  return { kind: "call", at, callee: target, args };
}

function lowerBinary(scope: Scope, node: ast.BinaryExpression): Expression {
  const { at, operator } = node;
  if (operator === "|>") return lowerPipe(scope, node);
  const left = lowerExpression(scope, node.left);
  const right = lowerExpression(scope, node.right);
  if (isLogical(operator)) return { kind: "logical", at, operator, left, right };
  return { kind: "binary", at, operator: operator as BinaryOperator, left, right };
}

function isLogical(operator: string): operator is LogicalOperator {
  return operator === "&&" || operator === "||" || operator === "??";
}

/** `x |> f(a)` is `f(x, a)`; `x |> f` is `f(x)`. */
function lowerPipe(scope: Scope, node: ast.BinaryExpression): Expression {
  const first = lowerExpression(scope, node.left);
  const { right } = node;
  if (right.kind !== "Call") return lowerCall(scope, right, [first], right.at);
  return lowerCall(scope, right.callee, [first, ...lowerAll(scope, right.args)], right.at);
}

function lowerItem(scope: Scope, item: ast.Expression | ast.SpreadItem): Expression {
  if (item.kind !== "Spread") return lowerExpression(scope, item);
  return { kind: "spread", at: item.at, value: lowerExpression(scope, item.value) };
}

function lowerThrow(scope: Scope, node: ast.ThrowExpression): ExpressionOf<"throw"> {
  const [value] = node.args;
  if (node.args.length !== 1)
    reportError(scope.context.unit, "throw() requires exactly one argument", node.at);
  const lowered: Expression = value ? lowerExpression(scope, value) : { kind: "null", at: node.at };
  return { kind: "throw", at: node.at, value: lowered };
}
