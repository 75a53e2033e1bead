/** Runs a compiled file in the baseline: IR to JavaScript, JavaScript to V8. */

import { Script } from "node:vm";
import type { Module } from "../ir/nodes.js";
import type { Value } from "../runtime/value.js";
import type { Host } from "../stdlib/spec.js";
import { emitModule } from "./emit-module.js";
import { StackReader } from "./stack-trace.js";
import { makeSupport } from "./support.js";
import type { TierProvider } from "./tier.js";

let scripts = 0;

/**
 * Runs the file from its first statement to its end. Throws the `RuffError` that nothing caught, located.
 * Without `tiers` nothing is ever handed to the native engine.
 */
export function runBaseline(module: Module, host: Host, tiers: TierProvider | null): void {
  const reader = new StackReader();
  const limit = Error.stackTraceLimit;
  try {
    const emitted = emitModule(module, tiers);
    const filename = `ruff-baseline-${++scripts}.js`;
    reader.register(filename, { module, ...emitted });
    const program = new Script(emitted.text, { filename }).runInThisContext();
    const main: () => Value = program(makeSupport(module, tiers, reader.locate), host);
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    main();
  } catch (error) {
    throw reader.locate(error);
  } finally {
    Error.stackTraceLimit = limit;
  }
}
