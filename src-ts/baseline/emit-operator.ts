/**
 * Operators: a fast path for the operands that are usual there, in the place itself, where V8 sees what comes
 * by; else the runtime's function, which knows all cases.
 */

import type { BinaryOperator, Expression, ExpressionOf } from "../ir/nodes.js";
import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import { emit, emitJoined, helper } from "./emit-expression.js";
import { asDoubles, boxed, choice, floatOperation } from "./emit-float.js";
import type { FunctionEmitter } from "./emit-function.js";
import { BOOL, isOnly, mayBe, NULL, NUMBER, STRING } from "./kinds.js";
import { intLiteral, numberTests, type Operand, operandsOf, sequence } from "./operand.js";
import { mark } from "./positions.js";

/** The expression as a JavaScript condition. */
export function emitCondition(e: FunctionEmitter, node: Expression): string {
  if (node.kind === "binary" && isComparison(node.operator) && !e.module.stepping)
    return emitBinary(e, node, true);
  const code = emit(e, node);
  return isBool(e, node) ? code : `${e.runtime("truthy")}(${code})`;
}

export function emitLogical(e: FunctionEmitter, node: ExpressionOf<"logical">): string {
  if (node.operator === "??") return `(${emit(e, node.left)} ?? ${emit(e, node.right)})`;
  return `(${emitCondition(e, node.left)} ${node.operator} ${emitCondition(e, node.right)})`;
}

export function emitUnary(e: FunctionEmitter, node: ExpressionOf<"unary">): string {
  const { operand, at } = node;
  if (node.operator === "!") {
    const code = emit(e, operand);
    return isBool(e, operand) ? `!${code}` : helper(e, "not", at, [code]);
  }
  if (operand.kind === "int" && typeof operand.value === "number") return intLiteral(0 - operand.value);
  return helper(e, "negate", at, [emit(e, operand)]);
}

/** `condition` says that only the truth of the value counts. */
export function emitBinary(e: FunctionEmitter, node: ExpressionOf<"binary">, condition = false): string {
  const { operator, at } = node;
  const before: string[] = [];
  const [left, right] = operandsOf(e, [node.left, node.right], before) as [Operand, Operand];
  const code = isComparison(operator)
    ? comparison(e, operator, at, left, right, condition)
    : arithmetic(e, operator, at, left, right);
  return sequence(before, code);
}

function isBool(e: FunctionEmitter, node: Expression): boolean {
  return isOnly(e.module.facts.of(node), BOOL);
}

// ---- arithmetic ----

/** `+ 0` turns -0 into 0. */
const ARITHMETIC: Record<ArithmeticOperator, { helper: string; fast: (l: string, r: string) => string }> = {
  "+": { helper: "add", fast: (l, r) => `${l} + ${r}` },
  "-": { helper: "subtract", fast: (l, r) => `${l} - ${r}` },
  "*": { helper: "multiply", fast: (l, r) => `${l} * ${r} + 0` },
  "/": { helper: "divide", fast: (l, r) => `Math.trunc(${l} / ${r}) + 0` },
  "%": { helper: "modulo", fast: (l, r) => `${l} % ${r} + 0` },
};

/**
 * `typeof l === "number" && typeof r === "number" && (t = l + r) === (t | 0) ? t : $add(l, r)`: V8 computes
 * with 32 bits as long as results fit them, and knows then that the last test holds.
 */
export function arithmetic(
  e: FunctionEmitter,
  operator: ArithmeticOperator,
  at: number,
  left: Operand,
  right: Operand,
): string {
  const slow = slowArithmetic(e, operator, at, left, right);
  if (e.module.stepping) return slow;
  const quick = ARITHMETIC[operator].fast(left.code, right.code);
  if (operator === "+" && (isOnly(left.kinds, STRING) || isOnly(right.kinds, STRING))) {
    const tests = stringTests(left, right);
    const joined = emitJoined(e, mark(at) + quick, at);
    return tests.length > 0 ? `${tests.join(" && ")} ? ${joined} : ${slow}` : joined;
  }
  const double = floatOperation(e, operator, left, right);
  if (double) return choice(boxed(e, double), slow);
  if (!mayBe(left.kinds, NUMBER) || !mayBe(right.kinds, NUMBER)) return slow;
  const tests = numberTests(left, right);
  if (operator === "/" || operator === "%") {
    if (typeof right.literal !== "number" || right.literal === 0) tests.push(`${right.code} !== 0`);
    return tests.length > 0 ? `${tests.join(" && ")} ? ${quick} : ${slow}` : quick;
  }
  const result = e.temporary();
  tests.push(`(${result} = ${quick}) === (${result} | 0)`);
  return `${tests.join(" && ")} ? ${result} : ${slow}`;
}

/** The runtime's function for the operator. */
export function slowArithmetic(
  e: FunctionEmitter,
  operator: ArithmeticOperator,
  at: number,
  left: Operand,
  right: Operand,
): string {
  return helper(e, ARITHMETIC[operator].helper, at, [left.code, right.code]);
}

function stringTests(...operands: readonly Operand[]): string[] {
  return operands
    .filter(({ kinds }) => !isOnly(kinds, STRING))
    .map(({ code }) => `typeof ${code} === "string"`);
}

// ---- comparison ----

const COMPARE: Record<string, { helper: string; fast: string; orders: boolean }> = {
  "==": { helper: "equal", fast: "===", orders: false },
  "!=": { helper: "unequal", fast: "!==", orders: false },
  "<": { helper: "less", fast: "<", orders: true },
  "<=": { helper: "lessEqual", fast: "<=", orders: true },
  ">": { helper: "greater", fast: ">", orders: true },
  ">=": { helper: "greaterEqual", fast: ">=", orders: true },
};

function isComparison(operator: BinaryOperator): operator is Exclude<BinaryOperator, ArithmeticOperator> {
  return operator in COMPARE;
}

/** An operator hook may yield any value: where a condition is wanted, its truth counts. */
function comparison(
  e: FunctionEmitter,
  operator: Exclude<BinaryOperator, ArithmeticOperator>,
  at: number,
  left: Operand,
  right: Operand,
  condition: boolean,
): string {
  const row = COMPARE[operator] as (typeof COMPARE)[string] & object;
  const fast = `${left.code} ${row.fast} ${right.code}`;
  const call = helper(e, row.helper, at, [left.code, right.code]);
  const slow = condition && e.module.facts.mayHook(left.kinds) ? `${e.runtime("truthy")}(${call})` : call;
  const doubles = row.orders ? asDoubles(e, left, right) : null;
  if (doubles) {
    const [first, second] = doubles;
    const code = `${first.code} ${row.fast} ${second.code}`;
    return choice({ code, tests: [...first.tests, ...second.tests] }, slow);
  }
  const tests = fastTests(e, operator, left, right);
  if (tests === null) return slow;
  return tests.length > 0 ? `${tests.join(" && ")} ? ${fast} : ${slow}` : fast;
}

/** When JavaScript's operator gives the result; null if hardly ever. */
function fastTests(e: FunctionEmitter, operator: string, left: Operand, right: Operand): string[] | null {
  const isEquality = operator === "==" || operator === "!=";
  const comparesIdentity =
    isEquality && [left, right].some(({ kinds }) => isOnly(kinds, NULL | BOOL | STRING));
  if (comparesIdentity && !e.module.facts.mayHook(left.kinds)) return [];
  if (isOnly(left.kinds, STRING) || isOnly(right.kinds, STRING))
    return isEquality || [left, right].some(isBelowSurrogates) ? stringTests(left, right) : null;
  if (!mayBe(left.kinds, NUMBER) || !mayBe(right.kinds, NUMBER)) return null;
  return numberTests(left, right);
}

/**
 * JavaScript orders strings by UTF-16 units, Ruff by code points. It makes no difference if one of the strings
 * has only units below the surrogates: where the strings differ, one of the units is such.
 */
function isBelowSurrogates({ literal }: Operand): boolean {
  return typeof literal === "string" && !/[\ud800-\uffff]/.test(literal);
}
