/**
 * How eagerly V8 optimizes what runs often, the compiler of Ruff itself included. A compilation of some hundred
 * milliseconds is over before optimized code has paid for its making, much of which is on other threads: it then costs
 * nearly half of the processor time. So V8 waits longer meanwhile; in long compilations it still optimizes what matters.
 */

/** V8's measure of how much a function runs until it is looked at: its own default, and ours for compilations. */
const BUDGET = { usual: 67_584, compiling: 1_500_000 };

/** Length of a source that takes so long to compile that all this matters. */
export const LONG_SOURCE = 10_000;

let isRare = false;

/** To be called before a long source is compiled. */
export function optimizeRarely(): void {
  isRare = true;
  setBudget(BUDGET.compiling);
}

/** To be called when the program begins to run. */
export function optimizeAsUsual(): void {
  if (!isRare) return;
  isRare = false;
  setBudget(BUDGET.usual);
}

/** The module is loaded where it is needed: that takes as long as all of a small script. */
function setBudget(budget: number): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(`--interrupt-budget=${budget}`);
}
