/** How much may be compiled: work in proportion to the time a program runs, and memory. */

import type { JitSettings } from "./settings.js";

/** Milliseconds of compiling that any program may have, and the part of its running time. */
const GRACE = 500;
const PART = 0.25;
/**
 * Milliseconds that something must have taken to be compiled, which takes some 20 to 50 ms: for the first unit, for which
 * LLVM is loaded meanwhile, and for others the more the more there are. Most programs have few hot parts; where there
 * are many, each is a small part of the whole.
 */
export const FIRST_PATIENCE = 8;
const NEXT_PATIENCE = { base: 5, each: 0.5 };
/** Milliseconds that the first unit takes, which warms up the compiler, too: more or less, by machine. */
export const TIME_OF_FIRST = 60;
/** Units that may exist at a time: each keeps its machine code, and LLVM's builder some memory for good. */
const MOST_UNITS = 4000;

export class CompileBudget {
  private spent = 0;
  private units = 0;

  /** Whether there may be another unit now. Where a number of calls decides what is hot, the clock does not count. */
  allows(now: number, { threshold }: JitSettings): boolean {
    return threshold !== null || (this.units < MOST_UNITS && this.spent < GRACE + PART * now);
  }

  get patience(): number {
    return NEXT_PATIENCE.base + NEXT_PATIENCE.each * this.units;
  }

  /** Milliseconds that a unit takes on this machine. */
  get timeOfUnit(): number {
    return this.units > 0 ? this.spent / this.units : TIME_OF_FIRST;
  }

  /** Notes that a unit took so many milliseconds. */
  note(milliseconds: number): void {
    this.units++;
    this.spent += milliseconds;
  }
}
