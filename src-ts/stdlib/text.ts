/** Strings as a whole. */

import { weighed } from "../runtime/memory.js";
import { stringLength } from "../runtime/string.js";
import { text } from "../runtime/text.js";
import { RuffArray, type Value } from "../runtime/value.js";
import { countFrom, stringFrom } from "./arguments.js";
import { trim, trimEnd, trimStart, words } from "./characters.js";
import { type BuiltinSpec, builtin, expects, fail, missing, parameters, type ValueKind } from "./spec.js";

/** The longest string JavaScript can hold. */
const LONGEST = 2 ** 29 - 24;

/** A function of one string. */
export function ofString(
  name: string,
  result: ValueKind,
  summary: string,
  compute: (subject: string) => Value,
): BuiltinSpec {
  const message = `${name}() requires a string argument`;
  return builtin({
    parameters: parameters("text:string"),
    arityMessage: missing(name, 1, 1, message),
    result,
    summary,
    run: (_host, subject) => compute(stringFrom(subject, message)),
  });
}

/** The same, with the central arity message. */
function ofStringOnly(name: string, summary: string, compute: (subject: string) => string): BuiltinSpec {
  return {
    ...ofString(name, "string", summary, (subject) => weighed(compute(subject))),
    arityMessage: expects(name, 1),
  };
}

function affix(
  name: string,
  affixName: string,
  summary: string,
  test: (subject: string, affix: string) => boolean,
): BuiltinSpec {
  const message = `${name}() requires string and ${affixName} string arguments`;
  return builtin({
    parameters: parameters("text:string", `${affixName}:string`),
    arityMessage: expects(name, 2),
    result: "bool",
    summary,
    run: (_host, subject, other) => test(stringFrom(subject, message), stringFrom(other, message)),
  });
}

/** An empty `from` stands before every character and at the end. */
function replaceAll(subject: string, from: string, to: string): string {
  if (from !== "") return weighed(subject.split(from).join(to));
  return weighed(to + Array.from(subject, (character) => character + to).join(""));
}

const REPLACE_MESSAGE = "replace() requires string, from-string, and to-string arguments";

function replaceRow(arityMessage: (got: number) => string): BuiltinSpec {
  return builtin({
    parameters: parameters("text:string", "from:string", "to:string"),
    arityMessage,
    result: "string",
    summary: "The text with every occurrence of one string replaced by another.",
    run: (_host, subject, from, to) => {
      const where = stringFrom(subject, REPLACE_MESSAGE);
      return replaceAll(where, stringFrom(from, REPLACE_MESSAGE), stringFrom(to, REPLACE_MESSAGE));
    },
  });
}

function capitalize(subject: string): string {
  const [first = ""] = subject;
  return first.toUpperCase() + subject.slice(first.length).toLowerCase();
}

function split(subject: string, separator: string): RuffArray {
  if (separator !== "") return new RuffArray(subject.split(separator));
  return new RuffArray(["", ...subject, ""]);
}

/** The lines without their endings. A carriage return counts as part of an ending only before a newline. */
function lines(subject: string): RuffArray {
  const pieces = subject.split("\n");
  const last = pieces.pop() as string;
  const ended = pieces.map((piece) => (piece.endsWith("\r") ? piece.slice(0, -1) : piece));
  return new RuffArray(last === "" ? ended : [...ended, last]);
}

/** The text forms of the items: the array itself if they are strings. */
function textsOf(items: readonly Value[]): readonly Value[] {
  return items.every((item) => typeof item === "string") ? items : items.map(text);
}

/** The text so many times; an error that names the builtin if that is more than fits. */
export function repeated(name: string, subject: string, times: number): string {
  if (subject.length * times > LONGEST) return fail(`${name}() result is too large`);
  return times > 0 ? weighed(subject.repeat(times)) : "";
}

export const TEXT: Record<string, BuiltinSpec> = {
  upper: ofStringOnly("upper", "The text in upper case.", (subject) => subject.toUpperCase()),
  to_upper: ofStringOnly("to_upper", "The text in upper case.", (subject) => subject.toUpperCase()),
  lower: ofStringOnly("lower", "The text in lower case.", (subject) => subject.toLowerCase()),
  to_lower: ofStringOnly("to_lower", "The text in lower case.", (subject) => subject.toLowerCase()),
  capitalize: ofStringOnly(
    "capitalize",
    "The text with its first character in upper case and the rest in lower case.",
    capitalize,
  ),
  trim: ofStringOnly("trim", "The text without white space at both ends.", trim),
  trim_start: ofStringOnly("trim_start", "The text without white space at its start.", trimStart),
  trim_end: ofStringOnly("trim_end", "The text without white space at its end.", trimEnd),
  starts_with: affix("starts_with", "prefix", "Whether the text starts with the prefix.", (a, b) =>
    a.startsWith(b),
  ),
  ends_with: affix("ends_with", "suffix", "Whether the text ends with the suffix.", (a, b) => a.endsWith(b)),
  replace: replaceRow(expects("replace", 3)),
  replace_str: replaceRow(missing("replace_str", 3, 3, REPLACE_MESSAGE)),
  split: builtin({
    parameters: parameters("text:string", "separator:string"),
    arityMessage: expects("split", 2),
    result: "array",
    summary: "The pieces of the text between the separators, empty ones included.",
    run: (_host, subject, separator) => {
      const message = "split() requires string and delimiter string arguments";
      return split(stringFrom(subject, message), stringFrom(separator, message));
    },
  }),
  join: builtin({
    parameters: parameters("items:array", "separator:string"),
    arityMessage: expects("join", 2),
    result: "string",
    summary: "The text forms of the items with the separator between them.",
    run: (_host, items, separator) =>
      items instanceof RuffArray && typeof separator === "string"
        ? weighed(textsOf(items.items).join(separator))
        : fail("join() requires array and separator string arguments"),
  }),
  repeat: builtin({
    parameters: parameters("text:string", "count:number"),
    arityMessage: expects("repeat", 2),
    result: "string",
    summary: "The text so many times.",
    run: (_host, subject, count) =>
      repeated(
        "repeat",
        stringFrom(subject, "repeat() requires a string argument for value"),
        countFrom(count, "repeat() count must be a number"),
      ),
  }),
  is_empty: ofString("is_empty", "bool", "Whether the text has no characters.", (subject) => subject === ""),
  count_chars: ofString("count_chars", "int", "The number of characters of the text.", stringLength),
  lines: ofString("lines", "array", "The lines of the text, without their endings.", lines),
  words: ofString(
    "words",
    "array",
    "The pieces of the text between white space.",
    (subject) => new RuffArray(words(subject)),
  ),
  str_reverse: ofString(
    "str_reverse",
    "string",
    "The text with its characters in reverse order.",
    (subject) => Array.from(subject).reverse().join(""),
  ),
};
