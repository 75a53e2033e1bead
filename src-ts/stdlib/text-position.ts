/** Strings by position: parts, padding, shortening. Positions count characters. */

import { sliceString, stringLength } from "../runtime/string.js";
import { countFrom, stringFrom } from "./arguments.js";
import { repeated } from "./text.js";
import { type BuiltinSpec, builtin, expects, missing, parameters } from "./spec.js";

/** A character beyond either end is empty. */
function characterOrEmpty(subject: string, index: number): string {
  return index < 0 ? "" : sliceString(subject, index, index + 1);
}

function pad(
  name: string,
  alias: string,
  side: string,
  place: (subject: string, padding: string) => string,
): BuiltinSpec {
  const message = `${name}() requires 3 arguments: string, width, char`;
  return builtin({
    aliases: [alias],
    parameters: parameters("text:string", "width:number", "char:string"),
    arityMessage: expects(name, 3),
    result: "string",
    summary: `The text made as wide as asked by repeating the character at its ${side}.`,
    run: (_host, text, width, char) => {
      const subject = stringFrom(text, message);
      const missingWidth = countFrom(width, `${name}() width must be a number`) - stringLength(subject);
      const [filler = " "] = stringFrom(char, message);
      return missingWidth > 0 ? place(subject, repeated(name, filler, missingWidth)) : subject;
    },
  });
}

function truncate(subject: string, length: number, suffix: string): string {
  if (length < 0 || stringLength(subject) <= length) return subject;
  return sliceString(subject, 0, Math.max(0, length - stringLength(suffix))) + suffix;
}

const TRUNCATE_MESSAGE = "truncate() requires 3 arguments: string, length, suffix";

export const TEXT_POSITION: Record<string, BuiltinSpec> = {
  substring: builtin({
    aliases: ["substr"],
    parameters: parameters("text:string", "start:number", "end:number"),
    arityMessage: expects("substring", 3),
    result: "string",
    summary: "The characters from start up to, not including, end.",
    run: (_host, text, start, end) => {
      const message = "substring() start and end must be a number";
      const subject = stringFrom(text, "substring() requires a string argument for value");
      const from = Math.max(0, countFrom(start, message));
      return sliceString(subject, from, Math.max(from, countFrom(end, message)));
    },
  }),
  char_at: builtin({
    parameters: parameters("text:string", "index:number"),
    arityMessage: (got) => {
      if (got > 2) return expects("char_at", 2)(got);
      return got === 1
        ? "char_at() index must be a number"
        : "char_at() requires a string argument for value";
    },
    result: "string",
    summary: "The character at the index; an empty string if there is none.",
    run: (_host, text, index) => {
      const subject = stringFrom(text, "char_at() requires a string argument for value");
      return characterOrEmpty(subject, countFrom(index, "char_at() index must be a number"));
    },
  }),
  pad_left: pad("pad_left", "pad_start", "start", (subject, padding) => padding + subject),
  pad_right: pad("pad_right", "pad_end", "end", (subject, padding) => subject + padding),
  truncate: builtin({
    parameters: parameters("text:string", "length:number", "suffix:string"),
    arityMessage: missing("truncate", 3, 3, TRUNCATE_MESSAGE),
    result: "string",
    summary: "The text, shortened to the length, suffix included, if it is longer.",
    run: (_host, text, length, suffix) => {
      const subject = stringFrom(text, TRUNCATE_MESSAGE);
      const most = countFrom(length, "truncate() length must be a number");
      return truncate(subject, most, stringFrom(suffix, TRUNCATE_MESSAGE));
    },
  }),
};
