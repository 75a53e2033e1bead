/** Which words of `ruff run ...` are ruff's own, and which belong to the script. */

import type { Command, Option } from "commander";
import { UsageError } from "./usage.js";

export interface SplitArguments {
  /** Options of `run` and the file. */
  readonly own: readonly string[];
  readonly script: readonly string[];
}

/**
 * Options that `run` knows stay ruff's own, before and after the file, until the first word after the file
 * that is none of them. From there on everything is the script's; a `--` that separates the two is dropped.
 */
export function splitScriptArguments(words: readonly string[], run: Command): SplitArguments {
  const own: string[] = [];
  const seen = new Set<Option>();
  let file: string | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const option = run.options.find(({ long, short }) => word === short || word.split("=", 1)[0] === long);
    if (option) {
      if (seen.has(option))
        throw new UsageError(`the argument '${option.flags}' cannot be used multiple times`, "run");
      seen.add(option);
      own.push(word);
      if (option.required && !word.includes("=") && i + 1 < words.length) own.push(words[++i] as string);
    } else if (word === "-h" || word === "--help" || (file === null && word.startsWith("-"))) own.push(word);
    else if (file === null) own.push((file = word));
    else return { own, script: words.slice(word === "--" ? i + 1 : i) };
  }
  return { own, script: [] };
}
