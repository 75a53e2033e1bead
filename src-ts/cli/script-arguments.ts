/** Which words of `ruff run ...` are ruff's own, and which belong to the script. */

import type { Command, Option } from "commander";
import { UsageError } from "./usage.js";

export interface SplitArguments {
  /** Options of `run`, then `--` and the file if there is one. */
  readonly own: readonly string[];
  readonly script: readonly string[];
}

/**
 * Options that `run` knows stay ruff's own, before and after the file, until the first word after the file
 * that is none of them. From there on everything is the script's; a `--` that separates the two is dropped.
 * After a `--` before the file nothing but the file is ruff's.
 */
export function splitScriptArguments(words: readonly string[], run: Command): SplitArguments {
  const options: string[] = [];
  let file: string | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const option = run.options.find(({ long, short }) => word === short || word.split("=", 1)[0] === long);
    if (option) {
      options.push(word);
      if (option.required && !word.includes("=")) options.push(valueFor(option, words[++i]));
    } else if (word === "-h" || word === "--help") options.push(word);
    else if (file !== null) return split(options, file, words.slice(word === "--" ? i + 1 : i));
    else if (word === "--") return split(options, words[i + 1] ?? null, words.slice(i + 2));
    else if (word.startsWith("-") && word !== "-") options.push(word);
    else file = word;
  }
  return split(options, file, []);
}

function split(options: readonly string[], file: string | null, script: readonly string[]): SplitArguments {
  return { own: file === null ? options : [...options, "--", file], script };
}

function valueFor(option: Option, next: string | undefined): string {
  if (next === undefined)
    throw new UsageError(`a value is required for '${option.flags}' but none was supplied`, "run");
  return next;
}
