/** The object `$` that generated code uses: the shared runtime, and what ties it to one program. */

import type { IrFunction, Module } from "../ir/nodes.js";
import { add, divide, modulo, multiply, negate, not, subtract } from "../runtime/arithmetic.js";
import { checkCall, thrown } from "../runtime/call.js";
import { equal, greater, greaterEqual, less, lessEqual } from "../runtime/compare.js";
import * as container from "../runtime/container.js";
import { errorStruct, RuffError } from "../runtime/error.js";
import { functionInfo } from "../ir/function-info.js";
import { iterate, rangeCursor } from "../runtime/iterate.js";
import { text } from "../runtime/text.js";
import { Builtin, Float, RuffArray, RuffFunction, share, truthy, type Value } from "../runtime/value.js";
import { builtinNamed, builtinValue } from "../stdlib/registry.js";
import type { TierProvider } from "./tier.js";

/** Converts what a JavaScript `catch` caught into the Ruff error; rethrows what is not one. */
export type Locate = (error: unknown) => RuffError;

function call(args: Value[], callee: Value): Value {
  if (callee instanceof Builtin) return callee.call(args);
  return checkCall(callee, args.length).code(...args);
}

function fits(callee: Value, count: number): callee is RuffFunction {
  return callee instanceof RuffFunction && callee.info.arity === count;
}

const SHARED = {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  negate,
  not,
  equal,
  less,
  lessEqual,
  greater,
  greaterEqual,
  ...container,
  iterate,
  rangeCursor,
  text,
  share,
  truthy,
  Float,
  RuffArray,
  RuffFunction,
  builtinValue,
  builtinCode: (name: string) => builtinNamed(name).run,
  call,
  call0: (f: Value) => (fits(f, 0) ? f.code() : call([], f)),
  call1: (a: Value, f: Value) => (fits(f, 1) ? f.code(a) : call([a], f)),
  call2: (a: Value, b: Value, f: Value) => (fits(f, 2) ? f.code(a, b) : call([a, b], f)),
  call3: (a: Value, b: Value, c: Value, f: Value) => (fits(f, 3) ? f.code(a, b, c) : call([a, b, c], f)),
  call4: (a: Value, b: Value, c: Value, d: Value, f: Value) =>
    fits(f, 4) ? f.code(a, b, c, d) : call([a, b, c, d], f),
  raise: (value: Value): never => {
    throw thrown(value);
  },
  fail: (message: string): never => {
    throw new RuffError(message);
  },
  undefinedVariable: (name: string): never => {
    throw new RuffError(`Undefined variable: ${name}`);
  },
};

/** The support object for one program. */
export function makeSupport(module: Module, tiers: TierProvider | null, locate: Locate): object {
  const fn = (id: number) => module.functions[id] as IrFunction;
  return {
    ...SHARED,
    info: (id: number) => functionInfo(module, id),
    tier: (id: number) => tiers?.tierOf(fn(id)),
    guard: (id: number, anyBound: () => boolean) => tiers?.setGuard(fn(id), anyBound),
    caught: (error: unknown) => errorStruct(locate(error)),
  };
}
