/** What follows a backslash in a pattern, as JavaScript with the `v` flag. */

import { invalid, type PatternReader } from "./regex-reader.js";

/** Characters of words: `\w` knows all alphabets. */
const WORD = "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]";
const NOT_WORD = WORD.replace("[", "[^");

/** A set of characters, or one character by its code point. */
export type Escape = { readonly set: string } | { readonly point: number };

const SETS: Record<string, string> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  s: "\\p{White_Space}",
  S: "\\P{White_Space}",
  w: WORD,
  W: NOT_WORD,
};

const CONTROLS: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

const AFTER_WORD = `(?<=${WORD})`;
const BEFORE_WORD = `(?=${WORD})`;
const NOT_AFTER_WORD = `(?<!${WORD})`;
const NOT_BEFORE_WORD = `(?!${WORD})`;

/** Escapes that match between characters; not allowed in classes. */
export const ASSERTIONS: Record<string, string> = {
  A: "^",
  z: "$",
  b: `(?:${AFTER_WORD}${NOT_BEFORE_WORD}|${NOT_AFTER_WORD}${BEFORE_WORD})`,
  B: `(?:${AFTER_WORD}${BEFORE_WORD}|${NOT_AFTER_WORD}${NOT_BEFORE_WORD})`,
  "<": `(?:${NOT_AFTER_WORD}${BEFORE_WORD})`,
  ">": `(?:${AFTER_WORD}${NOT_BEFORE_WORD})`,
};

/** Reads an escape whose backslash has been taken. Back-references do not exist. */
export function readEscape(reader: PatternReader): Escape {
  const character = reader.advance();
  const set = SETS[character];
  if (set !== undefined) return { set };
  if (character === "p" || character === "P") return { set: readProperty(reader, character) };
  const control = CONTROLS[character];
  if (control !== undefined) return { point: control };
  const digits = { x: 2, u: 4, U: 8 }[character];
  if (digits !== undefined) return { point: readCode(reader, digits) };
  // Punctuation stands for itself, and so does a space.
  return /^[ -/:-@[-`{-~]$/.test(character) ? { point: character.charCodeAt(0) } : invalid();
}

function readCode(reader: PatternReader, digits: number): number {
  let code = "";
  if (reader.take("{")) code = reader.until("}");
  else while (code.length < digits) code += reader.advance();
  const point = /^[\da-f]+$/i.test(code) ? Number.parseInt(code, 16) : invalid();
  return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? point : invalid();
}

/** `\pL`, `\p{Greek}`, `\p{^Greek}`, `\P{script=Greek}`: scripts need no prefix, and case does not matter. */
function readProperty(reader: PatternReader, letter: string): string {
  let name = reader.take("{") ? reader.until("}").trim() : reader.advance();
  const negated = name.startsWith("^");
  if (negated) name = name.slice(1);
  const form = negated === (letter === "P") ? "p" : "P";
  const words = name.replace(/[ -]/g, "_").replace(":", "=");
  const capitalized = words
    .toLowerCase()
    .replace(/(^|[_=])([a-z])/g, (_, before, first) => before + first.toUpperCase());
  for (const candidate of [words, capitalized, words.toUpperCase()])
    for (const prefix of ["", "Script="]) {
      const set = `\\${form}{${prefix}${candidate}}`;
      if (isValid(set)) return set;
    }
  return invalid();
}

function isValid(source: string): boolean {
  try {
    new RegExp(source, "v");
    return true;
  } catch {
    return false;
  }
}
