/** Evaluates expressions: one short function for each kind of node. */

import type { Expression, ExpressionKind, ExpressionOf, Slot } from "../ir/nodes.js";
import { ARITHMETIC, negate, not } from "../runtime/arithmetic.js";
import { equal, order } from "../runtime/compare.js";
import { elementOrNull, getField, getIndex, restOf, spreadItems } from "../runtime/container.js";
import { RuffError } from "../runtime/error.js";
import { checkCall, thrown } from "../runtime/call.js";
import { text } from "../runtime/text.js";
import { Builtin, Float, RuffArray, share, truthy, type Value } from "../runtime/value.js";
import { arityMismatch, builtinNamed, builtinValue, isBuiltin } from "../stdlib/registry.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";

type Evaluate<Kind extends ExpressionKind> = (m: Machine, f: Frame, node: ExpressionOf<Kind>) => Value;

const EVALUATE: { readonly [Kind in ExpressionKind]: Evaluate<Kind> } = {
  null: () => null,
  bool: (_m, _f, node) => node.value,
  int: (_m, _f, node) => node.value,
  float: (_m, _f, node) => new Float(node.value),
  string: (_m, _f, node) => node.value,
  get: (_m, f, node) => f.read(node.slot) as Value,
  lookup: (m, f, node) => {
    const slot = firstBound(f, node.candidates);
    if (slot) return f.read(slot) as Value;
    if (isBuiltin(node.name)) return builtinValue(node.name, m.host);
    f.at = node.at;
    throw new RuffError(`Undefined variable: ${node.name}`);
  },
  builtin: (m, _f, node) => builtinValue(node.name, m.host),
  share: (m, f, node) => share(evaluate(m, f, node.value)),
  unary: (m, f, node) => {
    const operand = evaluate(m, f, node.operand);
    f.at = node.at;
    return node.operator === "-" ? negate(operand) : not(operand);
  },
  binary: (m, f, node) => {
    const left = evaluate(m, f, node.left);
    const right = evaluate(m, f, node.right);
    f.at = node.at;
    return binary(node.operator, left, right);
  },
  logical: (m, f, node) => {
    const left = evaluate(m, f, node.left);
    switch (node.operator) {
      case "&&":
        return truthy(left) && truthy(evaluate(m, f, node.right));
      case "||":
        return truthy(left) || truthy(evaluate(m, f, node.right));
      case "??":
        return left ?? evaluate(m, f, node.right);
    }
  },
  call: (m, f, node) => {
    const args = evaluateAll(m, f, node.args);
    const callee = evaluate(m, f, node.callee);
    f.at = node.at;
    if (callee instanceof Builtin) return callee.call(args);
    return checkCall(callee, args.length).code(...args);
  },
  callFunction: (m, f, node) => {
    const args = evaluateAll(m, f, node.args);
    f.at = node.at;
    return checkCall(f.read(node.slot) as Value, args.length).code(...args);
  },
  callBuiltin: (m, f, node) => {
    const args = evaluateAll(m, f, node.args);
    f.at = node.at;
    const row = builtinNamed(node.name);
    const mismatch = arityMismatch(row, args.length);
    if (mismatch !== null) throw new RuffError(mismatch);
    return row.run(m.host, ...args);
  },
  index: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    const index = evaluate(m, f, node.index);
    f.at = node.at;
    return getIndex(object, index);
  },
  field: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    f.at = node.at;
    return getField(object, node.name);
  },
  element: (m, f, node) => elementOrNull(evaluate(m, f, node.object), Number(node.index)),
  rest: (m, f, node) => restOf(evaluate(m, f, node.object), Number(node.from), Number(node.drop)),
  array: (m, f, node) => {
    const items: Value[] = [];
    for (const item of node.items) {
      if (item.kind !== "spread") items.push(evaluate(m, f, item));
      else for (const value of spread(m, f, item)) items.push(value);
    }
    return new RuffArray(items);
  },
  spread: (m, f, node) => new RuffArray(spread(m, f, node)),
  interpolate: (m, f, node) => node.parts.map((part) => text(evaluate(m, f, part))).join(""),
  closure: (m, f, node) => m.closure(node.target, f),
  throw: (m, f, node) => {
    const value = evaluate(m, f, node.value);
    f.at = node.at;
    throw thrown(value);
  },
  fail: (_m, f, node) => {
    f.at = node.at;
    throw new RuffError(node.message);
  },
};

export function evaluate(machine: Machine, frame: Frame, node: Expression): Value {
  return (EVALUATE[node.kind] as Evaluate<ExpressionKind>)(machine, frame, node);
}

export function evaluateAll(machine: Machine, frame: Frame, nodes: readonly Expression[]): Value[] {
  return nodes.map((node) => evaluate(machine, frame, node));
}

/** The first of the slots that is bound now. */
export function firstBound(frame: Frame, candidates: readonly Slot[]): Slot | undefined {
  return candidates.find((slot) => frame.read(slot) !== undefined);
}

function spread(m: Machine, f: Frame, node: ExpressionOf<"spread">): Value[] {
  const value = evaluate(m, f, node.value);
  f.at = node.at;
  return spreadItems(value);
}

function binary(operator: ExpressionOf<"binary">["operator"], left: Value, right: Value): Value {
  switch (operator) {
    case "==":
      return equal(left, right);
    case "!=":
      return !equal(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(operator, left, right);
    default:
      return ARITHMETIC[operator](left, right);
  }
}
