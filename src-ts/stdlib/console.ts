/** Output, input, and the end of the program. */

import { ExitRequest } from "../runtime/exit.js";
import { text } from "../runtime/text.js";
import type { Value } from "../runtime/value.js";
import { wholeOrNull } from "./arguments.js";
import { trimEnd } from "./characters.js";
import { debugText } from "./debug-text.js";
import { type BuiltinSpec, builtin, expects, fail, parameters, VARIADIC } from "./spec.js";

function line(values: readonly Value[]): string {
  return `${values.map(text).join(" ")}\n`;
}

export const CONSOLE: Record<string, BuiltinSpec> = {
  print: builtin({
    aliases: ["println"],
    parameters: parameters("values"),
    arity: VARIADIC,
    arityMessage: expects("print", 0),
    result: "null",
    pure: false,
    summary: "Writes the text forms of the values, separated by spaces, and a newline.",
    run: (host, ...values) => {
      host.write(line(values));
      return null;
    },
  }),
  eprint: builtin({
    parameters: parameters("values"),
    arity: VARIADIC,
    arityMessage: expects("eprint", 0),
    result: "null",
    pure: false,
    summary: "The same as print, to the error stream.",
    run: (host, ...values) => {
      host.writeError(line(values));
      return null;
    },
  }),
  debug: builtin({
    parameters: parameters("values"),
    arity: VARIADIC,
    arityMessage: expects("debug", 0),
    result: "null",
    pure: false,
    summary: "Writes the values with their types, after `[DEBUG]`.",
    run: (host, ...values) => {
      host.write(`${["[DEBUG]", ...values.map(debugText)].join(" ")}\n`);
      return null;
    },
  }),
  input: builtin({
    parameters: parameters("prompt:string"),
    arity: [0, 1],
    arityMessage: expects("input", "0 to 1"),
    result: "string",
    pure: false,
    summary:
      "Writes the prompt, reads a line and drops the white space at its end; an empty string at the end of the input.",
    run: (host, prompt) => {
      if (prompt !== undefined && typeof prompt !== "string")
        return fail("input() requires a string prompt when provided");
      host.write(prompt ?? "");
      return trimEnd(host.readLine() ?? "");
    },
  }),
  exit: builtin({
    parameters: parameters("code:number"),
    arity: [0, 1],
    arityMessage: expects("exit", "0 to 1"),
    result: "null",
    pure: false,
    summary: "Ends the program at once with an exit code (0); no `except` can stop it.",
    run: (_host, code) => {
      const whole = code === undefined ? 0 : wholeOrNull(code);
      if (whole === null) return fail("exit() requires a numeric exit code when provided");
      throw new ExitRequest(Number(BigInt.asUintN(8, BigInt(whole))));
    },
  }),
};
