/** Room for the items of arrays. */

import type { Value } from "./value.js";

/** Arrays that are made longer than this at once are dictionaries in V8. */
const LONGEST = 2 ** 25;

/** An array to be filled from its beginning with so many items: V8 need not copy them when it has grown. */
export function roomFor(length: number): Value[] {
  return length < LONGEST ? new Array<Value>(length) : [];
}
