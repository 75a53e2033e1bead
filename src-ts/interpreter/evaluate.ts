/** Evaluates expressions: one short function for each kind of node. */

import type { Expression, ExpressionKind, ExpressionOf, Slot } from "../ir/nodes.js";
import { callMethod, getField, getOptionalField } from "../runtime/access.js";
import { callValue, checkCall, thrown } from "../runtime/call.js";
import * as container from "../runtime/container.js";
import { literalKey } from "../runtime/dict.js";
import { DictMap } from "../runtime/dict-map.js";
import { RuffError } from "../runtime/error.js";
import { hasPayload, isFailure, matches, payload } from "../runtime/match.js";
import { weighed } from "../runtime/memory.js";
import { binary, unary } from "../runtime/operators.js";
import { arrayOf, checkPart, dictOf, tagged, wrap } from "../runtime/nesting.js";
import { makeStruct } from "../runtime/struct.js";
import { text } from "../runtime/text.js";
import { Float, NONE, share, taken, truthy, type Value } from "../runtime/value.js";
import { builtinValue, callBuiltin } from "../stdlib/registry.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";

const {
  elementOrNull,
  entryOrNull,
  getIndex,
  getOwnField,
  getSlice,
  restOf,
  restOfEntries,
  spreadEntries,
  spreadItems,
} = container;

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
    return slot ? (f.read(slot) as Value) : evaluate(m, f, node.otherwise);
  },
  receiverField: (m, f, node) => {
    const own = getOwnField(f.read(node.receiver) as Value, node.name);
    return own === undefined ? evaluate(m, f, node.otherwise) : own;
  },
  builtin: (m, _f, node) => builtinValue(node.name, m.host),
  share: (m, f, node) => share(evaluate(m, f, node.value)),
  take: (m, f, node) => taken(evaluate(m, f, node.value), evaluateAll(m, f, node.owners)),
  unary: (m, f, node) => {
    const operand = evaluate(m, f, node.operand);
    f.at = node.at;
    return unary(node.operator, operand);
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
    return callValue(callee, args);
  },
  callFunction: (m, f, node) => {
    const args = evaluateAll(m, f, node.args);
    f.at = node.at;
    return checkCall(f.read(node.slot) as Value, args.length).code(...args);
  },
  callBuiltin: (m, f, node) => {
    const args = evaluateAll(m, f, node.args);
    f.at = node.at;
    return callBuiltin(node.name, m.host, args);
  },
  callMethod: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    const args = evaluateAll(m, f, node.args);
    f.at = node.at;
    return callMethod(object, node.name, args, callValue, node.receiver, m.methods);
  },
  index: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    const index = evaluate(m, f, node.index);
    f.at = node.at;
    return getIndex(object, index);
  },
  slice: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    const from = evaluate(m, f, node.from);
    const to = evaluate(m, f, node.to);
    f.at = node.at;
    return getSlice(object, from, to);
  },
  field: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    f.at = node.at;
    return getField(object, node.name);
  },
  optionalField: (m, f, node) => {
    const object = evaluate(m, f, node.object);
    f.at = node.at;
    return getOptionalField(object, node.name);
  },
  hasField: (_m, f, node) => getOwnField(f.read(node.receiver) as Value, node.name) !== undefined,
  element: (m, f, node) => elementOrNull(evaluate(m, f, node.object), Number(node.index)),
  rest: (m, f, node) => restOf(evaluate(m, f, node.object), Number(node.from), Number(node.drop)),
  namedElement: (m, f, node) => entryOrNull(evaluate(m, f, node.object), node.name),
  namedRest: (m, f, node) => restOfEntries(evaluate(m, f, node.object), node.names),
  dict: (m, f, node) => {
    const entries = new DictMap();
    for (const item of node.items) {
      if (item.kind === "entry") {
        const key = evaluate(m, f, item.key);
        const value = evaluate(m, f, item.value);
        f.at = item.at;
        entries.set(literalKey(key), value);
      } else if (item.kind === "spread") {
        const value = evaluate(m, f, item.value);
        f.at = item.at;
        spreadEntries(entries, value);
      }
    }
    f.at = node.at;
    return dictOf(entries);
  },
  entry: () => notAlone("entry"),
  struct: (m, f, node) => {
    const values = evaluateAll(m, f, node.values);
    f.at = node.at;
    for (const value of values) checkPart(value, "building struct value");
    return makeStruct(
      m.program.types.named(node.name),
      node.fieldNames.map((name, i): [string, Value] => [name, values[i] as Value]),
    );
  },
  tag: (m, f, node) => {
    const payload = evaluateAll(m, f, node.args);
    f.at = node.at;
    return tagged(node.name, payload);
  },
  wrap: (m, f, node) => {
    if (node.arm === "None") return NONE;
    const value = evaluate(m, f, node.value);
    f.at = node.at;
    return wrap(node.arm, value);
  },
  isBound: (_m, f, node) => f.read(node.slot) !== undefined,
  isNull: (m, f, node) => evaluate(m, f, node.value) === null,
  isFailure: (m, f, node) => {
    const value = evaluate(m, f, node.value);
    f.at = node.at;
    return isFailure(value);
  },
  matches: (m, f, node) => matches(evaluate(m, f, node.value), node.pattern),
  hasPayload: (m, f, node) => hasPayload(evaluate(m, f, node.value), Number(node.index)),
  payload: (m, f, node) => share(payload(evaluate(m, f, node.value), Number(node.index))),
  await: (m, f, node) => {
    const value = evaluate(m, f, node.value);
    f.at = node.at;
    return share(m.program.rejections.await(value));
  },
  member: () => notAlone("member"),
  array: (m, f, node) => {
    const items: Value[] = [];
    for (const item of node.items) {
      if (item.kind !== "spread") items.push(evaluate(m, f, item));
      else for (const value of spread(m, f, item)) items.push(value);
    }
    f.at = node.at;
    return arrayOf(items);
  },
  spread: () => notAlone("spread"),
  interpolate: (m, f, node) => {
    const texts = node.parts.map((part) => {
      const value = evaluate(m, f, part);
      f.at = part.at;
      return text(value);
    });
    f.at = node.at;
    return weighed(texts.join(""));
  },
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

/** Nodes that only mean something inside another one, which handles them. */
function notAlone(kind: string): never {
  throw new Error(`${kind} outside the node it belongs to`);
}
