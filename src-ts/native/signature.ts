/** How functions at certain types are named to people. */

import type { IrFunction } from "../ir/nodes.js";
import type { NativeType, ResultType } from "./types.js";

/** `fib(int) -> int` */
export function signature(
  fn: IrFunction,
  types: readonly (string | NativeType)[],
  result?: ResultType,
): string {
  return `${fn.name}(${types.join(", ")})${result ? ` -> ${result}` : ""}`;
}
