/** The source line under a message, with a caret under the place. */

import type { SourceText } from "./source.js";

/** Code points of a line that are shown; longer lines are cut around the caret. */
const WIDTH = 120;
const CONTEXT = 60;
const CUT = "...";

/**
 * Four lines without line ends:
 *
 *        |
 *      1 | print(x
 *        |        ^
 *        |
 *
 * with gutters as wide as the line number needs. The bar of the numbered line stands one further right,
 * so the caret line gets one blank more.
 */
export function renderExcerpt(source: SourceText, offset: number): string[] {
  const { line, column } = source.position(offset);
  const number = String(line).padStart(3);
  const gutter = `${" ".repeat(number.length)}|`;
  const { text, before } = cutLine([...source.lineText(line)], column - 1);
  const padding = before.replace(/[^\t]/gu, " ");
  return [gutter, `${number} | ${printable(text)}`, `${gutter}  ${padding}^`, gutter];
}

interface Cut {
  readonly text: string;
  /** The part of `text` left of the caret. */
  readonly before: string;
}

function cutLine(characters: readonly string[], caret: number): Cut {
  if (characters.length <= WIDTH) {
    return { text: characters.join(""), before: characters.slice(0, caret).join("") };
  }
  const from = Math.max(0, Math.min(caret - CONTEXT, characters.length - WIDTH));
  const to = Math.min(characters.length, from + WIDTH);
  const head = from > 0 ? CUT : "";
  const tail = to < characters.length ? CUT : "";
  return {
    text: head + characters.slice(from, to).join("") + tail,
    before: head + characters.slice(from, caret).join(""),
  };
}

/** Control characters other than tabs would disturb the terminal. */
function printable(text: string): string {
  return [...text].map((character) => (isControl(character) ? "\uFFFD" : character)).join("");
}

function isControl(character: string): boolean {
  return character !== "\t" && (character < " " || (character >= "\x7f" && character < "\xa0"));
}
