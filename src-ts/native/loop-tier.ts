/** A loop's way into machine code, asked when an execution of it begins, and when it has made many trips. */

import type { LoopTier as BaselineLoopTier, LoopOutcome } from "../baseline/tier.js";
import type { Cursor } from "../runtime/iterate.js";
import type { Value } from "../runtime/value.js";
import { budget } from "./backend.js";
import type { LoopShape } from "./loop-unit.js";
import { Resumptions } from "./resumptions.js";
import type { TierContext } from "./specializations.js";
import { doubled, NativeTier, REST_FOR_EVER } from "./tier.js";
import { type LoopResults, Refusal } from "./typed.js";

/** Executions until it is asked again, after the whole that it is part of was found to be better off in the baseline. */
const SOME_EXECUTIONS = 1000;
/** Trips until an execution is asked about again, while its loop gets hot or waits. */
const SOME_TRIPS = 256;
/** The same where the loop is left to the baseline for now: a long execution is worth a look. */
const MANY_TRIPS = 100_000;
/**
 * A loop that runs only once is measured for so many milliseconds (at least a trip), at most so many times, before it is
 * compiled: by then, V8 may have made it so many times as fast, so that it is nearly over. So often a loop is looked at,
 * too, that is compared with machine code.
 */
const LAP = 3;
const MOST_LOOKS = 3;
const MUCH_FASTER = 8;
/**
 * A trip of so many milliseconds is believed at once; of shorter ones, the first may be slow by chance. So long the
 * parts of the loop wait for a lap, too.
 */
const LONG_LAP = 10;
/** Where a loop is nearly over, it is measured again after this part of the trips that are left. */
const NEXT_PART = 1 / 8;

/** What is known of a loop: as a unit, and where it stands. */
export interface TieredLoop {
  readonly shape: LoopShape;
  /** Makes the same for a loop over the items of an array. Null if it cannot be one. */
  readonly overItems: (() => LoopShape) | null;
  /** Whether others can see what the loop has assigned once it is left, as its outcome does not provide for. */
  readonly seen: boolean;
  readonly isInnermost: boolean;
  /** Whether it looks as if it were executed only once, or a few times. */
  readonly runsOnce: () => boolean;
}

/** Which of its forms a loop is entered in. */
const OVER_RANGE = 0;
const OVER_ITEMS = 1;

export class LoopTier extends NativeTier implements BaselineLoopTier {
  trips: number;
  left: number;
  /** How often it was looked at whether it is nearly over, and how many trips were left the last time. */
  private looks = 0;
  private tripsAtLook = 0;
  /** Whether it is nearly over, as far as is known. */
  private isLeftOut = false;
  /** Whether the last entry ended at a side exit. */
  private hasExited = false;
  /** Whether the present one goes on behind such an exit. */
  private isResuming = false;
  private readonly resumptions = new Resumptions();

  constructor(
    private readonly loop: TieredLoop,
    engine: TierContext,
    private readonly outer: readonly NativeTier[],
  ) {
    const { shape, overItems } = loop;
    super(shape.fn, engine, [() => shape, ...(overItems ? [overItems] : [])], () => outer);
    this.trips = Math.min(this.budget, SOME_TRIPS);
    this.left = this.trips;
  }

  protected override get sideExits(): readonly number[] {
    return this.loop.shape.exits.map(({ at }) => at.at);
  }

  /** So is what stands in something that is. */
  override get staysOut(): boolean {
    return super.staysOut || this.isLeftOut || this.outer.some((outer) => outer.staysOut);
  }

  protected override check(): void {
    if (this.loop.seen)
      throw new Refusal("it may be left early, and others see what it has changed", this.fn, this.fn.at);
  }

  /** Both are exchanged after the first call, so that V8 does not make all this part of each loop that asks. */
  enter: BaselineLoopTier["enter"] = this.askFirst;
  enterAt: BaselineLoopTier["enterAt"] = this.askFirstAt;

  private askFirst(...args: Value[]): LoopOutcome | undefined {
    this.enter = this.ask;
    return this.ask(...args);
  }

  private askFirstAt(cursor: Cursor, ...args: Value[]): LoopOutcome | undefined {
    this.enterAt = this.askAt;
    return this.askAt(cursor, ...args);
  }

  private ask(...args: Value[]): LoopOutcome | undefined {
    return this.askAs(OVER_RANGE, args);
  }

  private askAs(form: number, args: readonly Value[]): LoopOutcome | undefined {
    const begins = this.budget < 0;
    if (begins) this.isLeftOut = false;
    this.isResuming = this.hasExited && !begins && this.engine.settings.threshold === null;
    this.hasExited = false;
    if (!begins && this.worth?.isTrying && !this.worth.isOverdue()) return this.goOnTrying();
    if (this.isResuming ? !this.mayResume() : !this.isReady(begins, form, args)) return undefined;
    if (this.isNearlyOver(form, args)) return undefined;
    const run = this.invoke(args, begins, form);
    if (!run) return undefined;
    const { compiled, error } = run;
    const loop = compiled.loop as LoopResults;
    const result = error === null ? this.passage.receiveLoop(loop) : this.passage.receiveFailed(loop, error);
    this.finish(compiled);
    if (error !== null && !this.loop.shape.inTry) throw error;
    if (result.exit > 0) {
      this.hasExited = true;
      this.left = 0;
    }
    return result;
  }

  /** Whether to go back to machine code after a side exit. */
  private mayResume(): boolean {
    if (this.resumptions.pay()) return true;
    this.goOn(0, doubled(MANY_TRIPS, this.resumptions.failures));
    return false;
  }

  protected override wantsTime(begins: boolean): boolean {
    return this.isResuming ? this.resumptions.wantsTime() : super.wantsTime(begins);
  }

  protected override note(inside: number, outside: number): void {
    if (this.isResuming) this.resumptions.note(inside, outside);
    else super.note(inside, outside);
  }

  private askAt(cursor: Cursor, ...args: Value[]): LoopOutcome | undefined {
    const bounds = cursor.bounds?.();
    if (bounds) return this.askAs(OVER_RANGE, [...bounds, ...args]);
    const items = cursor.items?.();
    if (items && this.loop.overItems) return this.askAs(OVER_ITEMS, [...items, ...args]);
    if (!this.isReady(this.budget < 0)) return undefined;
    const reason = "it loops over items that are not those of an array";
    if (this.outer.length === 0) this.forms[OVER_RANGE]?.refuse([], new Refusal(reason, this.fn, this.fn.at));
    this.rest(REST_FOR_EVER);
    return undefined;
  }

  /** Whether it is hot and need not wait. */
  private isReady(begins: boolean, form = OVER_RANGE, args: readonly Value[] | null = null): boolean {
    if (begins && this.outer.some((outer) => outer.staysOut)) {
      this.rest(SOME_EXECUTIONS);
      return false;
    }
    if (!this.isHot(begins ? this.counted : this.trips)) {
      if (args) this.lookAhead(args, form);
      const { left } = this.heat;
      this.goOn(left, Math.min(left, SOME_TRIPS));
      return false;
    }
    if (!this.waits()) return true;
    this.goOn(0, this.loop.isInnermost ? SOME_TRIPS : this.heat.aMoment);
    return false;
  }

  protected override get pace(): number {
    return Number.POSITIVE_INFINITY; // what is known may be of trips
  }

  /** Whether a loop that runs only once is over before there could be machine code, or may turn out to be. */
  private isNearlyOver(form: number, args: readonly Value[]): boolean {
    const { shape, runsOnce } = this.loop;
    if (this.engine.settings.threshold !== null || this.hasEntries || !shape.position || !runsOnce())
      return false;
    const at = form === OVER_ITEMS ? 1 : 0;
    const trips = Math.abs(Number(args[at + 1]) - Number(args[at]));
    const { heat } = this;
    heat.lap(this.looks > 0 ? this.tripsAtLook - trips : 0);
    const left = trips * (heat.isPaced ? heat.pace : heat.sinceLook);
    this.isLeftOut = heat.isPaced && left < budget.timeOfUnit;
    if (!this.isLeftOut) {
      const isSure = this.looks > 1 || heat.sinceLook > LONG_LAP;
      const isLong = isSure && left > MUCH_FASTER * budget.timeOfUnit;
      if (isLong || this.looks >= MOST_LOOKS) return false;
      this.waiting.holdOn(LONG_LAP);
    }
    this.looks++;
    this.tripsAtLook = trips;
    heat.look();
    this.goOn(0, this.isLeftOut ? Math.ceil(trips * NEXT_PART) : heat.tripsIn(LAP));
    return true;
  }

  protected override rest(executions: number): null {
    this.goOn(executions, this.worth?.isTrying ? this.heat.tripsIn(LAP) : Math.max(executions, MANY_TRIPS));
    return null;
  }

  /** Leaves it at what it was told about executions. */
  private goOnTrying(): undefined {
    this.trips = this.heat.tripsIn(LAP);
    this.left = this.trips;
  }

  private goOn(executions: number, trips: number): void {
    super.rest(executions);
    this.trips = trips;
    this.left = trips;
  }

  /** Is asked at the head of the present trip's successor, too. */
  override askSoon(): void {
    this.goOn(0, 0);
  }
}
