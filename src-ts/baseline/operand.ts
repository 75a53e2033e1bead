/** Operands in generated code: names and literals that may stand where they are used several times. */

import type { Expression, Slot } from "../ir/nodes.js";
import { emit } from "./emit-expression.js";
import { emitDouble, givesDouble } from "./emit-float.js";
import type { FunctionEmitter } from "./emit-function.js";
import { ANY, INT, isOnly, type Kinds, NUMBER } from "./kinds.js";

/** A name or a literal, and what it can stand for. */
export interface Operand {
  readonly code: string;
  readonly kinds: Kinds;
  /** The value, where it is an int or a string that is known. */
  readonly literal: number | string | null;
  /** A name or literal for the number, where it is a float at hand as a JavaScript number. */
  readonly double: string | null;
  /** What it is likely to stand for. */
  readonly guess: Kinds;
  /** The variable that is read directly, if it is one. */
  readonly slot: Slot | null;
}

/**
 * The operand's value: a temporary, set in `before`, unless the code is a name or a literal already. What is
 * evaluated between here and the use can change it if `othersRunFirst`.
 */
export function operandOf(
  e: FunctionEmitter,
  node: Expression,
  before: string[],
  othersRunFirst: boolean,
): Operand {
  const kinds = e.module.facts.of(node);
  const about = {
    kinds,
    guess: e.module.guesses?.of(node) ?? kinds,
    literal: literalOf(node),
    double: node.kind === "float" || isBare(e, node) ? emitDouble(e, node) : null,
  };
  if (givesDouble(e, node)) {
    const number = e.temporary();
    before.push(`${number} = ${emitDouble(e, node)}`);
    return { ...about, code: `new ${e.runtime("Float")}(${number})`, double: number, slot: null };
  }
  const code = emit(e, node);
  if (isStable(node) || (node.kind === "get" && !othersRunFirst && !node.slot.constant))
    return { ...about, code, slot: node.kind === "get" ? node.slot : null };
  const temporary = e.temporary();
  before.push(`${temporary} = ${code}`);
  return { ...about, code: temporary, slot: null };
}

function isBare(e: FunctionEmitter, node: Expression): boolean {
  return node.kind === "get" && e.isBare(node.slot);
}

/** The operands of one operation, in order. */
export function operandsOf(e: FunctionEmitter, nodes: readonly Expression[], before: string[]): Operand[] {
  return nodes.map((node, i) => operandOf(e, node, before, !nodes.slice(i + 1).every(isStable)));
}

/**
 * An expression of several steps; in parentheses, so that it can stand anywhere. Joined by concatenation, which does
 * not copy: long chains of operators nest a thousand deep.
 */
export function sequence(before: readonly string[], last: string): string {
  return `(${before.map((step) => `${step}, `).reduce((all, step) => all + step, "")}${last})`;
}

/** The tests that the operands are ints in number form, as far as that is not known. */
export function numberTests(...operands: readonly Operand[]): string[] {
  return operands
    .filter(({ kinds }) => !isOnly(kinds, NUMBER))
    .map(({ code }) => `typeof ${code} === "number"`);
}

/** Longer texts are written only once. */
const SHORT_TEXT = 24;

/** Whether the code is a literal or a name that nothing evaluated meanwhile can change. */
export function isStable(node: Expression): boolean {
  switch (node.kind) {
    case "null":
    case "bool":
    case "int":
    case "float":
    case "member":
      return true;
    case "string":
      return node.value.length <= SHORT_TEXT;
    case "get":
      return !node.slot.captured && !node.slot.constant;
    default:
      return false;
  }
}

function literalOf(node: Expression): number | string | null {
  if (node.kind === "string") return node.value;
  return node.kind === "int" && typeof node.value === "number" ? node.value : null;
}

/** A literal int in JavaScript. A property is read of it only in parentheses. */
export function intLiteral(value: number | bigint): string {
  if (typeof value === "bigint") return `${value}n`;
  return value < 0 ? `(${value})` : String(value);
}

/** A literal float as a JavaScript number. */
export function doubleLiteral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The operand as the object of a property access: the point after an int's digits would be part of the number. */
export function asObject({ code, literal }: Operand): string {
  return typeof literal === "number" ? `(${code})` : code;
}

export function isIntOnly({ kinds }: Operand): boolean {
  return isOnly(kinds, INT);
}

/** A JavaScript variable of which nothing is known. */
export function unknown(code: string): Operand {
  return { code, kinds: ANY, guess: ANY, literal: null, double: null, slot: null };
}
