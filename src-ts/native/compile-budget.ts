/** How much may be compiled: work in proportion to the time a program runs, and memory. */

import type { JitSettings } from "./settings.js";

/** Milliseconds of compiling that any program may have, and the part of its running time. */
const GRACE = 500;
const PART = 0.25;
/** What units cost, in milliseconds. */
interface Costs {
  /**
   * What something must have taken to be compiled: for the first unit, for which LLVM is loaded meanwhile, and for others
   * the more the more there are. Most programs have few hot parts; where there are many, each is a small part of the whole.
   */
  readonly patience: { readonly first: number; readonly next: number; readonly each: number };
  /** How long the first unit takes, which warms up the compiler, too: more or less, by machine. */
  readonly first: number;
}

/** A unit that is compiled takes some 20 to 50 ms. */
const COMPILED: Costs = { patience: { first: 8, next: 5, each: 0.5 }, first: 60 };
/** One whose machine code an earlier run has kept takes some 5 to 10 ms. */
const KEPT: Costs = { patience: { first: 3, next: 2, each: 0.25 }, first: 20 };
/** Units that may exist at a time: each keeps its machine code, and LLVM's builder some memory for good. */
const MOST_UNITS = 4000;

export class CompileBudget {
  private spent = 0;
  private units = 0;
  private costs = COMPILED;

  /** Notes that an earlier run of the program has kept machine code. */
  expectKept(): void {
    this.costs = KEPT;
  }

  /** Whether there may be another unit now. Where a number of calls decides what is hot, the clock does not count. */
  allows(now: number, { threshold }: JitSettings): boolean {
    return threshold !== null || (this.units < MOST_UNITS && this.spent < GRACE + PART * now);
  }

  get patience(): number {
    const { first, next, each } = this.costs.patience;
    return this.units > 0 ? next + each * this.units : first;
  }

  /** Milliseconds that a unit takes on this machine. */
  get timeOfUnit(): number {
    return this.units > 0 ? this.spent / this.units : this.costs.first;
  }

  /** Notes that a unit took so many milliseconds. */
  note(milliseconds: number): void {
    this.units++;
    this.spent += milliseconds;
  }
}
