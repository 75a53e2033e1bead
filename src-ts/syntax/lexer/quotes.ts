/** The two kinds of quotes. */

/** True at the three quotes that open or close a string of several lines. */
export function startsBlock(text: string, position: number, end: number): boolean {
  return position + 3 <= end && text.startsWith('"""', position);
}
