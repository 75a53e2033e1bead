/**
 * How the parts of a program wait for the whole: what is hot offers what is around it to be compiled instead, and waits
 * whether that is reached.
 */

import { Moment } from "./clock.js";
import { type Heat, NEVER, NOTHING } from "./heat.js";

/** At least so many milliseconds does a part wait for the whole to be reached. */
const SHORTEST_WAIT = 2;
/** So many milliseconds longer than the whole itself, so that the whole comes first. */
const COURTESY = 2;
/** After so many entries of a part, and after twice as many each time, it would like the whole to be compiled. */
const FIRST_CLAIM = 16;

/** What cannot save more than this part of the time is not compiled. */
const SMALL_GAIN = 0.1;
/** If the way to machine code and back takes this part of an entry, it is high time for the whole. */
const LONG_WAY = 0.5;

/** A function or loop that waits, or that others wait for. */
export interface Waiter {
  readonly heat: Heat;
  readonly waiting: Waiting;
  /** Whether it was compiled or refused, for whatever types. */
  readonly isConsidered: boolean;
  readonly hasEntries: boolean;
  /** Whether it has not been considered yet, and looks as if it were reached again. */
  readonly mayCome: boolean;
  /** It is asked at the next opportunity. */
  askSoon(): void;
}

export class Waiting {
  /** Until when it waits for what is around it, once it is hot. */
  private deadline = NEVER;
  private hasOffered = false;
  private hasCooled = false;
  /** How many entries there are between two claims, and how many are left until the next. */
  private claimAfter = FIRST_CLAIM;
  private untilClaim = FIRST_CLAIM;
  /** When half of the entries until the next claim were made: the first ones may belong to what gets hot meanwhile. */
  private halfWay = new Moment();
  /** Milliseconds that the ways to machine code and back have taken since the whole was last asked for. */
  private ways = NOTHING;
  /** Until when it is to be hot at once, because a part of it is. */
  private offeredUntil = NEVER;
  private offeredAt = NEVER;
  private spentInside = NEVER;

  constructor(
    private readonly waiter: Waiter,
    /** What encloses it or calls it, and is a candidate itself: better machine code for the whole than for a part. */
    private readonly around: () => readonly Waiter[],
  ) {}

  /** Milliseconds that it has taken, as far as is known: at least what a part of it has. */
  get spent(): number {
    return Math.max(this.waiter.heat.spent, this.spentInside);
  }

  /** Makes it hot, if that was offered and it is reached in time. */
  acceptOffer(): void {
    if (this.offeredUntil === NEVER) return;
    if (performance.now() < this.offeredUntil) {
      this.waiter.heat.ignite(this.offeredAt);
      this.deadline = Math.max(this.deadline, this.offeredUntil);
    }
    this.offeredUntil = NEVER;
  }

  /** Lets its parts wait for so many milliseconds more: what is to become of it is soon known. */
  holdOn(milliseconds: number): void {
    this.deadline = Math.max(this.deadline, performance.now() + milliseconds);
  }

  /**
   * Whether to wait for what is around it to be compiled first: for the time that it took to get hot, and longer
   * if that has been reached, and waits itself. Its own parts then wait as long.
   */
  goesOn(): boolean {
    if (this.waiter.hasEntries) return false;
    const now = performance.now();
    if (!this.hasOffered) {
      this.hasOffered = true;
      this.deadline = Math.max(this.deadline, now + Math.max(SHORTEST_WAIT, this.waiter.heat.spent));
      this.offerAround(now, this.deadline);
    }
    if (this.around().some((outer) => outer.hasEntries)) return this.coolsDown();
    const awaited = this.around().filter((outer) => outer.mayCome);
    for (const { waiting } of awaited) this.deadline = Math.max(this.deadline, waiting.deadline);
    return awaited.some(({ waiting }) => now < Math.max(this.deadline, waiting.deadline + COURTESY));
  }

  /**
   * Lets what is around it know, now and then, that it is entered from there: it has the time of two entries to come.
   * Where nearly all of the time is spent in machine code as it is, there is nothing to gain.
   */
  claim(): void {
    const left = --this.untilClaim;
    const entries = this.claimAfter;
    if (left === entries / 2) this.halfWay = new Moment();
    if (left > 0) return;
    this.claimAfter = 2 * entries;
    this.untilClaim = this.claimAfter;
    const now = new Moment();
    const taken = this.halfWay.until(now);
    if (this.halfWay.inBaselineUntil(now) < SMALL_GAIN * taken) return;
    this.offerAround(now.at, now.at + Math.max(SHORTEST_WAIT, (4 * taken) / entries));
  }

  /**
   * Notes how many milliseconds an entry took, and the way there and back. Where long ways have taken as much time as
   * what is hot, the whole, which would need none of them, is hot.
   */
  noteWay(entry: number, way: number, patience: number): void {
    this.ways += way;
    if (this.ways < patience || way < LONG_WAY * entry) return;
    this.ways = NOTHING;
    const now = performance.now();
    this.offerAround(now, now + Math.max(SHORTEST_WAIT, 2 * entry));
  }

  private offerAround(now: number, until: number): void {
    for (const { waiting } of this.around()) waiting.offer(now, until, this.spent);
  }

  /** Is hot if it is reached in time, because a part of it is. Nothing happens if it was considered before. */
  private offer(now: number, until: number, spent: number): void {
    this.spentInside = Math.max(this.spentInside, spent);
    if (this.waiter.isConsidered) return;
    this.offeredAt = now;
    this.offeredUntil = until;
    this.waiter.askSoon();
  }

  /** Whether, now that what is around it was compiled, it has to get hot once more to be compiled itself. */
  private coolsDown(): boolean {
    if (this.hasCooled) return false;
    this.hasCooled = true;
    this.waiter.heat.cool();
    return true;
  }
}
