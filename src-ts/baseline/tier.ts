/** How the baseline asks for machine code: the only thing it knows of the native engine. */

import type { IrFunction, Slot } from "../ir/nodes.js";
import type { Value } from "../runtime/value.js";

/** One function's way into machine code. */
export interface Tier {
  /** Calls left until `enter` is asked again. The prologue counts it down. */
  budget: number;
  /** The result of running the call in machine code, or undefined if the baseline must run it. */
  enter(...args: Value[]): Value | undefined;
}

export interface TierProvider {
  /**
   * Top-level variables that the function may use in place of locals, once they exist: the baseline tells
   * the provider how to ask whether any of them is bound.
   */
  guardedSlots(fn: IrFunction): readonly Slot[];
  setGuard(fn: IrFunction, anyBound: () => boolean): void;
  /** Whether a function is worth an entry of its own. */
  isCandidate(fn: IrFunction): boolean;
  tierOf(fn: IrFunction): Tier;
}
