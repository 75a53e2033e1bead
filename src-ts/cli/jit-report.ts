/** What `--jit-report` prints: each hot function and loop, its tier, its types and what it cost, or why it stays out. */

import type { TierReport } from "../native/engine.js";
import { hintFor } from "../native/hints.js";
import { signature } from "../native/signature.js";
import type { SourceText } from "../syntax/source.js";

const HEADER = ["tier", "what", "where", "entries", "ms", "compile ms", "bytes"];
/** These are numbers, and stand to the right. */
const NUMBERS = new Set(HEADER.slice(3));

/** One line of the table, and what is said below it. */
interface Row {
  readonly cells: readonly string[];
  readonly notes: readonly string[];
}

export function renderReport(reports: readonly TierReport[]): string {
  const rows = reports.flatMap((report) => [...nativeRows(report), ...baselineRows(report)]);
  if (rows.length === 0) return "JIT report: nothing got hot\n";
  return `JIT report\n${table([{ cells: HEADER, notes: [] }, ...rows])}`;
}

function nativeRows({ fn, source, entries, withdrawn, sideExits }: TierReport): Row[] {
  const notes = [
    ...(withdrawn ? ["withdrawn: entering costs more than it saves"] : []),
    ...sideExits.map((at) => `leaves machine code at ${place(source, at)} for the rest of a trip`),
  ];
  return entries.map(({ compiled: { types, result, loop, compileMs, codeBytes }, calls, spent }) => ({
    cells: [
      "native",
      signature(fn, types, loop ? undefined : result),
      place(source, fn.at),
      String(calls),
      spent.toFixed(1),
      compileMs.toFixed(1),
      String(codeBytes),
    ],
    notes,
  }));
}

function baselineRows({ fn, source, refusals }: TierReport): Row[] {
  return refusals.map(({ types, refusal }) => {
    const where = refusal.fn.name === fn.name ? "" : ` in ${refusal.fn.name}`;
    const hint = hintFor(refusal.reason);
    return {
      cells: ["baseline", signature(fn, types), place(source, fn.at)],
      notes: [
        `${refusal.reason}${where} (${place(source, refusal.at)})`,
        ...(hint === null ? [] : [`hint: ${hint}`]),
      ],
    };
  });
}

function place(source: SourceText, at: number): string {
  const { line, column } = source.position(at);
  return `${source.file ?? "<source>"}:${line}:${column}`;
}

/** Columns as wide as their widest cell. */
function table(rows: readonly Row[]): string {
  const widths = HEADER.map((_, i) => Math.max(...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  const cell = (text: string, i: number): string => {
    const width = widths[i] as number;
    return NUMBERS.has(HEADER[i] as string) ? text.padStart(width) : text.padEnd(width);
  };
  const line = (text: string): string => `  ${text.trimEnd()}\n`;
  return rows
    .map(({ cells, notes }) =>
      [line(cells.map(cell).join("  ")), ...notes.map((note) => line(`          ${note}`))].join(""),
    )
    .join("");
}
