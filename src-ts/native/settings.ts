/** What a user can set about the native engine. */

/** Which text of each unit to show: the IR as built, as optimised, or the assembly; one function's unit or all. */
export interface IrDump {
  readonly form: "llvm" | "llvm-opt" | "asm";
  readonly only: string | null;
}

export interface JitSettings {
  /** Calls or trips after which a function or loop counts as hot; null leaves it to the engine. */
  readonly threshold: number | null;
  /** Whether to tell of each decision. */
  readonly explain: boolean;
  readonly dump: IrDump | null;
  /** Receives explanations and dumps, line ends included. */
  readonly log: (text: string) => void;
}

/** How often something must run before it counts as hot. */
export interface Thresholds {
  readonly first: number;
  readonly next: number;
}

/**
 * The first unit pays for loading LLVM, about a tenth of a second, and must be worth it; further ones take
 * milliseconds. A call is more work than a trip of a loop.
 */
export const CALLS: Thresholds = { first: 200_000, next: 10_000 };
export const TRIPS: Thresholds = { first: 3_000_000, next: 100_000 };
