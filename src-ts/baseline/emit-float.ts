/**
 * Floats as JavaScript numbers: operators and mathematics on operands that are known or guessed to be floats, or ints
 * among floats. A `Float` is made only of a result that is kept.
 */

import type { Expression, ExpressionOf } from "../ir/nodes.js";
import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import { builtinNamed } from "../stdlib/registry.js";
import { emit } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import { slowArithmetic } from "./emit-operator.js";
import { FLOAT, INT, isOnly, type Kinds, mayBe, NULL, NUMBER } from "./kinds.js";
import { doubleLiteral, type Operand, operandsOf, sequence } from "./operand.js";
import { mark } from "./positions.js";

/** Code for a number, and the tests that the operand is one. */
interface Double {
  readonly code: string;
  readonly tests: readonly string[];
}

/** Whether the node is an operation that `emitDouble` writes without making a `Float`. */
export function givesDouble(e: FunctionEmitter, node: Expression): boolean {
  if (e.module.stepping || !isOnly(e.module.facts.of(node), FLOAT)) return false;
  return node.kind === "binary" || node.kind === "unary" || isMath(node);
}

/** The number of an expression that gives a float. */
export function emitDouble(e: FunctionEmitter, node: Expression): string {
  switch (node.kind) {
    case "float":
      return doubleLiteral(node.value);
    case "share":
    case "take":
      return emitDouble(e, node.value);
    case "get":
      if (e.isBare(node.slot)) return e.module.names.ofSlot(node.slot);
      break;
    case "unary":
      if (isOnly(e.module.facts.of(node.operand), FLOAT)) return `(-${emitDouble(e, node.operand)})`;
      break;
    case "binary": {
      const before: string[] = [];
      const [left, right] = operandsOf(e, [node.left, node.right], before) as [Operand, Operand];
      const operator = node.operator as ArithmeticOperator;
      const quick = floatOperation(e, operator, left, right);
      const slow = `${slowArithmetic(e, operator, node.at, left, right)}.value`;
      return sequence(before, quick ? choice(quick, slow) : slow);
    }
    case "callBuiltin":
      if (isMath(node)) {
        const before: string[] = [];
        const { quick, slow } = mathCall(e, node, before);
        return sequence(before, quick ? choice(quick, `${slow}.value`) : `${slow}.value`);
      }
  }
  return `${emit(e, node)}.value`;
}

/** The operator on numbers, if operands are expected to be such, with a float among them. */
export function floatOperation(
  e: FunctionEmitter,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
): Double | null {
  const doubles = asDoubles(e, left, right);
  if (!doubles) return null;
  const [first, second] = doubles;
  const divides = operator === "/" || operator === "%";
  const divisible = divides && !isNonZero(second.code) ? [`${second.code} !== 0`] : [];
  return {
    code: `${first.code} ${operator} ${second.code}`,
    tests: [...first.tests, ...second.tests, ...divisible],
  };
}

/** Both operands, if they are expected to be numbers, with a float among them. */
export function asDoubles(e: FunctionEmitter, left: Operand, right: Operand): [Double, Double] | null {
  if (!isFloat(left) && !isFloat(right)) return null;
  const first = doubleOf(e, left);
  const second = first && doubleOf(e, right);
  return first && second && [first, second];
}

/** `tests ? code : otherwise` */
export function choice({ code, tests }: Double, otherwise: string): string {
  return tests.length > 0 ? `${tests.join(" && ")} ? ${code} : ${otherwise}` : code;
}

/** The number as a value. */
export function boxed(e: FunctionEmitter, { code, tests }: Double): Double {
  return { code: `new ${e.runtime("Float")}(${code})`, tests };
}

function isNonZero(code: string): boolean {
  return /^\d/.test(code) && Number(code) !== 0;
}

function isFloat({ kinds, guess }: Operand): boolean {
  return isOnly(kinds, FLOAT) || numeric(guess) === FLOAT;
}

function numeric(kinds: Kinds): Kinds {
  return kinds & (INT | FLOAT);
}

/** Null if the operand can hardly be a number. */
function doubleOf(e: FunctionEmitter, operand: Operand): Double | null {
  const { code, kinds, guess, double } = operand;
  if (double !== null) return { code: double, tests: [] };
  if (isOnly(kinds, FLOAT)) return { code: `${code}.value`, tests: [] };
  if (isOnly(kinds, NUMBER)) return { code, tests: [] };
  if (!mayBe(guess, FLOAT))
    return mayBe(kinds, NUMBER) ? { code, tests: [`typeof ${code} === "number"`] } : null;
  const value = e.temporary();
  const hasValue = `typeof (${value} = ${code}.value) === "number"`;
  return { code: value, tests: mayBe(kinds, NULL) ? [`${code} !== null`, hasValue] : [hasValue] };
}

// ---- mathematics ----

/** What JavaScript's functions compute alike, and for which numbers, if not for all. */
const MATH: Readonly<Record<string, (x: string) => string | null>> = {
  abs: () => null,
  floor: () => null,
  ceil: () => null,
  sqrt: (x) => `${x} >= 0`,
  sin: () => null,
  cos: () => null,
  tan: () => null,
  exp: () => null,
  log: (x) => `${x} > 0`,
};

function isMath(node: Expression): node is ExpressionOf<"callBuiltin"> {
  if (node.kind !== "callBuiltin" || node.args.length !== 1) return false;
  return Object.hasOwn(MATH, builtinNamed(node.name).name);
}

export function emitMath(e: FunctionEmitter, node: ExpressionOf<"callBuiltin">): string | null {
  if (!isMath(node) || e.module.stepping) return null;
  const before: string[] = [];
  const { quick, slow } = mathCall(e, node, before);
  return sequence(before, quick ? choice(boxed(e, quick), slow) : slow);
}

function mathCall(
  e: FunctionEmitter,
  node: ExpressionOf<"callBuiltin">,
  before: string[],
): { readonly quick: Double | null; readonly slow: string } {
  const { name } = builtinNamed(node.name);
  const [operand] = operandsOf(e, node.args, before) as [Operand];
  const slow = `${mark(node.at)}${e.module.builtinCode(name)}($host, ${operand.code})`;
  const double = doubleOf(e, operand);
  if (!double) return { quick: null, slow };
  const domain = MATH[name]?.(double.code);
  const tests = domain ? [...double.tests, domain] : double.tests;
  return { quick: { code: `Math.${name}(${double.code})`, tests }, slow };
}
