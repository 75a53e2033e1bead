/** Classes in brackets, with set operations, as JavaScript with the `v` flag. */

import { readEscape } from "./regex-escape.js";
import { invalid, type PatternReader } from "./regex-reader.js";

const NAMED: Record<string, string> = {
  alnum: "a-zA-Z0-9",
  alpha: "a-zA-Z",
  ascii: "\\x00-\\x7f",
  blank: "\\t\\x20",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e",
  lower: "a-z",
  print: "\\x20-\\x7e",
  punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
  space: "\\t-\\r\\x20",
  upper: "A-Z",
  word: "a-zA-Z0-9_",
  xdigit: "0-9a-fA-F",
};

/** Ranges up to this length get the other case of each of their characters; longer ones are alphabets whole. */
const LONGEST_FOLDED = 4096;

export function pointSource(point: number): string {
  return `\\u{${point.toString(16)}}`;
}

/** The character's other cases that are single characters, and itself. */
export function casesOf(point: number): number[] {
  const character = String.fromCodePoint(point);
  const forms = [character, character.toLowerCase(), character.toUpperCase()];
  const single = forms.filter((form) => Array.from(form).length === 1);
  return [...new Set(single.map((form) => form.codePointAt(0) as number))];
}

/** Reads a class whose opening bracket has been taken. Operators are weaker than standing side by side. */
export function readClass(reader: PatternReader): string {
  return reader.nested(() => {
    const negated = reader.take("^");
    let left = `[${readUnion(reader, true)}]`;
    while (!reader.take("]")) {
      const operator = ["&&", "--", "~~"].find((candidate) => reader.take(candidate)) ?? invalid();
      const right = `[${readUnion(reader, false)}]`;
      left = operator === "~~" ? `[[${left}--${right}][${right}--${left}]]` : `[${left}${operator}${right}]`;
    }
    return negated ? `[^${left}]` : left;
  });
}

/** Items up to an operator or the closing bracket. At the very start dashes, or a bracket, stand for themselves. */
function readUnion(reader: PatternReader, first: boolean): string {
  let items = "";
  while (first && reader.take("-")) items += pointSource(0x2d);
  if (first && items === "" && reader.take("]")) items += pointSource(0x5d);
  for (;;) {
    reader.skipIgnored();
    if (["]", "&&", "--", "~~"].some((end) => reader.sees(end))) return items;
    items += readItem(reader);
  }
}

function readItem(reader: PatternReader): string {
  if (reader.sees("[:")) {
    const named = readNamed(reader);
    if (named !== null) return named;
  }
  if (reader.take("[")) return readClass(reader);
  const start = readPoint(reader);
  reader.skipIgnored();
  if (!reader.sees("-") || reader.sees("--") || reader.sees("-]"))
    return typeof start === "string" ? start : rangeSource(reader, start, start);
  reader.advance();
  reader.skipIgnored();
  const end = readPoint(reader);
  if (typeof start === "string" || typeof end === "string" || end < start) return invalid();
  return rangeSource(reader, start, end);
}

/** A character, or the source of a set. */
function readPoint(reader: PatternReader): number | string {
  if (!reader.take("\\")) return reader.advance().codePointAt(0) as number;
  const escaped = readEscape(reader);
  return "set" in escaped ? escaped.set : escaped.point;
}

function rangeSource(reader: PatternReader, start: number, end: number): string {
  let source = start === end ? pointSource(start) : `${pointSource(start)}-${pointSource(end)}`;
  if (!reader.flags.i || end - start > LONGEST_FOLDED) return source;
  for (let point = start; point <= end; point++)
    for (const other of casesOf(point)) if (other < start || other > end) source += pointSource(other);
  return source;
}

/** `[:alpha:]` or `[:^alpha:]`; null if it is an ordinary class after all. */
function readNamed(reader: PatternReader): string | null {
  for (const [name, items] of Object.entries(NAMED)) {
    if (reader.take(`[:${name}:]`)) return named(items, name, reader);
    if (reader.take(`[:^${name}:]`)) return `[^${named(items, name, reader)}]`;
  }
  return null;
}

function named(items: string, name: string, reader: PatternReader): string {
  return `[${reader.flags.i && (name === "lower" || name === "upper") ? "a-zA-Z" : items}]`;
}
