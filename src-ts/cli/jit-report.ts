/** The table of `--jit-report`: each hot function, its tier, its types and what it cost. */

import type { TierReport } from "../native/engine.js";
import { signature } from "../native/signature.js";
import type { SourceText } from "../syntax/source.js";

const HEADER = ["tier", "function", "calls", "compile ms", "bytes", "note"];

export function renderReport(reports: readonly TierReport[]): string {
  const place = (source: SourceText, at: number): string => {
    const { line, column } = source.position(at);
    return `${source.file ?? "<source>"}:${line}:${column}`;
  };
  const rows = reports.flatMap(({ fn, source, entries, refusals }) => [
    ...entries.map(({ compiled: { types, result, compileMs, codeBytes }, calls }) => [
      "native",
      signature(fn, types, result),
      String(calls),
      compileMs.toFixed(1),
      String(codeBytes),
      "",
    ]),
    ...refusals.map(({ types, refusal }) => {
      const where = refusal.fn === fn ? "" : ` in ${refusal.fn.name}`;
      return [
        "baseline",
        signature(fn, types),
        "",
        "",
        "",
        `${refusal.reason}${where} (${place(source, refusal.at)})`,
      ];
    }),
  ]);
  if (rows.length === 0) return "JIT report: nothing got hot\n";
  return `JIT report\n${table([HEADER, ...rows])}`;
}

/** Columns as wide as their widest cell; the third to fifth, which are numbers, to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const cell = (text: string, i: number): string => {
    const width = widths[i] as number;
    return i >= 2 && i <= 4 ? text.padStart(width) : text.padEnd(width);
  };
  return rows.map((row) => `  ${row.map(cell).join("  ").trimEnd()}\n`).join("");
}
