/** What a command line asks for, as plain data: it can be handed to a worker thread. */

import type { JitEnvironment } from "./environment.js";
import type { Engine } from "./execute.js";

export const DUMP_FORMS = ["tokens", "ast", "ir", "js", "llvm", "llvm-opt", "asm"] as const;
export type DumpForm = (typeof DUMP_FORMS)[number];
/** The forms that exist only for what became machine code. */
export const NATIVE_FORMS: ReadonlySet<DumpForm> = new Set(["llvm", "llvm-opt", "asm"]);

export interface RunRequest {
  readonly command: "run";
  readonly path: string;
  /** The script's text where it has been read already: pipes can be read only once. */
  readonly text: string | null;
  /** The words after the script, for its `args()`. */
  readonly args: readonly string[];
  readonly engine: Engine;
  readonly dump: DumpForm | null;
  readonly jitReport: boolean;
  /** Whether to wait for a debugger and to stop before the first statement. */
  readonly inspect: boolean;
  readonly jit: JitEnvironment;
  /** The folder for what later runs may use; null for none. */
  readonly cache: string | null;
  /** The stack of the worker thread that does the work, in MiB; null on the main thread. */
  readonly stackMb: number | null;
}

export interface CheckRequest {
  readonly command: "check";
  readonly path: string;
  readonly detail: "quiet" | "normal" | "verbose" | "json";
}

/** Compares what the scripts in `tests/` print with what they printed before. */
export interface TestRequest {
  readonly command: "test";
  readonly update: boolean;
  readonly runtime: TestRuntime;
  readonly verbose: boolean;
}

export const TEST_RUNTIMES = ["interpreter", "vm", "dual"] as const;
export type TestRuntime = (typeof TEST_RUNTIMES)[number];

/** Runs the tests that a file declares. */
export interface TestRunRequest {
  readonly command: "test-run";
  readonly path: string;
  readonly verbose: boolean;
}

export type Request =
  | RunRequest
  | CheckRequest
  | TestRequest
  | TestRunRequest
  | { readonly command: "doctor"; readonly cache: string | null }
  /** Help or the version: text that is the whole answer. */
  | { readonly command: "text"; readonly text: string };
