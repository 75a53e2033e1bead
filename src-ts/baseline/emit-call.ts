/** Calls. */

import type { Expression, ExpressionOf } from "../ir/nodes.js";
import { isKept } from "../runtime/access.js";
import { ITEMS_AT_ONCE } from "../runtime/memory.js";
import { arityMismatch, builtinNamed } from "../stdlib/registry.js";
import { ownedAndNoDeeper } from "./emit-access.js";
import { emit, emitGet, helper } from "./emit-expression.js";
import { emitMath } from "./emit-float.js";
import type { FunctionEmitter } from "./emit-function.js";
import type { CallEntry } from "./emit-module.js";
import { ARRAY, isOnly, mayBe, NULL, OTHER, STRUCT } from "./kinds.js";
import { asObject, type Operand, operandsOf, sequence } from "./operand.js";
import { mark } from "./positions.js";

/** A call of any value: directly if it is a function that takes that many arguments. */
export function emitCall(e: FunctionEmitter, node: ExpressionOf<"call">): string {
  const before: string[] = [];
  const operands = operandsOf(e, [...node.args, node.callee], before);
  const { code: callee, kinds } = operands.pop() as Operand;
  const args = operands.map(({ code }) => code).join(", ");
  const general = helper(e, "call", node.at, [`[${args}]`, callee]);
  if (!mayBe(kinds, OTHER)) return sequence(before, general);
  const fits = `${callee} instanceof ${e.runtime("RuffFunction")} && ${callee}.info.arity === ${node.args.length}`;
  return sequence(before, `${fits} ? ${callee}.${mark(node.at)}code(${args}) : ${general}`);
}

export function emitBuiltinCall(e: FunctionEmitter, node: ExpressionOf<"callBuiltin">): string {
  const row = builtinNamed(node.name);
  if (row.name === "len" && node.args.length === 1) return emitLength(e, node);
  if (row.name === "push" && node.args.length === 2) return emitPush(e, node);
  const math = emitMath(e, node);
  if (math !== null) return math;
  const entry = e.callEntry(node);
  if (entry) return emitDriven(e, node, entry);
  const args = node.args.map((arg) => emit(e, arg));
  const mismatch = arityMismatch(row, args.length);
  if (mismatch !== null) return helper(e, "fail", node.at, [JSON.stringify(mismatch), ...args]);
  return callOf(e, row.name, args, node.at);
}

function callOf(e: FunctionEmitter, builtin: string, args: readonly string[], at: number): string {
  return `${mark(at)}${e.module.builtinCode(builtin)}(${["$host", ...args].join(", ")})`;
}

/** A builtin that calls a function for each item, in machine code if its tier says so. */
function emitDriven(
  e: FunctionEmitter,
  node: ExpressionOf<"callBuiltin">,
  { tier, captures }: CallEntry,
): string {
  const before: string[] = [];
  const operands = operandsOf(e, node.args.slice(0, -1), before).map(({ code }) => code);
  const callback = emit(e, node.args.at(-1) as Expression);
  const general = callOf(e, builtinNamed(node.name).name, [...operands, callback], node.at);
  const result = e.temporary();
  const args = [...operands, ...captures.map((slot) => emitGet(e, slot))].join(", ");
  const isAsked = `${operands[0]} instanceof ${e.runtime("RuffArray")} && --${tier}.budget < 0`;
  const entered = `(${result} = ${tier}.${mark(node.at)}enter(${args})) !== undefined`;
  return sequence(before, `${isAsked} && ${entered} ? ${result} : ${general}`);
}

function emitLength(e: FunctionEmitter, node: ExpressionOf<"callBuiltin">): string {
  const before: string[] = [];
  const [value] = operandsOf(e, node.args, before) as [Operand];
  const flag = e.plainFlag(value);
  if (flag)
    return sequence(before, `${flag} ? ${value.code}.length : ${helper(e, "length", node.at, [value.code])}`);
  return sequence(before, helper(e, "length", node.at, [value.code, e.module.stringMemo()]));
}

/** `a.packed === null && (a has room, one owner, and v makes it no deeper) ? (a.generic.push(v), a) : $$push($host, a, v)` */
function emitPush(e: FunctionEmitter, node: ExpressionOf<"callBuiltin">): string {
  const before: string[] = [];
  const [array, value] = operandsOf(e, node.args, before) as [Operand, Operand];
  const { code, kinds } = array;
  const general = callOf(e, "push", [code, value.code], node.at);
  if (!mayBe(kinds, ARRAY) || e.module.stepping) return sequence(before, general);
  const isArray = isOnly(kinds, ARRAY) ? "" : `${code} instanceof ${e.runtime("RuffArray")} && `;
  const push = `(${code}.generic.${mark(node.at)}push(${value.code}), ${code})`;
  const last = ITEMS_AT_ONCE - 1;
  const hasRoom = `(${code}.generic.length & ${last}) !== ${last}`;
  const test = `${isArray}${code}.packed === null && ${hasRoom} && ${ownedAndNoDeeper(array, value)}`;
  return sequence(before, `${test} ? ${push} : ${general}`);
}

/** A method of a struct is a property of what the object inherits; everything else takes the general way. */
export function emitMethodCall(e: FunctionEmitter, node: ExpressionOf<"callMethod">): string {
  const before: string[] = [];
  const [object, ...args] = operandsOf(e, [node.object, ...node.args], before) as [Operand, ...Operand[]];
  const list = args.map(({ code }) => code);
  const general = helper(e, "callMethod", node.at, [
    object.code,
    JSON.stringify(node.name),
    `[${list.join(", ")}]`,
    JSON.stringify(node.receiver),
  ]);
  if (!mayBe(object.kinds, STRUCT)) return sequence(before, general);
  const method = e.temporary();
  const receiver = isKept(node.receiver) ? `${e.runtime("share")}(${object.code})` : object.code;
  // V8 inlines the call only if null takes a way of its own: `?.` would mix it with the method.
  const notNull = mayBe(object.kinds, NULL) ? `${object.code} !== null && ` : "";
  const found = `(${method} = ${asObject(object)}.${node.name}$${args.length}) !== undefined`;
  const direct = `${mark(node.at)}${method}(${[receiver, ...list].join(", ")})`;
  return sequence(before, `${notNull}${found} ? ${direct} : ${general}`);
}
