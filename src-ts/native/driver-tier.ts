/** A way into machine code for calls of builtins that call a function for each item (see `driver.ts`). */

import { type RuffArray, share, type Value } from "../runtime/value.js";
import { CallTier } from "./call-tier.js";
import type { Driver } from "./driver.js";
import type { TierContext } from "./specializations.js";
import type { NativeTier } from "./tier.js";

/** About how many milliseconds the baseline takes for an item. */
const EACH_ITEM = 0.000_02;

export class DriverTier extends CallTier {
  protected readonly asksInside = false;

  constructor(driver: Driver, engine: TierContext, around: readonly NativeTier[]) {
    super(driver.fn, engine, [() => null], () => around);
    this.rest(0);
  }

  protected isReady(args: Value[]): boolean {
    const array = args[0] as RuffArray;
    const isHot = this.isHot(array.length + 1, array.length * EACH_ITEM);
    if (!isHot) this.lookAhead(args);
    if (!isHot || this.waits()) {
      this.rest(0);
      return false;
    }
    share(array);
    return true;
  }
}
