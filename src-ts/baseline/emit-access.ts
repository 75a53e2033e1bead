/**
 * Reading and writing elements and fields: a fast path in the place itself for structs and arrays, where V8
 * sees what comes by; else the runtime's function, which knows all cases.
 */

import type { ExpressionOf } from "../ir/nodes.js";
import { MOST } from "../runtime/nesting.js";
import { SHARED } from "../runtime/value.js";
import { emit, helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import { ARRAY, DICT, isOnly, mayBe, NATURAL, NULL, NUMBER, SCALAR, STRING, STRUCT } from "./kinds.js";
import { asObject, numberTests, type Operand, operandOf, operandsOf, sequence } from "./operand.js";

export function emitField(e: FunctionEmitter, node: ExpressionOf<"field">): string {
  const before: string[] = [];
  const object = operandOf(e, node.object, before, false);
  const general = helper(e, "getField", node.at, [object.code, JSON.stringify(node.name)]);
  return sequence(before, readField(e, object, node.name, general));
}

export function emitIndex(e: FunctionEmitter, node: ExpressionOf<"index">): string {
  const before: string[] = [];
  const [object, index] = operandsOf(e, [node.object, node.index], before) as [Operand, Operand];
  return sequence(before, readElement(e, object, index, node.at));
}

/** In a method without self: the receiver's field, if it has one of that name. */
export function emitReceiverField(e: FunctionEmitter, node: ExpressionOf<"receiverField">): string {
  const receiver = e.module.names.ofSlot(node.receiver);
  const value = e.temporary();
  return `((${value} = ${receiver}.$${node.name}) !== undefined ? ${value} : ${emit(e, node.otherwise)})`;
}

/** `(t = o.$name) !== undefined ? t : general`: a struct's field is a property of the object. */
export function readField(e: FunctionEmitter, object: Operand, name: string, general: string): string {
  if (!mayBe(object.kinds, STRUCT) || e.module.stepping) return general;
  const value = e.temporary();
  return `${notNull(object)}(${value} = ${asObject(object)}.$${name}) !== undefined ? ${value} : ${general}`;
}

/** `i >= 0 && (t = o.generic) !== undefined && (t = t[i]) !== undefined ? t : $getIndex(o, i)` */
export function readElement(e: FunctionEmitter, object: Operand, index: Operand, at: number): string {
  if (isOnly(object.kinds, STRING)) return readCharacter(e, object, index, at);
  const args = [object.code, index.code];
  if (isOnly(object.kinds, DICT)) return helper(e, "getEntry", at, args);
  if (mayBe(object.kinds, STRING)) args.push(e.module.stringMemo());
  const general = helper(e, "getIndex", at, args);
  if (!mayBeItem(object, index) || e.module.stepping) return general;
  const item = e.temporary();
  return `${isPosition(index)}${itemTest(object, index, item)} ? ${item} : ${general}`;
}

/** `(s$plain ??= $isPlain(s)) && (t = s[i]) !== undefined ? t : $characterAt(s, i)` */
function readCharacter(e: FunctionEmitter, string: Operand, index: Operand, at: number): string {
  const flag = e.plainFlag(string);
  const args = [string.code, index.code];
  if (flag === null) args.push(e.module.stringMemo());
  const general = helper(e, "characterAt", at, args);
  if (flag === null || !mayBe(index.kinds, NUMBER) || isNegative(index)) return general;
  const character = e.temporary();
  const test = `${isPosition(index)}${flag} && (${character} = ${string.code}[${index.code}]) !== undefined`;
  return `${test} ? ${character} : ${general}`;
}

function isNegative({ literal }: Operand): boolean {
  return typeof literal === "number" && literal < 0;
}

/** Whether it may be an item of an array, counted from the front. */
function mayBeItem(object: Operand, index: Operand): boolean {
  return mayBe(object.kinds, ARRAY) && mayBe(index.kinds, NUMBER) && !isNegative(index);
}

/** Tests that the object is an array which is not packed and has the position, whose item is then in `item`. */
function itemTest(object: Operand, index: Operand, item: string): string {
  if (isOnly(object.kinds, ARRAY)) return `(${item} = ${object.code}.generic[${index.code}]) !== undefined`;
  return (
    `${notNull(object)}(${item} = ${asObject(object)}.generic) !== undefined && ` +
    `(${item} = ${item}[${index.code}]) !== undefined`
  );
}

/** The tests that an index counts from the front, as far as that is not known. */
function isPosition(index: Operand): string {
  if (isOnly(index.kinds, NATURAL)) return "";
  return [...numberTests(index), `${index.code} >= 0`].map((test) => `${test} && `).join("");
}

function notNull({ code, kinds }: Operand): string {
  return mayBe(kinds, NULL) ? `${code} !== null && ` : "";
}

/** The statement that stores into `root.name`, in place if the struct has one owner and the field. */
export function writeField(
  e: FunctionEmitter,
  root: Operand,
  name: string,
  value: Operand,
  at: number,
): string {
  const general = `${root.code} = ${helper(e, "setField", at, [root.code, JSON.stringify(name), value.code])};`;
  if (!mayBe(root.kinds, STRUCT) || e.module.stepping) return general;
  const test = `${notNull(root)}${root.code}.$${name} !== undefined && ${mayTake(root, value)}`;
  return `if (${test}) ${root.code}.$${name} = ${value.code}; else ${general}`;
}

/** The statement that stores into `root[index]`, in place if the array has one owner and the position. */
export function writeElement(
  e: FunctionEmitter,
  root: Operand,
  index: Operand,
  value: Operand,
  at: number,
): string {
  const store = isOnly(root.kinds, DICT) ? "setEntry" : "setIndex";
  const general = `${root.code} = ${helper(e, store, at, [root.code, index.code, value.code])};`;
  if (!mayBeItem(root, index) || e.module.stepping) return general;
  const item = e.temporary();
  const test = `${isPosition(index)}${itemTest(root, index, item)} && ${mayTake(root, value)}`;
  return `if (${test}) ${root.code}.generic[${index.code}] = ${value.code}; else ${general}`;
}

/** Tests that the root has one owner, and that the value makes it no deeper and is surely not too deep. */
function mayTake(root: Operand, value: Operand): string {
  const tests = ownedAndNoDeeper(root, value);
  return isOnly(value.kinds, SCALAR) ? tests : `${tests} && ${root.code}.state <= ${MOST}`;
}

/** Tests that a container has one owner and that the value makes it no deeper. */
export function ownedAndNoDeeper({ code }: Operand, value: Operand): string {
  const owned = `(${code}.state & ${SHARED}) === 0`;
  if (isOnly(value.kinds, SCALAR)) return owned;
  return `${owned} && (typeof ${value.code} !== "object" || ${value.code} === null || ${value.code}.state < ${code}.state)`;
}
