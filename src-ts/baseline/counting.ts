/** Which counting loops can count in a JavaScript variable, and what of them is known. */

import { literalInt } from "../ir/literal.js";
import type { Expression, StatementOf } from "../ir/nodes.js";
import { isSmallStart } from "../runtime/iterate.js";

export interface Counting {
  /** Where it starts, if that is known; the loop variable is then a number. */
  readonly start: number | null;
  readonly step: number;
}

/** Null if steps may be something that cannot be added to a number. */
export function countingOf({ bounds }: StatementOf<"count">): Counting | null {
  if (bounds.length < 1 || bounds.length > 3) return null; // an error
  const step = bounds[2] ? literalInt(bounds[2]) : 1;
  const first = bounds.length === 1 ? 0 : literalInt(bounds[0] as Expression);
  const start = first !== null && isSmallStart(first) ? first : null;
  if (!step || (start === null && step !== 1)) return null;
  return { start, step };
}
