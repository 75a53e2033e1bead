/** A defect of Ruff itself: one line, no stack trace. */

import { Output } from "./output.js";

export function reportInternal(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const [first = ""] = text.split("\n");
  const output = new Output(2);
  output.write(`ruff: internal error: ${first}; please report it together with the script\n`);
  output.flush();
}
