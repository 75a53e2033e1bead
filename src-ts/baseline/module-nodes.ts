/** All nodes of a module, and what is to be seen in them at once. */

import type { IrFunction, IrNode, Module } from "../ir/nodes.js";
import { builtinNamed } from "../stdlib/registry.js";
import { FLOAT, mayBe, resultKinds } from "./kinds.js";

/** A node and the function that it stands in. */
export interface PlacedNode {
  readonly fn: IrFunction;
  readonly node: IrNode;
}

export function nodesOf(module: Module): PlacedNode[] {
  return module.functions.flatMap((fn) => fn.nodes.map((node) => ({ fn, node })));
}

/** Whether floats play a part in the file. */
export function makesFloats(nodes: readonly PlacedNode[]): boolean {
  return nodes.some(({ node }) => {
    if (node.kind === "callBuiltin") return mayBe(resultKinds(builtinNamed(node.name)), FLOAT);
    return node.kind === "float";
  });
}

export function methodsOf(nodes: readonly PlacedNode[]): IrFunction[] {
  return nodes.flatMap(({ node }) => (node.kind === "defineStruct" ? node.methods : []));
}

/** Whether operators may meet structs that define them: of this file, or of another one. */
export function hasHooks(module: Module, nodes: readonly PlacedNode[]): boolean {
  const isOpen = module.exports.length > 0 || nodes.some(({ node }) => node.kind === "import");
  return isOpen || methodsOf(nodes).some(({ name }) => name.includes(".op_"));
}

/** The functions that are called by their names and nothing else: all their arguments are to be seen. */
export function calledByName(module: Module, nodes: readonly PlacedNode[]): Set<IrFunction> {
  const called = new Set<IrFunction>();
  const escaping = new Set(module.exports.map(({ slot }) => slot.constant));
  for (const { node } of nodes) {
    if (node.kind === "callFunction") called.add(node.target);
    if (node.kind === "get") escaping.add(node.slot.constant);
    if (node.kind === "lookup") for (const { constant } of node.candidates) escaping.add(constant);
  }
  for (const fn of escaping) if (fn) called.delete(fn);
  return called;
}
