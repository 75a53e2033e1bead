/** What is written in a program as a literal. */

import type { Expression } from "./nodes.js";

/** The small int that an expression is, a minus before it included; null for all others. */
export function literalInt(node: Expression): number | null {
  if (node.kind === "unary" && node.operator === "-") {
    const value = literalInt(node.operand);
    return value === null ? null : 0 - value;
  }
  return node.kind === "int" && typeof node.value === "number" ? node.value : null;
}
