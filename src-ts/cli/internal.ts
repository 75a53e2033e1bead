/** A defect of Ruff itself: one line, no stack trace. */

import { Output } from "./output.js";

export function reportInternal(error: unknown): void {
  const output = Output.diagnostic();
  output.write(internalLine(error));
  output.flush();
}

/** The line for anything thrown. */
export function internalLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  const [first = ""] = text.split(/[\r\n]/, 1);
  return `ruff: internal error: ${first}; please report it together with the script\n`;
}
