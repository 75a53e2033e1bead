/** Which functions are worth an entry into machine code: those with a loop or on a cycle of calls. */

import { callGraph } from "../ir/call-graph.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { isLoop } from "../ir/walk.js";
import { driverOf } from "./driver.js";

/** Each function is looked at when it is asked about. */
export class Candidates {
  private readonly recursive: ReadonlySet<IrFunction>;
  private readonly known = new Map<IrFunction, boolean>();

  constructor(module: Module) {
    this.recursive = callGraph(module).recursive();
  }

  has(fn: IrFunction): boolean {
    let isOne = this.known.get(fn);
    if (isOne === undefined) {
      isOne = fn.parent !== null && !fn.isGenerator && !fn.isAsync && (this.recursive.has(fn) || hasLoop(fn));
      this.known.set(fn, isOne);
    }
    return isOne;
  }
}

function hasLoop(fn: IrFunction): boolean {
  return fn.nodes.some((node) => isLoop(node) || (node.kind === "callBuiltin" && driverOf(node) !== null));
}
