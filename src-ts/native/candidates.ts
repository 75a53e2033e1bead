/** Which functions are worth an entry into machine code: those with a loop or on a cycle of calls. */

import { callGraph } from "../ir/call-graph.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { driverOf } from "./driver.js";
import { isLoop } from "./loop-unit.js";

export function findCandidates(module: Module): Set<IrFunction> {
  const recursive = callGraph(module).recursive();
  return new Set(
    module.functions.filter(
      (fn) => fn.parent !== null && !fn.isGenerator && !fn.isAsync && (recursive.has(fn) || hasLoop(fn)),
    ),
  );
}

function hasLoop(fn: IrFunction): boolean {
  return fn.nodes.some((node) => isLoop(node) || (node.kind === "callBuiltin" && driverOf(node) !== null));
}
