/** Lowers expressions: names become slots, constant functions and builtins are called directly. */

import type { BinaryOperator, Expression, ExpressionOf, IrFunction, LogicalOperator } from "../ir/nodes.js";
import { builtinConstant, isBuiltin } from "../stdlib/registry.js";
import type * as ast from "../syntax/ast.js";
import { collecting, hold, lowerInOrder } from "./hoist.js";
import { lowerFunction } from "./lower-function.js";
import { type Resolution, reportError, type Scope } from "./scope.js";

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
      return {
        kind: "interpolate",
        at,
        parts: lowerInOrder(scope, node.parts, (s, part) => lowerPart(s, part, at)),
      };
    case "Name":
      return lowerName(scope, node.name, at);
    case "Unary":
      return { kind: "unary", at, operator: node.operator, operand: lowerExpression(scope, node.operand) };
    case "Binary":
      return lowerBinary(scope, node);
    case "Call":
      return lowerCall(scope, node.callee, node.args, at);
    case "Index": {
      const [object, index] = lowerAll(scope, [node.object, node.index]) as [Expression, Expression];
      return { kind: "index", at, object, index };
    }
    case "Slice":
      return lowerSlice(scope, node);
    case "Field":
      return {
        kind: node.optional ? "optionalField" : "field",
        at,
        object: lowerExpression(scope, node.object),
        name: node.name,
      };
    case "MethodCall":
      return lowerMethodCall(scope, node);
    case "Array":
      return { kind: "array", at, items: lowerInOrder(scope, node.items, lowerItem) };
    case "Dict":
      return { kind: "dict", at, items: lowerDictItems(scope, node) };
    case "StructLit":
      return {
        kind: "struct",
        at,
        name: node.name,
        fieldNames: node.fields.map(({ name }) => name),
        values: lowerAll(
          scope,
          node.fields.map(({ value }) => value),
        ),
      };
    case "Lambda":
      return { kind: "closure", at, target: lowerFunction(scope, node.function) };
    case "Throw":
      return lowerThrow(scope, node);
    case "Tag":
      return lowerTag(scope, node);
    case "Wrap":
      return { kind: "wrap", at, arm: node.arm, value: lowerExpression(scope, node.value) };
    case "None":
      return { kind: "wrap", at, arm: "None", value: { kind: "null", at } };
    case "Try":
      return lowerTryOperator(scope, node);
    case "Yield":
      return lowerYield(scope, node);
    case "Await":
      return { kind: "await", at, value: lowerExpression(scope, node.value) };
  }
}

export function lowerAll(scope: Scope, nodes: readonly ast.Expression[]): Expression[] {
  return lowerInOrder(scope, nodes, lowerExpression);
}

function lowerPart(scope: Scope, part: string | ast.Expression, at: number): Expression {
  return typeof part === "string" ? { kind: "string", at, value: part } : lowerExpression(scope, part);
}

// ---- names ----

/** What a name means when it is read here. */
export function lowerName(scope: Scope, name: string, at: number): Expression {
  return lowerResolution(scope.resolve(name), name, at);
}

function lowerResolution(resolution: Resolution, name: string, at: number): Expression {
  const { candidates, certain, receiver, outer } = resolution;
  const [first] = candidates;
  if (first && certain && candidates.length === 1) return { kind: "get", at, slot: first };
  let otherwise = outsideAllScopes(name, at);
  if (receiver && outer)
    otherwise = { kind: "receiverField", at, receiver, name, otherwise: lowerResolution(outer, name, at) };
  return first ? { kind: "lookup", at, candidates, otherwise } : otherwise;
}

/** A name that nothing in the file binds: a builtin, or an error. */
function outsideAllScopes(name: string, at: number): Expression {
  const constant = builtinConstant(name);
  if (constant !== null) return { kind: "float", at, value: constant };
  if (isBuiltin(name)) return { kind: "builtin", at, name };
  return { kind: "fail", at, message: `Undefined variable: ${name}` };
}

// ---- calls ----

/** A call: direct where the callee is a builtin or a function that never changes. The arguments come first. */
function lowerCall(
  scope: Scope,
  callee: ast.Expression,
  args: readonly ast.Expression[],
  at: number,
): Expression {
  const operands = lowerAll(scope, [...args, callee]);
  const target = operands.pop() as Expression;
  if (target.kind === "builtin") return { kind: "callBuiltin", at, name: target.name, args: operands };
  if (target.kind === "get") {
    const { slot } = target;
    if (slot.constant && takes(slot.constant, operands.length))
      return { kind: "callFunction", at, slot, target: slot.constant, args: operands };
  }
  return { kind: "call", at, callee: target, args: operands };
}

function takes({ required, parameters }: IrFunction, count: number): boolean {
  return count >= required && count <= parameters.length;
}

/** `object.name(args)`; with `?.`, null if the object is null, and the arguments are then not evaluated. */
function lowerMethodCall(scope: Scope, node: ast.MethodCallExpression): Expression {
  const { at, name, optional } = node;
  if (!optional) {
    const [object, ...args] = lowerAll(scope, [node.object, ...node.args]) as [Expression, ...Expression[]];
    return { kind: "callMethod", at, object, name, args, targets: [], open: true, receiver: "kept" };
  }
  const object = hold(scope, lowerExpression(scope, node.object));
  const result = hold(scope, { kind: "null", at });
  const { result: args, pending } = collecting(scope, () => lowerAll(scope, node.args));
  const value: Expression = {
    kind: "callMethod",
    at,
    object,
    name,
    args,
    targets: [],
    open: true,
    receiver: "kept",
  };
  scope.context.pending.push({
    kind: "if",
    at,
    condition: { kind: "unary", at, operator: "!", operand: { kind: "isNull", at, value: object } },
    then: { slots: [], body: [...pending, { kind: "assign", at, slot: result.slot, value }] },
    otherwise: null,
  });
  return result;
}

// ---- operators ----

function lowerBinary(scope: Scope, node: ast.BinaryExpression): Expression {
  const { at, operator } = node;
  if (operator === "|>") return lowerPipe(scope, node);
  if (isLogical(operator)) return lowerLogical(scope, node, operator);
  const [left, right] = lowerAll(scope, [node.left, node.right]) as [Expression, Expression];
  if (operator === "..") return { kind: "callBuiltin", at, name: "range", args: [left, right] };
  return { kind: "binary", at, operator: operator as BinaryOperator, left, right };
}

function isLogical(operator: string): operator is LogicalOperator {
  return operator === "&&" || operator === "||" || operator === "??";
}

/** The right side runs only if the left does not decide, and so do the statements that it needs. */
function lowerLogical(scope: Scope, node: ast.BinaryExpression, operator: LogicalOperator): Expression {
  const { at } = node;
  const left = lowerExpression(scope, node.left);
  const { result: right, pending } = collecting(scope, () => lowerExpression(scope, node.right));
  if (pending.length === 0) return { kind: "logical", at, operator, left, right };
  const asBool = (value: Expression): Expression => ({
    kind: "logical",
    at,
    operator: "||",
    left: value,
    right: { kind: "bool", at, value: false },
  });
  const result = hold(scope, operator === "??" ? left : asBool(left));
  const goesOn: Record<LogicalOperator, Expression> = {
    "&&": result,
    "||": { kind: "unary", at, operator: "!", operand: result },
    "??": { kind: "isNull", at, value: result },
  };
  const value = operator === "??" ? right : asBool(right);
  scope.context.pending.push({
    kind: "if",
    at,
    condition: goesOn[operator],
    then: { slots: [], body: [...pending, { kind: "assign", at, slot: result.slot, value }] },
    otherwise: null,
  });
  return result;
}

/** `x |> f(a)` is `f(x, a)`, `x |> o.m(a)` is `o.m(x, a)`, `x |> f` is `f(x)`. */
function lowerPipe(scope: Scope, node: ast.BinaryExpression): Expression {
  const { left, right } = node;
  if (right.kind === "Call") return lowerCall(scope, right.callee, [left, ...right.args], right.at);
  if (right.kind === "MethodCall") {
    const [first, object, ...args] = lowerAll(scope, [left, right.object, ...right.args]) as [
      Expression,
      Expression,
      ...Expression[],
    ];
    // The piped value is evaluated before the object.
    const value = first.kind === "get" ? first : hold(scope, first);
    return {
      kind: "callMethod",
      at: right.at,
      object,
      name: right.name,
      args: [value, ...args],
      targets: [],
      open: true,
      receiver: "kept",
    };
  }
  return lowerCall(scope, right, [left], right.at);
}

// ---- slices ----

/** A bound that is left out is the array's own: 0, or more than any array has. */
function lowerSlice(scope: Scope, node: ast.SliceExpression): Expression {
  const { at } = node;
  const bound = (value: number): ast.Expression => ({ kind: "Int", start: at, end: at, at, value });
  const first = node.first ?? bound(0);
  const stop = node.stop ?? bound(Number.MAX_SAFE_INTEGER);
  const [object, from, to] = lowerAll(scope, [node.object, first, stop]) as [
    Expression,
    Expression,
    Expression,
  ];
  return { kind: "slice", at, object, from, to };
}

// ---- literals ----

function lowerItem(scope: Scope, item: ast.Expression | ast.SpreadItem): Expression {
  if (item.kind !== "Spread") return lowerExpression(scope, item);
  return { kind: "spread", at: item.at, value: lowerExpression(scope, item.value) };
}

/** Keys and values in source order. */
function lowerDictItems(scope: Scope, node: ast.DictLiteral): Expression[] {
  const flat = node.items.flatMap((item): (ast.Expression | ast.SpreadItem)[] =>
    item.kind === "Entry" ? [item.key, item.value] : [item],
  );
  const operands = lowerInOrder(scope, flat, lowerItem);
  return node.items.map((item): Expression => {
    if (item.kind === "Spread") return operands.shift() as Expression;
    const [key, value] = operands.splice(0, 2) as [Expression, Expression];
    return { kind: "entry", at: item.at, key, value };
  });
}

const ARMS: Record<string, "Ok" | "Err" | "Some" | "None"> = {
  "Result::Ok": "Ok",
  "Result::Err": "Err",
  "Option::Some": "Some",
  "Option::None": "None",
};

/** `Base::Variant(args)`; `Result::` and `Option::` are the built-in kinds, whatever the program declares. */
function lowerTag(scope: Scope, node: ast.TagExpression): Expression {
  const { at } = node;
  const name = `${node.base}::${node.variant}`;
  const args = lowerAll(scope, node.args ?? []);
  const arm = ARMS[name];
  if (!arm) return { kind: "tag", at, name, args };
  if (arm === "None") {
    if (args.length > 0) reportError(scope.context.unit, "Option::None takes no arguments", at);
    return { kind: "wrap", at, arm, value: { kind: "null", at } };
  }
  const [value] = args;
  if (!value || args.length > 1)
    reportError(scope.context.unit, `${name}(...) requires exactly one argument`, at);
  return { kind: "wrap", at, arm, value: value ?? { kind: "null", at } };
}

function lowerThrow(scope: Scope, node: ast.ThrowExpression): ExpressionOf<"throw"> {
  const { at } = node;
  const [value] = node.args;
  if (node.args.length !== 1) reportError(scope.context.unit, "throw() requires exactly one argument", at);
  return { kind: "throw", at, value: value ? lowerExpression(scope, value) : { kind: "null", at } };
}

// ---- expressions that need statements ----

/** `e?`: returns the failure from the function at once, else goes on with what is inside. */
function lowerTryOperator(scope: Scope, node: ast.TryExpression): Expression {
  const { at } = node;
  const value = hold(scope, lowerExpression(scope, node.operand));
  scope.context.pending.push({
    kind: "if",
    at,
    condition: { kind: "isFailure", at, value },
    then: { slots: [], body: [{ kind: "return", at, value }] },
    otherwise: null,
  });
  return { kind: "payload", at, value, index: 0 };
}

/** `yield e` suspends the generator, and is then the value of e. */
function lowerYield(scope: Scope, node: ast.YieldExpression): Expression {
  const { at } = node;
  if (!scope.context.ir.isGenerator)
    return { kind: "fail", at, message: "Yield can only be used inside generator functions" };
  const value = hold(scope, node.value ? lowerExpression(scope, node.value) : { kind: "null", at });
  scope.context.pending.push({ kind: "yield", at, value });
  return value;
}
