/** Which functions can be values in machine code. */

import type { IrFunction } from "../ir/nodes.js";
import { isNativeMath } from "./math.js";
import { FunctionType } from "./types.js";

/** Null if it captures variables of other functions: where they are is not known. */
export function typeOfFunction(fn: IrFunction): FunctionType | null {
  const isClosed = [...fn.captures].every((slot) => slot.global || slot.constant !== null);
  return isClosed && !fn.isGenerator && !fn.isAsync && !fn.takesSelf ? FunctionType.of(fn) : null;
}

/** Of a function of numbers. */
export function typeOfBuiltin(name: string): FunctionType | null {
  return isNativeMath(name, 1) || isNativeMath(name, 2) ? FunctionType.of(name) : null;
}
