/** IR expressions as JavaScript: one short function for each kind of node. */

import type { Expression, ExpressionKind, ExpressionOf, IrFunction, Slot } from "../ir/nodes.js";
import { LONG } from "../runtime/memory.js";
import { LEVEL } from "../runtime/value.js";
import { emitField, emitIndex, emitReceiverField } from "./emit-access.js";
import { emitBuiltinCall, emitCall, emitMethodCall } from "./emit-call.js";
import type { FunctionEmitter } from "./emit-function.js";
import { emitPlainly } from "./emit-plain.js";
import { emitBinary, emitLogical, emitUnary } from "./emit-operator.js";
import { CONTAINER, isOnly, mayBe, NUMBER, SCALAR, STRING } from "./kinds.js";
import { emitResumable } from "./emit-resumable.js";
import { doubleLiteral, intLiteral } from "./operand.js";
import { mark } from "./positions.js";

type Emit<Kind extends ExpressionKind> = (e: FunctionEmitter, node: ExpressionOf<Kind>) => string;

const EMIT: { readonly [Kind in ExpressionKind]: Emit<Kind> } = {
  null: () => "null",
  bool: (_e, node) => String(node.value),
  int: (_e, node) => intLiteral(node.value),
  float: (e, node) => e.module.constant(`new $.Float(${doubleLiteral(node.value)})`),
  string: (_e, node) => JSON.stringify(node.value),
  get: (e, node) => emitGet(e, node.slot),
  lookup: (e, node) => {
    const tries = node.candidates.map((slot) => `${nameOf(e, slot)} !== undefined ? ${emitGet(e, slot)} : `);
    return `(${tries.join("")}${emit(e, node.otherwise)})`;
  },
  receiverField: emitReceiverField,
  builtin: (e, node) => e.module.builtinValue(node.name),
  share: (e, node) => {
    const code = emit(e, node.value);
    return mayBe(e.module.facts.of(node), CONTAINER) ? helper(e, "share", node.at, [code]) : code;
  },
  take: (e, node) => {
    const owners = node.owners.map((owner) => emit(e, owner));
    return `${e.runtime("taken")}(${emit(e, node.value)}, [${owners.join(", ")}])`;
  },
  unary: emitUnary,
  binary: (e, node) => emitBinary(e, node),
  logical: emitLogical,
  call: emitCall,
  callFunction: (e, node) =>
    `${mark(node.at)}${e.module.reference(node.target)}(${node.args.map((arg) => emit(e, arg)).join(", ")})`,
  callBuiltin: emitBuiltinCall,
  index: emitIndex,
  slice: (e, node) =>
    helper(e, "getSlice", node.at, [emit(e, node.object), emit(e, node.from), emit(e, node.to)]),
  callMethod: emitMethodCall,
  field: emitField,
  optionalField: (e, node) =>
    helper(e, "getOptionalField", node.at, [emit(e, node.object), JSON.stringify(node.name)]),
  hasField: (e, node) => `(${nameOf(e, node.receiver)}.$${node.name} !== undefined)`,
  namedElement: (e, node) =>
    helper(e, "entryOrNull", node.at, [emit(e, node.object), JSON.stringify(node.name)]),
  namedRest: (e, node) =>
    helper(e, "restOfEntries", node.at, [emit(e, node.object), JSON.stringify(node.names)]),
  dict: emitDict,
  entry: (e, node) => {
    const key = emit(e, node.key);
    const isKey = isOnly(e.module.facts.of(node.key), STRING | NUMBER);
    return `.set(${isKey ? key : helper(e, "literalKey", node.at, [key])}, ${emit(e, node.value)})`;
  },
  struct: (e, node) =>
    `${mark(node.at)}new ${e.module.structClass(node.name, node.fieldNames)}(${node.values.map((value) => emit(e, value)).join(", ")})`,
  tag: (e, node) =>
    helper(e, "tagged", node.at, [
      JSON.stringify(node.name),
      `[${node.args.map((arg) => emit(e, arg)).join(", ")}]`,
    ]),
  wrap: (e, node) =>
    node.arm === "None"
      ? e.runtime("NONE")
      : helper(e, "wrap", node.at, [`"${node.arm}"`, emit(e, node.value)]),
  isBound: (e, node) => `(${nameOf(e, node.slot)} !== undefined)`,
  isNull: (e, node) => `(${emit(e, node.value)} === null)`,
  isFailure: (e, node) => helper(e, "isFailure", node.at, [emit(e, node.value)]),
  matches: (e, node) => helper(e, "matches", node.at, [emit(e, node.value), JSON.stringify(node.pattern)]),
  hasPayload: (e, node) => helper(e, "hasPayload", node.at, [emit(e, node.value), String(node.index)]),
  payload: (e, node) =>
    `${e.runtime("share")}(${helper(e, "payload", node.at, [emit(e, node.value), String(node.index)])})`,
  await: (e, node) => `${e.runtime("share")}(${helper(e, "await", node.at, [emit(e, node.value)])})`,
  member: (e, node) => e.module.constant(`new $.Member(${JSON.stringify(node.name)})`, `$${node.name}`),
  element: (e, node) => helper(e, "elementOrNull", node.at, [emit(e, node.object), String(node.index)]),
  rest: (e, node) =>
    helper(e, "restOf", node.at, [emit(e, node.object), String(node.from), String(node.drop)]),
  array: emitArray,
  spread: (e, node) => `...${helper(e, "spreadItems", node.at, [emit(e, node.value)])}`,
  interpolate: (e, node) => {
    const parts = node.parts.map((part) =>
      part.kind === "string" ? emit(e, part) : helper(e, "text", part.at, [emit(e, part)]),
    );
    const plus = ` ${mark(node.at)}+ `;
    const code = (parts[0]?.startsWith('"') ? parts : ['""', ...parts]).join(plus);
    return parts.length < 2 ? `(${code})` : `(${emitJoined(e, code, node.at)})`;
  },
  closure: (e, node) => mark(node.at) + newFunction(e, node.target),
  throw: (e, node) => helper(e, "raise", node.at, [emit(e, node.value)]),
  fail: (e, node) => helper(e, "fail", node.at, [JSON.stringify(node.message)]),
};

export function emit(e: FunctionEmitter, node: Expression): string {
  const special =
    (e.suspendsAt(node) ? emitResumable(e, node) : null) ?? (e.module.stepping ? emitPlainly(e, node) : null);
  return special ?? (EMIT[node.kind] as Emit<ExpressionKind>)(e, node);
}

/** A string put together by the code, which may become too long. */
export function emitJoined(e: FunctionEmitter, code: string, at: number): string {
  const whole = e.temporary();
  return `(${whole} = ${code}).length > ${LONG} ? ${helper(e, "joined", at, [whole])} : ${whole}`;
}

/** A function value of the function's forms, written where it stands. */
export function newFunction(e: FunctionEmitter, fn: IrFunction): string {
  return e.module.functionValue(
    fn,
    e.module.nested(fn).map((form) => e.inline(form)),
  );
}

/** A call of a runtime helper, marked with the place that an error in it points to. */
export function helper(e: FunctionEmitter, name: string, at: number, args: readonly string[]): string {
  return `${mark(at)}${e.runtime(name)}(${args.join(", ")})`;
}

/** `new $RuffArray([a, b], state)` if no item holds others, else `$arrayOf([a, b])`. */
function emitArray(e: FunctionEmitter, node: ExpressionOf<"array">): string {
  const items = `[${node.items.map((item) => emit(e, item)).join(", ")}]`;
  const flat = node.items.every((item) => item.kind !== "spread" && isOnly(e.module.facts.of(item), SCALAR));
  return flat ? `new ${e.runtime("RuffArray")}(${items}, ${LEVEL})` : helper(e, "arrayOf", node.at, [items]);
}

/** `$dictOf(new $DictMap().set(k, v)...)`; with spreads, a helper adds their entries in order. */
function emitDict(e: FunctionEmitter, node: ExpressionOf<"dict">): string {
  const map = node.items.reduce(
    (inner, item) =>
      item.kind === "spread"
        ? helper(e, "spreadInto", item.at, [inner, emit(e, item.value)])
        : inner + emit(e, item),
    `new ${e.runtime("DictMap")}()`,
  );
  return helper(e, "dictOf", node.at, [map]);
}

function nameOf(e: FunctionEmitter, slot: Slot): string {
  return e.module.names.ofSlot(slot);
}

/** The value of a variable. */
export function emitGet(e: FunctionEmitter, slot: Slot): string {
  if (slot.constant) return e.module.constantValue(slot.constant);
  return e.isBare(slot) ? `new ${e.runtime("Float")}(${nameOf(e, slot)})` : nameOf(e, slot);
}
