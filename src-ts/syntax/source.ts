/**
 * A source text with a name: turns offsets into lines and columns, and cuts out lines to show.
 *
 * Line starts are found once, on the first question. LF, CRLF and a lone CR each end one line. A byte-order
 * mark at offset 0 belongs to no line, so the first visible character is at 1:1.
 */

const BYTE_ORDER_MARK = "\uFEFF";
const SURROGATE_PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

/** Both count from 1; columns count code points, and a tab is one of them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the text proper begins: behind a byte-order mark if there is one. */
export function textStart(text: string): number {
  return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
}

/** The number of code points in a text. */
export function countCodePoints(text: string): number {
  if (!SURROGATE_PAIR.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** As source maps count: from 0, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly unit: number;
}

export class SourceText {
  private lineStarts: readonly number[] | null = null;
  private columnsAreUnits: boolean | null = null;

  /** `file` is the path as the user gave it, null for text that has none. */
  constructor(
    readonly file: string | null,
    readonly text: string,
  ) {}

  /** The line and column of an offset; offsets outside the text are moved to its nearer end. */
  position(offset: number): Position {
    const line = this.lineIndexAt(offset);
    const start = this.starts()[line] ?? 0;
    const prefix = Math.max(0, Math.min(offset, this.text.length) - start);
    return { line: line + 1, column: this.columnsBetween(start, start + prefix) + 1 };
  }

  /** The same, as source maps count, which refer to the plain text. */
  place(offset: number): Place {
    const line = this.lineIndexAt(offset);
    return { line, unit: Math.max(0, offset - (this.starts()[line] ?? 0)) };
  }

  /** The text without a byte-order mark. */
  get plainText(): string {
    return this.text.slice(textStart(this.text));
  }

  /** The text of a line (from 1) without its line end; empty for lines that do not exist. */
  lineText(line: number): string {
    const start = this.starts()[line - 1];
    if (start === undefined) return "";
    return this.text.slice(start, this.starts()[line]).replace(/\r?\n$|\r$/, "");
  }

  private columnsBetween(start: number, end: number): number {
    this.columnsAreUnits ??= !SURROGATE_PAIR.test(this.text);
    return this.columnsAreUnits ? end - start : countCodePoints(this.text.slice(start, end));
  }

  /** The index of the last line that starts at or before the offset. */
  private lineIndexAt(offset: number): number {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private starts(): readonly number[] {
    this.lineStarts ??= findLineStarts(this.text);
    return this.lineStarts;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [textStart(text)];
  for (const lineEnd of text.matchAll(/\r\n|\n|\r/g)) starts.push(lineEnd.index + lineEnd[0].length);
  return starts;
}
