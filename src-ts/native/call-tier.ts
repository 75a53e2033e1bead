/** A way into machine code for whole calls: of a function, or of a builtin that calls one. */

import type { Tier } from "../baseline/tier.js";
import type { Value } from "../runtime/value.js";
import { NativeTier } from "./tier.js";
import type { NativeType } from "./types.js";

export abstract class CallTier extends NativeTier implements Tier {
  /** Is exchanged after the first call, so that V8 does not make all this part of each function that asks. */
  enter: Tier["enter"] = this.askFirst;

  /** Whether the call is to be run in machine code, if that takes its arguments, which it may put in order. */
  protected abstract isReady(args: Value[]): boolean;

  /** Whether what asks is a frame of the call itself, and not of its caller. */
  protected abstract readonly asksInside: boolean;

  private askFirst(...args: Value[]): Value | undefined {
    this.enter = this.ask;
    return this.ask(...args);
  }

  private ask(...args: Value[]): Value | undefined {
    const run = this.isReady(args) ? this.invoke(args, true) : null;
    if (!run) return undefined;
    const { compiled, error } = run;
    const result = error === null ? this.passage.receive(1, compiled.result as NativeType) : null;
    this.finish(compiled);
    if (error === null) return result as Value;
    error.sharesOuterFrame = this.asksInside;
    throw error;
  }
}
