/** Which functions are worth an entry into machine code: those with a loop or on a cycle of calls. */

import { callGraph, recursiveFunctions } from "../ir/call-graph.js";
import type { IrFunction, Module } from "../ir/nodes.js";

export function findCandidates(module: Module): Set<IrFunction> {
  const recursive = recursiveFunctions(callGraph(module));
  return new Set(
    module.functions.filter(
      (fn) => fn.parent !== null && !fn.isGenerator && !fn.isAsync && (recursive.has(fn) || hasLoop(fn)),
    ),
  );
}

function hasLoop(fn: IrFunction): boolean {
  return fn.nodes.some(({ kind }) => kind === "while" || kind === "count" || kind === "each");
}
