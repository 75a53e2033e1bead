/**
 * Functions that build or take apart data of any depth: trees, lists of linked structs.
 *
 * Native types are finite. What such a function returns or is given has another type at each depth, so there will never
 * be machine code for it, however hot it gets.
 */

import type { Expression, ExpressionOf, IrFunction, IrNode, Slot } from "../ir/nodes.js";

/** Whether the function puts its own results into what it returns, or calls itself with a field of a parameter. */
export function isRecursiveInData(fn: IrFunction): boolean {
  if (!fn.nodes.some((node) => isSelfCall(fn, node))) return false;
  const values = definitions(fn);
  return fn.nodes.some((node) => {
    if (node.kind === "return") return holdsResult(fn, node.value, values);
    return isSelfCall(fn, node) && fn.parameters.some((slot, i) => isPartOf(slot, node.args[i], values));
  });
}

function isSelfCall(fn: IrFunction, node: IrNode): node is ExpressionOf<"callFunction"> {
  return node.kind === "callFunction" && node.target === fn;
}

/** The values of the variables that have one only. */
function definitions(fn: IrFunction): ReadonlyMap<Slot, Expression> {
  const values = new Map<Slot, Expression>();
  for (const node of fn.nodes) if (node.kind === "declare") values.set(node.slot, node.value);
  for (const node of fn.nodes)
    if (node.kind === "assign") values.delete(node.slot);
    else if (node.kind === "assignFirst") for (const slot of node.candidates) values.delete(slot);
  return values;
}

/** The expression without what only says who owns its value, and what a variable stands for. */
function meaning(node: Expression, values: ReadonlyMap<Slot, Expression>): Expression {
  if (node.kind === "share" || node.kind === "take") return meaning(node.value, values);
  return (node.kind === "get" && values.get(node.slot)) || node;
}

/** Whether it is a literal that has a result of the function inside. */
function holdsResult(fn: IrFunction, node: Expression, values: ReadonlyMap<Slot, Expression>): boolean {
  const literal = meaning(node, values);
  if (literal.kind !== "struct" && literal.kind !== "array") return false;
  const parts = literal.kind === "struct" ? literal.values : literal.items;
  return parts.some((part) => isSelfCall(fn, meaning(part, values)) || holdsResult(fn, part, values));
}

/** Whether it is a field of the slot's value, or a field of such a field. */
function isPartOf(slot: Slot, node: Expression | undefined, values: ReadonlyMap<Slot, Expression>): boolean {
  const part = node && meaning(node, values);
  if (part?.kind !== "field") return false;
  const whole = meaning(part.object, values);
  return (whole.kind === "get" && whole.slot === slot) || isPartOf(slot, whole, values);
}
