/** Functions that return several values, as a method does that gives its struct and an answer: `return [self, item]`. */

import type { IrFunction } from "../ir/nodes.js";
import { oncePer } from "../ir/once-per.js";

/** Whether all that the function returns are array literals of one length. */
export const givesTuples = oncePer(hasAlikeResults);

function hasAlikeResults({ nodes }: IrFunction): boolean {
  const lengths = new Set<number>();
  for (const node of nodes)
    if (node.kind === "return") {
      const { value } = node;
      const isPlain = value.kind === "array" && value.items.every(({ kind }) => kind !== "spread");
      lengths.add(isPlain ? value.items.length : 0);
    }
  const [length = 0] = lengths;
  return lengths.size === 1 && length > 1;
}
