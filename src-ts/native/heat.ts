/**
 * Decides when a function or loop is hot: when it has taken so much time that machine code is worth its making.
 *
 * Generated code counts down calls and trips. When so many came together that a look at the clock costs little, it tells
 * how long they took. So a loop of slow trips gets hot after few of them, and a fast one after many.
 */

/** What has taken so many milliseconds may get hot. */
const WARM = 2;

/**
 * At most so many milliseconds of each counted call or trip are its own, or so many for each of its nodes: meanwhile,
 * other code may have run.
 */
const MOST_EACH = { trip: 0.001, node: 0.000_05 };

/** And at most so many times as many as they took at best. */
const UNSTEADY = 4;

/** Counts are made longer until they take so many milliseconds. */
const LOOK_AFTER = 0.5;

/** What was seen for so many milliseconds is no matter of chance. */
const STEADY = 10;

const FIRST_COUNT = 1000;

/** More are not counted at once. */
const MOST_TRIPS = 2 ** 20;

/** Milliseconds after which it is asked again, while it waits. */
const MOMENT = 0.05;

/**
 * No time yet. Not 0, because V8 keeps small ints apart from other numbers: the first real time would make it throw
 * away the machine code of all that uses the object.
 */
export const NEVER = Number.NEGATIVE_INFINITY;
/** No milliseconds, for the same reason. */
export const NOTHING = Number.MIN_VALUE;

export class Heat {
  /** Milliseconds that calls or trips have taken until the last look. */
  spent = NOTHING;
  private count: number;
  private pending = 0;
  private since = performance.now();
  private hot = false;

  private mostEach = NOTHING;
  /** Milliseconds from one call or trip to the next, at best. */
  pace = Number.POSITIVE_INFINITY;

  /** `threshold` replaces the clock by a number of calls or trips; `nodes` tells how many the function or loop has. */
  constructor(
    private readonly threshold: number | null,
    private readonly nodes: () => number,
  ) {
    this.count = threshold ?? FIRST_COUNT;
  }

  /** How many more calls or trips are to be counted until it is worth asking. */
  get left(): number {
    return Math.max(this.count - this.pending, 0);
  }

  /** Counts calls or trips; whether it is hot now: whether it has taken so many milliseconds. */
  rises(counted: number, patience: number): boolean {
    if (this.hot) return true;
    if (this.mostEach === NOTHING) this.measure();
    this.pending += counted;
    if (this.pending < this.count) return false;
    this.hot = this.threshold !== null || this.hasSpent(patience);
    return this.hot;
  }

  /** The same for so many calls that are still to come, and are expected to take so many milliseconds. */
  risesBy(counted: number, milliseconds: number, patience: number): boolean {
    if (this.hot || this.threshold !== null) return this.rises(counted, patience);
    this.spent += milliseconds;
    this.hot = this.spent >= patience;
    return this.hot;
  }

  /** Nodes are counted where something runs at all. */
  private measure(): void {
    this.mostEach = Math.max(MOST_EACH.trip, this.nodes() * MOST_EACH.node);
    this.count = this.threshold ?? Math.ceil((FIRST_COUNT * MOST_EACH.trip) / this.mostEach);
  }

  private hasSpent(enough: number): boolean {
    const now = performance.now();
    const taken = now - this.since;
    this.since = now;
    this.pace = Math.min(this.pace, taken / this.pending);
    this.spent += Math.min(taken, this.pending * Math.min(this.mostEach, UNSTEADY * this.pace));
    this.pending = 0;
    if (taken < LOOK_AFTER) this.count *= 2;
    return this.spent >= enough;
  }

  /** How many calls or trips there are in a time that is too short to matter. */
  get aMoment(): number {
    return Math.min(this.tripsIn(MOMENT), FIRST_COUNT);
  }

  /** How many calls or trips there are in so many milliseconds, if they stay as fast as at best. */
  tripsIn(milliseconds: number): number {
    return Math.min(Math.floor(milliseconds / this.pace), MOST_TRIPS);
  }

  /** Makes it hot, because something that it runs has been since that time. */
  ignite(since: number): void {
    if (!this.hot && !this.isPaced) this.since = since;
    this.hot = true;
  }

  /** Whether it is known how long a call or trip takes. */
  get isPaced(): boolean {
    return this.pace < Number.POSITIVE_INFINITY;
  }

  /** Milliseconds since the last look, or since it was made hot. */
  get sinceLook(): number {
    return performance.now() - this.since;
  }

  /** Begins to measure trips. */
  look(): void {
    this.since = performance.now();
  }

  /** Notes how long each of so many trips has taken since the last look: at best, if that was a short time. */
  lap(trips: number): void {
    if (trips <= 0) return;
    const pace = this.sinceLook / trips;
    this.pace = this.sinceLook > STEADY ? pace : Math.min(this.pace, pace);
  }

  /** Whether it may get hot soon. */
  get isWarm(): boolean {
    return this.spent >= WARM;
  }

  /** Starts anew. */
  cool(): void {
    this.hot = false;
    this.spent = NOTHING;
    this.since = performance.now();
  }
}
