/**
 * The operators as the language has them: a struct on the left may define them by hooks (`op_add`, ...);
 * otherwise the functions of `arithmetic.ts` and `compare.ts` decide.
 */

import { ARITHMETIC, type ArithmeticOperator, negate, not } from "./arithmetic.js";
import { arityError } from "./error.js";
import { equal, order, type OrderOperator } from "./compare.js";
import { RuffStruct } from "./struct.js";
import { type RuffFunction, share, truthy, type Value } from "./value.js";

export type BinaryOperator = ArithmeticOperator | OrderOperator | "==" | "!=";

const HOOKS: Record<BinaryOperator, string> = {
  "+": "op_add",
  "-": "op_sub",
  "*": "op_mul",
  "/": "op_div",
  "%": "op_mod",
  "==": "op_eq",
  "!=": "op_ne",
  "<": "op_lt",
  ">": "op_gt",
  "<=": "op_le",
  ">=": "op_ge",
};

function hookOf(value: Value, name: string): RuffFunction | undefined {
  return value instanceof RuffStruct ? value.type.methods.get(name) : undefined;
}

/** Calls a method with its receiver; arity does not count the receiver. */
export function callOn(method: RuffFunction, receiver: Value, args: readonly Value[]): Value {
  const { name, arity, required } = method.info;
  const count = args.length + 1;
  if (count > arity || count < required) throw arityError(name, required - 1, arity - 1, args.length);
  return method.code(receiver, ...args);
}

export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (left instanceof RuffStruct) {
    const hook = hookOf(left, HOOKS[operator]);
    if (hook) return callOn(hook, share(left), [share(right)]);
    const equality = operator === "!=" ? hookOf(left, HOOKS["=="]) : undefined;
    if (equality) return !truthy(callOn(equality, share(left), [share(right)]));
  }
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

export function unary(operator: "-" | "!", operand: Value): Value {
  const hook = hookOf(operand, operator === "-" ? "op_neg" : "op_not");
  if (hook) return callOn(hook, share(operand), []);
  return operator === "-" ? negate(operand) : not(operand);
}
