/** Regular expressions. A pattern that is not valid matches nothing. */

import { RuffArray, type Value } from "../runtime/value.js";
import { type CompiledPattern, compilePattern } from "./regex-translate.js";
import { type BuiltinSpec, builtin, fail, parameters, type ValueKind } from "./spec.js";

/** Patterns compiled before. */
const compiled = new Map<string, CompiledPattern | null>();
const MOST_COMPILED = 100;

function patternOf(source: string): CompiledPattern | null {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  const pattern = compilePattern(source);
  compiled.set(source, pattern);
  return pattern;
}

/** All matches. An empty match at the end of the one before does not count. */
function matches(text: string, { regex }: CompiledPattern): RegExpExecArray[] {
  let end = -1;
  return [...text.matchAll(regex)].filter((match) => {
    const counts = match[0] !== "" || match.index !== end;
    end = match.index + match[0].length;
    return counts;
  }) as RegExpExecArray[];
}

function split(text: string, pattern: CompiledPattern): string[] {
  let end = 0;
  const pieces = matches(text, pattern).map((match) => {
    const piece = text.slice(end, match.index);
    end = match.index + match[0].length;
    return piece;
  });
  return [...pieces, text.slice(end)];
}

function replace(text: string, pattern: CompiledPattern, replacement: string): string {
  let end = 0;
  let result = "";
  for (const match of matches(text, pattern)) {
    result += text.slice(end, match.index) + expand(replacement, match, pattern);
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

/** `$1`, `$name` (as long a name as possible), `${name}`, `$$`. A group that does not exist is empty. */
function expand(replacement: string, match: RegExpExecArray, { names }: CompiledPattern): string {
  return replacement.replace(/\$(?:(\$)|(\w+)|\{([^}]*)\})/g, (_, dollar, bare, braced) => {
    if (dollar !== undefined) return "$";
    const name: string = bare ?? braced;
    const number = /^\d+$/.test(name) ? Number(name) : names.get(name);
    return number === undefined ? "" : (match[number] ?? "");
  });
}

/** A function of a text, a pattern, and perhaps a replacement. `run` gets no pattern if it is not valid. */
function row(
  name: string,
  result: ValueKind,
  summary: string,
  run: (text: string, pattern: CompiledPattern | null, replacement: string) => Value,
): BuiltinSpec {
  const replaces = name === "regex_replace";
  const names = replaces ? ["text", "pattern", "replacement"] : ["text", "pattern"];
  const message = `${name} requires ${replaces ? "three" : "two"} string arguments (${names.join(", ")})`;
  return builtin({
    parameters: parameters(...names.map((parameter) => `${parameter}:string`)),
    arityMessage: () => message,
    result,
    summary,
    run: (_host, text, pattern, replacement = "") =>
      typeof text === "string" && typeof pattern === "string" && typeof replacement === "string"
        ? run(text, patternOf(pattern), replacement)
        : fail(message),
  });
}

export const REGEX: Record<string, BuiltinSpec> = {
  regex_match: row(
    "regex_match",
    "bool",
    "Whether the pattern matches somewhere in the text.",
    (text, pattern) => {
      return pattern !== null && text.search(pattern.regex) >= 0;
    },
  ),
  regex_find_all: row(
    "regex_find_all",
    "array",
    "All that the pattern matches in the text.",
    (text, pattern) => {
      return new RuffArray(pattern === null ? [] : matches(text, pattern).map(([match]) => match));
    },
  ),
  regex_replace: row(
    "regex_replace",
    "string",
    "The text with each match replaced; `$1` and `$name` stand for groups.",
    (text, pattern, replacement) => (pattern === null ? text : replace(text, pattern, replacement)),
  ),
  regex_split: row("regex_split", "array", "The pieces of the text between the matches.", (text, pattern) => {
    return new RuffArray(pattern === null ? [text] : split(text, pattern));
  }),
};
