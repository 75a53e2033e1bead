/**
 * Finds out by the clock whether entering machine code is worth it.
 *
 * What a call takes in the baseline cannot be known from looking at it, so it is tried. Some entries are timed. Where
 * getting there and back takes much of the time, a *trial* follows: some milliseconds in machine code, some more in the
 * baseline, and whichever takes less per call wins for a while. Whatever lies between two calls counts on both sides.
 * The baseline counts the calls of a recursion one by one, which machine code makes inside: there the way there and back is
 * compared with the time inside instead.
 */

/** An entry is beyond doubt if the way there and back is a smaller part than this of the time inside. */
const SMALL_PART = 0.05;
/** So many timed entries are looked at together. The first batch are all entries, then it is one of so many. */
const BATCH = 32;
const SPACING = 64;
/**
 * The entries of a recursion are withdrawn if the way there and back takes so many times as long as what is inside. So
 * many are looked at together: calls from the depth of a recursion that still runs in the baseline are small.
 */
const LONG_WAY = 3;
const RECURSIVE_BATCH = 20_000;
/** Or as many as spend so many milliseconds on the way. */
const LONG_ON_THE_WAY = 15;
/** Milliseconds of each in a round of a trial. In the first rounds V8 learns both ways, and optimises for both. */
const ROUND = { native: 3, baseline: 8 };
const ROUNDS = 4;
/** Milliseconds that are long enough to be compared. */
const WINDOW = 0.5;
/** What takes so many times as long is clearly slower. */
const CLEARLY = 2;
/**
 * Where the way there and back takes so many milliseconds, and most of the time, as with arrays of many rows, so few
 * entries in a row are enough: V8 has nothing to learn that matters.
 */
const LONG_ENTRY = 2;
const LONG_ONES = 5;
/** Where a call takes so many milliseconds in the baseline, V8 has optimised it meanwhile: one is enough. */
const LONG_CALL = 20;
/** Milliseconds until the next trial; four times as long each time that it ends as before. */
const PAUSE = { first: 200, longest: 12_800 };
/** Calls until a look at the clock tells whether the pause is over: calls may have become longer. */
const LONGEST_REST = 2 ** 16;

type Clock = () => number;

/**
 * Times windows of calls, each twice as long as the one before until they are long enough, and keeps the best: `each` is
 * what a call takes there.
 */
class Windows {
  /** Calls in a window. */
  count = 1;
  /** Milliseconds of the present round. */
  taken = 0;
  private since = Number.NEGATIVE_INFINITY;

  /** `each`: milliseconds of a call, if that is known before. */
  constructor(
    private readonly now: Clock,
    public each = Number.POSITIVE_INFINITY,
  ) {}

  beginRound(): void {
    this.taken = 0;
    this.since = this.now();
  }

  /** Ends a window. */
  lap(): void {
    const now = this.now();
    const taken = now - this.since;
    this.since = now;
    this.taken += taken;
    if (taken < WINDOW) this.count *= 2;
    else this.each = Math.min(this.each, taken / this.count);
  }

  /** Milliseconds since the present window began. */
  get sofar(): number {
    return this.now() - this.since;
  }

  /** Whether anything was long enough. */
  get isKnown(): boolean {
    return this.each < Number.POSITIVE_INFINITY;
  }
}

/** Enter machine code. */
export const ENTER = -1;

export class Worth {
  /** Whether the last trial was for the baseline. */
  withdrawn = false;
  private phase: "sampling" | "baseline" | "native" | "away" = "sampling";
  /** Entries in a row to which the way is long. */
  private longOnes = 0;
  private timed = 0;
  /** The first entries are slow, because V8 has not optimised the way yet. */
  private isWarm = false;
  private untilTimed = 0;
  private spacing = 1;
  private inside = 0;
  private outside = 0;
  private native: Windows;
  private baseline: Windows;
  private rounds = 0;
  private calls = 0;
  /** Milliseconds of a call in machine code at the trial before. */
  private before = 0;
  private pause = PAUSE.first;
  private nextTrial = 0;

  constructor(
    private readonly isRecursive: boolean,
    private readonly now: Clock = () => performance.now(),
  ) {
    this.native = new Windows(now);
    this.baseline = new Windows(now);
  }

  /** Whether calls are left to the baseline now. */
  get staysOut(): boolean {
    return this.phase === "baseline" || this.phase === "away";
  }

  /** Whether the next entry is to be timed. */
  wantsTime(): boolean {
    if (this.phase !== "sampling" || --this.untilTimed > 0) return false;
    this.untilTimed = this.spacing;
    return true;
  }

  /** Notes the milliseconds of an entry: those in machine code, and those that it took to get there and back. */
  note(inside: number, outside: number): void {
    const isLong = outside > Math.max(inside, LONG_ENTRY);
    // The first one may have had to pack all arrays.
    this.longOnes = isLong && this.timed > 0 ? this.longOnes + 1 : 0;
    this.timed++;
    this.inside += inside;
    this.outside += outside;
  }

  /** Whether calls are left to the baseline in order to see how long they take. */
  get isTrying(): boolean {
    return this.phase === "baseline";
  }

  /**
   * Asked in the middle of such a call: whether it takes clearly longer than machine code already, so that the rest is
   * better off there. That ends the trial.
   */
  isOverdue(): boolean {
    const { native, baseline } = this;
    if (baseline.sofar < Math.max(LONG_CALL, CLEARLY * native.each * baseline.count)) return false;
    this.end(false);
    return true;
  }

  /** What to do with a call: `ENTER`, or leave this and so many following ones to the baseline. */
  decide(): number {
    switch (this.phase) {
      case "sampling":
        return this.sample();
      case "away":
        return this.now() < this.nextTrial ? LONGEST_REST : this.resume();
      case "baseline":
        return this.runBaseline();
      case "native":
        return this.runNative();
    }
  }

  private sample(): number {
    const { timed, inside, outside, isWarm, isRecursive } = this;
    const areLong = !isRecursive && this.longOnes >= LONG_ONES && this.now() >= this.nextTrial;
    const wasLong = outside > LONG_ON_THE_WAY && outside > LONG_WAY * inside;
    const enough = isRecursive && isWarm && !wasLong ? RECURSIVE_BATCH : BATCH;
    if (!areLong && timed < enough) return ENTER;
    this.timed = 0;
    this.inside = 0;
    this.outside = 0;
    this.longOnes = 0;
    if (areLong) return this.begin(this.beginBaseline, (inside + outside) / timed);
    this.isWarm = true;
    if (!isWarm) return ENTER;
    if (!isRecursive) this.spacing = SPACING;
    if (outside <= SMALL_PART * inside || this.now() < this.nextTrial) return ENTER;
    return isRecursive ? this.end(outside > LONG_WAY * inside) : this.begin();
  }

  private resume(): number {
    if (!this.isRecursive) return this.begin();
    this.phase = "sampling";
    return ENTER;
  }

  /** Begins a trial with a round of either; `each`: milliseconds of an entry, if they are known. */
  private begin(firstRound = this.beginRound, each = Number.POSITIVE_INFINITY): number {
    this.before = this.native.each;
    this.native = new Windows(this.now, each);
    this.rounds = 0;
    return firstRound.call(this);
  }

  private beginRound(): number {
    this.phase = "native";
    this.calls = 0;
    this.native.beginRound();
    return ENTER;
  }

  private runNative(): number {
    const { native } = this;
    if (++this.calls < native.count) return ENTER;
    this.calls = 0;
    native.lap();
    if (this.withdrawn && native.isKnown && this.isAsBefore(native.each)) return this.end(true);
    return native.taken < ROUND.native ? ENTER : this.beginBaseline();
  }

  private beginBaseline(): number {
    if (this.rounds === 0) this.baseline = new Windows(this.now);
    this.phase = "baseline";
    this.baseline.beginRound();
    return this.baseline.count - 1;
  }

  /** Whether runs take as long as at the last trial, and too long. */
  private isAsBefore(each: number): boolean {
    return each < CLEARLY * this.before && each > CLEARLY * this.baseline.each;
  }

  private runBaseline(): number {
    const { native, baseline } = this;
    baseline.lap();
    if (baseline.taken < ROUND.baseline) return baseline.count - 1;
    if (native.each > LONG_ENTRY && native.each > CLEARLY * baseline.each) return this.end(true);
    if (baseline.each > LONG_CALL && baseline.each > CLEARLY * native.each) return this.end(false);
    if (++this.rounds < ROUNDS || !baseline.isKnown || !native.isKnown) return this.beginRound();
    return this.end(native.each > baseline.each);
  }

  /** Runs the better of the two. */
  private end(withdrawn: boolean): number {
    const same = withdrawn === this.withdrawn;
    this.pause = same ? Math.min(4 * this.pause, PAUSE.longest) : PAUSE.first;
    this.withdrawn = withdrawn;
    this.phase = withdrawn ? "away" : "sampling";
    this.nextTrial = this.now() + this.pause;
    if (!withdrawn) return ENTER;
    return Math.min(Math.ceil(this.pause / this.baseline.each), LONGEST_REST);
  }
}
