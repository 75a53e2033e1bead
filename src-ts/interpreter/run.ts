/** Runs a compiled file in the interpreter. */

import type { Module } from "../ir/nodes.js";
import type { Host } from "../stdlib/spec.js";
import { Machine } from "./machine.js";

/** Runs the file from its first statement to its end. Throws the `RuffError` that nothing caught, located. */
export function runInterpreter(module: Module, host: Host): void {
  new Machine(module, host).run();
}
