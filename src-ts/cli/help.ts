/** The help texts, as commander makes them, in this command line's order: what it is, how to call it, details. */

import { type Command, Help } from "commander";

const ENVIRONMENT = `
Environment:
  DEBUG_JIT=1            tell each decision of the native engine
  DEBUG_JIT_IR=1         print the LLVM IR of what is compiled (opt: optimised,
                         asm: the assembly, NAME: of one function)
  DISABLE_JIT=1          run without machine code
  RUFF_CACHE=DIR         keep there what later runs can use (0: nowhere)
  RUFF_JIT_THRESHOLD=N   compile a function after N calls
  RUFF_PERF_MAP=1        name machine code for Linux perf
`;

/** Sets how the program and the commands defined later show their help. */
export function configureHelp(program: Command): void {
  program.helpOption("-h, --help", "print help").helpCommand(false).configureHelp({ formatHelp });
}

export function addEnvironment(run: Command): void {
  run.addHelpText("after", ENVIRONMENT);
}

/** Commander begins with the usage line; the description is to come before it. */
function formatHelp(command: Command, helper: Help): string {
  const text = Help.prototype.formatHelp.call(helper, command, helper);
  const [usage, description, ...rest] = text.split("\n\n");
  return [description, usage, ...rest].join("\n\n");
}
