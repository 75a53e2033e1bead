/** Which functions may be called while they are active: those that can take part in a recursion. */

import { builtinNamed, isBuiltin } from "../stdlib/registry.js";
import { callGraph } from "../ir/call-graph.js";
import type { IrFunction, IrNode, Module } from "../ir/nodes.js";

/** What may call a function that nothing here names. */
const CALLS_VALUES = new Set<IrNode["kind"]>(["call", "callMethod", "import", "spawn", "await", "yield"]);

/**
 * The functions of a file's own that a call of theirs may lead back to, erring on the side of yes. Those of a file with methods
 * are all among them, since any operator may be one of these.
 */
export function reentered(module: Module): readonly IrFunction[] {
  const { functions } = module;
  const nodes = functions.flatMap((fn) => fn.nodes);
  if (nodes.some((node) => node.kind === "defineStruct" && node.methods.length > 0)) return functions;
  const hasSequences = nodes.some(({ kind }) => kind === "closure") || functions.some((fn) => fn.isGenerator);
  const isOpen = (node: IrNode): boolean =>
    CALLS_VALUES.has(node.kind) ||
    (node.kind === "each" && hasSequences) ||
    (node.kind === "callBuiltin" && takesFunction(node.name));
  const graph = callGraph(module);
  const found = graph.recursive();
  for (const members of graph.components)
    for (const fn of members)
      if (fn.nodes.some(isOpen) || [...graph.calledBy(fn)].some((called) => found.has(called))) found.add(fn);
  return [...found];
}

function takesFunction(name: string): boolean {
  return isBuiltin(name) && builtinNamed(name).parameters.some(({ kind }) => kind === "function");
}
