/** Names in the conventions of URLs and programming languages. */

import { alphanumericRuns, isAlphanumeric, isUpperCase, isWhitespace } from "./characters.js";
import type { BuiltinSpec } from "./spec.js";
import { ofString } from "./text.js";

function isSpace(character: string): boolean {
  return isWhitespace(character.charCodeAt(0));
}

function withoutEnds(text: string, character: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === character) start++;
  while (end > start && text[end - 1] === character) end--;
  return text.slice(start, end);
}

/** Pairs of dashes are halved once, so that a longer run keeps some. Dashes of the text itself are dropped. */
function slugify(text: string): string {
  const dashed = Array.from(text.toLowerCase(), (character) => {
    if (isAlphanumeric(character)) return character;
    return character === "_" || isSpace(character) ? "-" : "";
  });
  return withoutEnds(dashed.join("").replaceAll("--", "-"), "-");
}

function toCamelCase(text: string): string {
  const [first = "", ...others] = alphanumericRuns(text);
  const capitalized = others.map((word) => {
    const [initial = ""] = word;
    return initial.toUpperCase() + word.slice(initial.length).toLowerCase();
  });
  return first.toLowerCase() + capitalized.join("");
}

/** An upper-case character after any other one starts a word, even right after a space. */
function toSnakeCase(text: string): string {
  let result = "";
  let previous = "";
  for (const character of text) {
    if (isUpperCase(character)) {
      if (previous !== "" && !isUpperCase(previous)) result += "_";
      result += character.toLowerCase();
    } else if (isAlphanumeric(character)) result += character;
    else if (/[_-]/.test(character) || isSpace(character)) {
      if (previous !== "" && !result.endsWith("_")) result += "_";
    }
    previous = character;
  }
  return withoutEnds(result, "_");
}

export const TEXT_CASE: Record<string, BuiltinSpec> = {
  slugify: ofString(
    "slugify",
    "string",
    "The text as part of a URL: lower case, with dashes for spaces.",
    slugify,
  ),
  to_camel_case: ofString("to_camel_case", "string", "The words of the text as in `camelCase`.", toCamelCase),
  to_snake_case: ofString(
    "to_snake_case",
    "string",
    "The words of the text as in `snake_case`.",
    toSnakeCase,
  ),
  to_kebab_case: ofString("to_kebab_case", "string", "The words of the text as in `kebab-case`.", (text) =>
    toSnakeCase(text).replaceAll("_", "-"),
  ),
};
