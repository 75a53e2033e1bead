/**
 * Whether a loop that leaves machine code at side exits is to go back there at its next head. Some ways back are timed:
 * where they take longer than what is done in machine code until the next exit, the exits are no rare cases.
 */

/** So many timed resumptions are looked at together: at first one after the other, later one of so many. */
const BATCH = 16;
const SPACING = 16;
/** Milliseconds on the way that are enough to see that it is too long. */
const TOO_LONG = 2;

export class Resumptions {
  private timed = 0;
  private untilTimed = 0;
  private spacing = 1;
  private inside = 0;
  private outside = 0;
  /** How often they did not pay. */
  failures = 0;

  /** Whether the next one is to be timed. */
  wantsTime(): boolean {
    if (--this.untilTimed > 0) return false;
    this.untilTimed = this.spacing;
    return true;
  }

  /** Notes the milliseconds of one: those in machine code, and those that it took to get there and back. */
  note(inside: number, outside: number): void {
    this.timed++;
    this.inside += inside;
    this.outside += outside;
  }

  /** Whether they pay, as far as is known. If not, it begins to find out anew. */
  pay(): boolean {
    const isTooLong = this.outside > TOO_LONG && this.outside > this.inside;
    if (this.timed < BATCH && !isTooLong) return true;
    const doPay = this.outside <= this.inside;
    this.spacing = doPay ? SPACING : 1;
    this.untilTimed = 0;
    this.timed = 0;
    this.inside = 0;
    this.outside = 0;
    if (!doPay) this.failures++;
    return doPay;
  }
}
