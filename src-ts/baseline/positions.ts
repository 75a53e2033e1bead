/**
 * From places in the generated JavaScript back to places in the Ruff source.
 *
 * The emitter puts an invisible marker in front of every call it writes. Once the text is complete the
 * markers are taken out, so that no emitter has to count columns; a table of them is made when the first error asks. V8 gives the column of
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

/** The text without its markers. */
export function withoutMarkers(marked: string): string {
  return marked.replace(MARKER, "");
}

/** Where the markers of a text stood. */
export function positionsOf(marked: string): PositionTable {
  return marked.split("\n").map((line) => {
    let removed = 0;
    return Array.from(line.matchAll(MARKER), ({ 0: marker, 1: at, index }) => {
      const mapping = { column: index - removed, at: Number(at) };
      removed += marker.length;
      return mapping;
    });
  });
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
