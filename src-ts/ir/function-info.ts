/** What closures of one function share, from its IR. */

import type { IrFunction, Module } from "./nodes.js";
import type { FunctionInfo } from "../runtime/value.js";

/** How call stacks name the function; null for the top level of a file or a task. */
export function frameName(fn: IrFunction): string | null {
  return fn.parent === null || fn.isTask ? null : fn.name;
}

export function functionInfo(module: Module, id: number): FunctionInfo {
  const fn = module.functions[id] as IrFunction;
  const info: FunctionInfo = {
    name: fn.name,
    arity: fn.parameters.length,
    required: fn.required,
    takesSelf: fn.takesSelf,
    capturesLocals: [...fn.captures].some((slot) => !slot.global),
    source: module.source,
  };
  owners.set(info, fn);
  return info;
}

const owners = new WeakMap<FunctionInfo, IrFunction>();

/** The function whose closures share this. */
export function functionOf(info: FunctionInfo): IrFunction {
  return owners.get(info) as IrFunction;
}
