/** Operators that structs define, as methods of certain names. */

import { arityError } from "./error.js";
import { RuffStruct } from "./struct.js";
import { type RuffFunction, share, truthy, type Value } from "./value.js";

export const BINARY_HOOKS = {
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
} as const;

const UNARY_HOOKS = { "-": "op_neg", "!": "op_not" } as const;

function hookOf(value: Value, name: string): RuffFunction | undefined {
  return value instanceof RuffStruct ? value.type.methods.get(name) : undefined;
}

/** Throws if a method does not take so many arguments; its arity does not count the receiver. */
export function checkMethodCall({ info }: RuffFunction, count: number): void {
  const { name, arity, required } = info;
  if (count + 1 > arity || count + 1 < required) throw arityError(name, required - 1, arity - 1, count);
}

/** Calls a method with its receiver. */
export function callOn(method: RuffFunction, receiver: Value, args: readonly Value[]): Value {
  checkMethodCall(method, args.length);
  return method.code(receiver, ...args);
}

/** What the left operand's hook gives; undefined if it has none. */
export function binaryHook(
  operator: keyof typeof BINARY_HOOKS,
  left: Value,
  right: Value,
): Value | undefined {
  if (!(left instanceof RuffStruct)) return undefined;
  const hook = hookOf(left, BINARY_HOOKS[operator]);
  if (hook) return callOn(hook, share(left), [share(right)]);
  const equality = operator === "!=" ? hookOf(left, BINARY_HOOKS["=="]) : undefined;
  return equality && !truthy(callOn(equality, share(left), [share(right)]));
}

export function unaryHook(operator: keyof typeof UNARY_HOOKS, operand: Value): Value | undefined {
  const hook = hookOf(operand, UNARY_HOOKS[operator]);
  return hook && callOn(hook, share(operand), []);
}
