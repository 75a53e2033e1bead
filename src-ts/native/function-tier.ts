/** A function's way into machine code, asked in its prologue. */

import type { IrFunction } from "../ir/nodes.js";
import type { Value } from "../runtime/value.js";
import { CallTier } from "./call-tier.js";
import type { TierContext } from "./specializations.js";
import type { Surroundings } from "./surroundings.js";

export class FunctionTier extends CallTier {
  protected readonly asksInside = true;

  constructor(
    fn: IrFunction,
    engine: TierContext,
    private readonly surroundings: Surroundings,
  ) {
    super(fn, engine, [() => null], () => surroundings.ofFunction(fn), surroundings.isRecursive(fn));
  }

  override get mayCome(): boolean {
    return super.mayCome && this.surroundings.isRepeated(this.fn);
  }

  protected isReady(args: Value[]): boolean {
    while (args.length > this.fn.required && args.at(-1) === undefined) args.pop();
    const isHot = this.isHot(this.counted);
    if (isHot && !this.waits()) return true;
    if (!isHot) this.lookAhead(args);
    this.rest(isHot ? this.heat.aMoment : this.heat.left);
    return false;
  }
}
