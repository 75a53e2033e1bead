/** A function's way into machine code, asked in its prologue. */

import type { Tier } from "../baseline/tier.js";
import type { IrFunction } from "../ir/nodes.js";
import type { Value } from "../runtime/value.js";
import type { TierContext } from "./specializations.js";
import type { Surroundings } from "./surroundings.js";
import { NativeTier } from "./tier.js";
import type { NativeType } from "./types.js";

export class FunctionTier extends NativeTier implements Tier {
  constructor(
    fn: IrFunction,
    engine: TierContext,
    private readonly surroundings: Surroundings,
  ) {
    super(fn, engine, [() => null], () => surroundings.ofFunction(fn), surroundings.isRecursive(fn));
  }

  protected override get mayCome(): boolean {
    return super.mayCome && this.surroundings.isRepeated(this.fn);
  }

  /** Is exchanged after the first call, so that V8 does not make all this part of each function that asks. */
  enter: Tier["enter"] = this.askFirst;

  private askFirst(...args: Value[]): Value | undefined {
    this.enter = this.ask;
    return this.ask(...args);
  }

  private ask(...args: Value[]): Value | undefined {
    if (!this.isHot(this.counted)) {
      this.rest(this.heat.left);
      return undefined;
    }
    if (this.waits()) {
      this.rest(0);
      return undefined;
    }
    while (args.length > this.fn.required && args.at(-1) === undefined) args.pop();
    const run = this.invoke(args, true);
    if (!run) return undefined;
    const { compiled, error } = run;
    const result = error === null ? this.passage.receive(1, compiled.result as NativeType) : null;
    this.finish(compiled);
    if (error !== null) throw error;
    return result;
  }
}
