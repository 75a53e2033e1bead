/** What a user can set about the native engine. */

import type { CodeStore } from "./kept-code.js";

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
  /** Whether to name machine code for Linux perf. */
  readonly perfMap: boolean;
  /** Whether a report is wanted in the end: also of loops that are no candidates, and with times. */
  readonly report: boolean;
  /** Where machine code is kept between runs; null for nowhere. */
  readonly codeStore: CodeStore | null;
  /** Receives explanations and dumps, line ends included. */
  readonly log: (text: string) => void;
}
