/** A way into machine code for calls of builtins that call a function for each item (see `driver.ts`). */

import type { Tier } from "../baseline/tier.js";
import { type RuffArray, share, type Value } from "../runtime/value.js";
import type { Driver } from "./driver.js";
import type { TierContext } from "./specializations.js";
import { NativeTier } from "./tier.js";
import type { NativeType } from "./types.js";

/** About how many milliseconds the baseline takes for an item. */
const EACH_ITEM = 0.000_02;

export class DriverTier extends NativeTier implements Tier {
  constructor(driver: Driver, engine: TierContext, around: readonly NativeTier[]) {
    super(driver.fn, engine, [() => null], () => around);
    this.rest(0);
  }

  /** Is exchanged after the first call, so that V8 does not make all this part of each function that asks. */
  enter: Tier["enter"] = this.askFirst;

  private askFirst(...args: Value[]): Value | undefined {
    this.enter = this.ask;
    return this.ask(...args);
  }

  private ask(...args: Value[]): Value | undefined {
    const array = args[0] as RuffArray;
    if (!this.isHot(array.length + 1, array.length * EACH_ITEM) || this.waits()) {
      this.rest(0);
      return undefined;
    }
    share(array);
    const run = this.invoke(args, true);
    if (!run) return undefined;
    const { compiled, error } = run;
    const result = error === null ? this.passage.receive(1, compiled.result as NativeType) : null;
    this.finish(compiled);
    if (error === null) return result as Value;
    error.sharesOuterFrame = false;
    throw error;
  }
}
