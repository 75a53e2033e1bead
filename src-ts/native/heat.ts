/**
 * Decides when a function or loop is hot: when it has taken so much time that machine code is worth its making.
 *
 * Generated code counts down calls or trips; when the count is used up, a look at the clock tells how long that took.
 * So a loop of slow trips gets hot after few of them, and a fast one after many.
 */

/** In milliseconds. The first unit pays for loading LLVM, about a tenth of a second; further ones take milliseconds. */
const PATIENCE = { first: 25, next: 4 };

/** At most so many milliseconds of a count are its own: meanwhile, other code may have run. */
const MOST_EACH = 0.001;

/** Counts are made longer until they take so many milliseconds. */
const LOOK_AFTER = 0.5;

const FIRST_COUNT = 1000;

export class Heat {
  /** Calls or trips until `rises` is to be asked. */
  count: number;
  private total = 0;
  private spent = 0;
  private since = performance.now();
  private hot = false;

  /** `threshold` replaces the clock by a number of calls or trips. */
  constructor(private readonly threshold: number | null) {
    this.count = threshold ?? FIRST_COUNT;
  }

  /** Whether it is hot, now that the count is used up. */
  rises(llvmIsLoaded: boolean): boolean {
    if (this.hot) return true;
    this.total += this.count;
    this.hot = this.threshold !== null || this.hasSpent(llvmIsLoaded ? PATIENCE.next : PATIENCE.first);
    return this.hot;
  }

  private hasSpent(patience: number): boolean {
    const now = performance.now();
    const taken = now - this.since;
    this.since = now;
    this.spent += Math.min(taken, this.count * MOST_EACH);
    if (taken < LOOK_AFTER) this.count *= 2;
    return this.spent >= patience;
  }

  /** Makes it hot, with so many of its calls or trips not yet counted. */
  ignite(uncounted: number): void {
    this.total += this.count - uncounted;
    this.hot = true;
  }

  /** How many calls or trips there were. */
  get counted(): number {
    return this.total;
  }
}
