/** Which methods a call can mean. */

import type { ExpressionOf, IrFunction, IrNode, Module } from "../ir/nodes.js";

/**
 * Tells method calls what they can call: the methods of that name, as long as no struct can come from another
 * file. Values that are not structs look after their arguments themselves.
 */
export function linkMethods({ functions, exports }: Module): void {
  const calls: ExpressionOf<"callMethod">[] = [];
  const methods = new Map<string, IrFunction[]>();
  let open = exports.length > 0;
  const note = (node: IrNode): void => {
    if (node.kind === "callMethod") calls.push(node);
    else if (node.kind === "import") open = true;
    else if (node.kind === "defineStruct")
      for (const method of node.methods) {
        const name = method.name.slice(method.name.lastIndexOf(".") + 1);
        methods.set(name, [...(methods.get(name) ?? []), method]);
      }
  };
  for (const fn of functions) fn.nodes.forEach(note);
  if (open) return;
  for (const call of calls) {
    call.targets = methods.get(call.name) ?? NO_METHODS;
    call.open = false;
  }
}

const NO_METHODS: readonly IrFunction[] = [];
