/** Runs compiled files in the interpreter. */

import type { Module } from "../ir/nodes.js";
import type { Program, RunModule } from "../runtime/program.js";
import type { Frame } from "./frame.js";
import { Machine } from "./machine.js";

/** How to run the modules of one program: each to its end, giving its exports. Throws located `RuffError`s. */
export function makeInterpreter(program: Program): RunModule {
  const frames: Frame[] = [];
  return (module: Module) => new Machine(module, program, frames).run();
}
