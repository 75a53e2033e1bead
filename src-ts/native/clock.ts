/** Where the time goes: what is left for further machine code to save. */

/** Milliseconds since the start that were spent in timed runs of machine code, and in its making. */
let beyondBaseline = 0;

export function noteBeyondBaseline(milliseconds: number): void {
  beyondBaseline += milliseconds;
}

/** A moment, to be compared with a later one. */
export class Moment {
  readonly at = performance.now();
  private readonly beyondBaseline = beyondBaseline;

  /** Milliseconds from here to the other one. */
  until(later: Moment): number {
    return later.at - this.at;
  }

  /** How many of them the baseline took, and the way from it to machine code and back. */
  inBaselineUntil(later: Moment): number {
    return this.until(later) - (later.beyondBaseline - this.beyondBaseline);
  }
}
