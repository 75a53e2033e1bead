/**
 * From places in the generated JavaScript back to places in the Ruff source.
 *
 * The emitter puts an invisible marker in front of every call it writes. Once the text is complete the
 * markers are taken out and become a table, so that no emitter has to count columns. V8 gives the column of
 * the callee's name for each frame of a stack trace, which is just where the markers stood.
 */

const OPEN = "\u0001";
const CLOSE = "\u0002";
const MARKER = /\u0001(\d+)\u0002/g;

/** The marker for a source offset. */
export function mark(at: number): string {
  return OPEN + at + CLOSE;
}

interface Mapping {
  /** 0-based column in the generated line. */
  readonly column: number;
  /** Offset into the Ruff source. */
  readonly at: number;
}

/** For each line of the generated text, its mappings in order of column. */
export type PositionTable = readonly (readonly Mapping[])[];

/** Separates a marked text into the plain text and the positions of its markers. */
export function separate(marked: string): { text: string; positions: PositionTable } {
  const positions: Mapping[][] = [];
  const lines = marked.split("\n").map((line) => {
    const mappings: Mapping[] = [];
    let removed = 0;
    const plain = line.replace(MARKER, (marker: string, at: string, offset: number) => {
      mappings.push({ column: offset - removed, at: Number(at) });
      removed += marker.length;
      return "";
    });
    positions.push(mappings);
    return plain;
  });
  return { text: lines.join("\n"), positions };
}

/** The source offset for a generated place (both 0-based): that of the last marker at or before it. */
export function sourceOffset(positions: PositionTable, line: number, column: number): number | null {
  const mappings = positions[line] ?? [];
  for (let i = mappings.length - 1; i >= 0; i--) {
    const mapping = mappings[i] as Mapping;
    if (mapping.column <= column) return mapping.at;
  }
  return null;
}
