/** How errors look on a terminal. */

import type { Frame, RuffError } from "../runtime/error.js";
import { renderExcerpt } from "../syntax/diagnostic.js";

/** Call stacks longer than this are shown by their two ends. */
const MOST_ROWS = 40;
const END_ROWS = 15;

function place({ source, at }: Frame): string {
  const { line, column } = source.position(at);
  return `${source.file ?? "<source>"}:${line}:${column}`;
}

/** The report of an uncaught error: message, position with excerpt, call stack, and one empty line. */
export function renderUncaught(error: RuffError): string {
  const trace = error.trace ?? [];
  const lines = [`[RUFVM001] [vm] Runtime Error: ${error.message}`];
  const innermost = trace[0];
  if (innermost) lines.push(`  --> ${place(innermost)}`, ...renderExcerpt(innermost.source, innermost.at));
  const calls = trace.filter((frame) => frame.name !== null);
  if (calls.length > 0) lines.push("", "Call stack:", ...callRows(calls));
  return `${lines.join("\n")}\n\n`;
}

function callRows(calls: readonly Frame[]): string[] {
  const row = (frame: Frame, index: number): string => `  ${index} at ${frame.name} (${place(frame)})`;
  if (calls.length <= MOST_ROWS) return calls.map(row);
  const hidden = calls.length - 2 * END_ROWS;
  return [
    ...calls.slice(0, END_ROWS).map(row),
    `  ... ${hidden} more calls ...`,
    ...calls.slice(-END_ROWS).map((frame, i) => row(frame, END_ROWS + hidden + i)),
  ];
}
