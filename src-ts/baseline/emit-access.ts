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
import { asObject, numberTests, type Operand, operandOf, operandsOf, sequence, unknown } from "./operand.js";

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
  return partOr(partAt(e, object, { name }), general);
}

/** `i >= 0 && (t = o.generic) !== undefined && (t = t[i]) !== undefined ? t : $getIndex(o, i)` */
export function readElement(e: FunctionEmitter, object: Operand, index: Operand, at: number): string {
  if (isOnly(object.kinds, STRING)) return readCharacter(e, object, index, at);
  const args = [object.code, index.code];
  if (isOnly(object.kinds, DICT)) return helper(e, "getEntry", at, args);
  if (mayBe(object.kinds, STRING)) args.push(e.module.stringMemo());
  const general = helper(e, "getIndex", at, args);
  return partOr(partAt(e, object, { index }), general);
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

/** A step from a container to a part of it: to a field, or to an item. */
export type Step = { readonly name: string } | { readonly index: Operand };

/** A JavaScript place that is what is meant if the tests hold. */
interface Place {
  readonly tests: string;
  readonly code: string;
}

/** The part that a step leads to, read into a variable. Null if it is never the usual case. */
function partAt(e: FunctionEmitter, object: Operand, step: Step): Place | null {
  if (e.module.stepping) return null;
  if ("name" in step) {
    if (!mayBe(object.kinds, STRUCT)) return null;
    const code = e.temporary();
    return { tests: `${notNull(object)}(${code} = ${asObject(object)}.$${step.name}) !== undefined`, code };
  }
  if (!mayBeItem(object, step.index)) return null;
  const code = e.temporary();
  return { tests: `${isPosition(step.index)}${itemTest(object, step.index, code)}`, code };
}

function partOr(part: Place | null, general: string): string {
  return part === null ? general : `${part.tests} ? ${part.code} : ${general}`;
}

/** Where a step leads to, to be written in place. */
function placeAt(e: FunctionEmitter, object: Operand, step: Step): Place | null {
  if ("index" in step) {
    const part = partAt(e, object, step);
    return part && { tests: part.tests, code: `${object.code}.generic[${step.index.code}]` };
  }
  if (!mayBe(object.kinds, STRUCT) || e.module.stepping) return null;
  const code = `${object.code}.$${step.name}`;
  return { tests: `${notNull(object)}${asObject(object)}.$${step.name} !== undefined`, code };
}

/** What stands at the end of a path of several steps. */
export function readPath(e: FunctionEmitter, root: Operand, steps: readonly Step[], general: string): string {
  const tests: string[] = [];
  let object = root;
  for (const step of steps) {
    const part = partAt(e, object, step);
    if (part === null) return general;
    tests.push(part.tests);
    object = unknown(part.code);
  }
  return partOr({ tests: tests.join(" && "), code: object.code }, general);
}

/**
 * The statement that stores at the end of a path, in place if all containers on the way have one owner and are arrays or
 * structs with such parts.
 */
export function writePath(
  e: FunctionEmitter,
  root: Operand,
  steps: readonly Step[],
  value: Operand,
  general: string,
): string {
  const tests: string[] = [];
  let object = root;
  for (const step of steps.slice(0, -1)) {
    const part = partAt(e, object, step);
    if (part === null) return general;
    tests.push(part.tests, isOwned(object));
    object = unknown(part.code);
  }
  const place = placeAt(e, object, steps.at(-1) as Step);
  if (place === null) return general;
  tests.push(place.tests, mayTake(object, value));
  return `if (${tests.join(" && ")}) ${place.code} = ${value.code}; else ${general}`;
}

/** Tests that the root has one owner, and that the value makes it no deeper and is surely not too deep. */
function mayTake(root: Operand, value: Operand): string {
  const tests = ownedAndNoDeeper(root, value);
  return isOnly(value.kinds, SCALAR) ? tests : `${tests} && ${root.code}.state <= ${MOST}`;
}

/** Tests that a container has one owner and that the value makes it no deeper. */
export function ownedAndNoDeeper({ code }: Operand, value: Operand): string {
  const owned = isOwned({ code });
  if (isOnly(value.kinds, SCALAR)) return owned;
  return `${owned} && (typeof ${value.code} !== "object" || ${value.code} === null || ${value.code}.state < ${code}.state)`;
}

function isOwned({ code }: Pick<Operand, "code">): string {
  return `(${code}.state & ${SHARED}) === 0`;
}
