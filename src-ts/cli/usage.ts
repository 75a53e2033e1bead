/** Wrong command lines: one layout, exit code 2. */

import type { CommanderError } from "commander";

export class UsageError extends Error {
  constructor(
    message: string,
    /** The command whose usage line to show, null for the program itself. */
    readonly command: string | null = null,
  ) {
    super(message);
  }
}

/** The usage line of each command, and of the program itself under the empty name. */
export const USAGE: ReadonlyMap<string, string> = new Map([
  ["", "[OPTIONS] <COMMAND> [ARGS]"],
  ["run", "[OPTIONS] <FILE> [SCRIPT_ARGS]..."],
  ["check", "[OPTIONS] <FILE>"],
  ["test", "[OPTIONS]"],
  ["test-run", "[OPTIONS] <FILE>"],
  ["doctor", "[OPTIONS]"],
  ["help", "[COMMAND]"],
]);

export function renderUsageError({ message, command }: UsageError): string {
  const known = command !== null && USAGE.has(command) ? command : "";
  const usage = `ruff ${known ? `${known} ` : ""}${USAGE.get(known)}`;
  return `error: ${message}\n\nUsage: ${usage}\n\nFor more information, try '--help'.\n`;
}

/** Commander's message in the words that this command line uses. */
export function wordError(error: CommanderError): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption":
      return unexpectedArgument(quoted);
    case "commander.unknownCommand":
      return unknownCommand(error);
    case "commander.missingArgument":
      return `the following required arguments were not provided:\n  <${quoted}>`;
    case "commander.invalidArgument": {
      const [, flags, value, reason] =
        /option '([^']*)' argument '(.*)' is invalid\. (.*)/s.exec(error.message) ?? [];
      return `invalid value '${value}' for '${flags}': ${reason}`;
    }
    case "commander.conflictingOption": {
      const [, one, other] =
        /option '([^']*)' cannot be used with option '([^']*)'/.exec(error.message) ?? [];
      return `the argument '${longName(other)}' cannot be used with '${longName(one)}'`;
    }
    default:
      return error.message.replace(/^error: /, "");
  }
}

function unknownCommand(error: CommanderError): string {
  const [, name] = /unknown command '(.*?)'(?:\n\(Did you mean|$)/s.exec(error.message) ?? [];
  const [, similar] = /\n\(Did you mean (?:one of )?([a-z]+)/.exec(error.message) ?? [];
  const tip = similar ? `\n\n  tip: a similar subcommand exists: '${similar}'` : "";
  return `unrecognized subcommand '${name}'${tip}`;
}

export function unexpectedArgument(word: string): string {
  return `unexpected argument '${word}' found`;
}

/** `--quiet` of `-q, --quiet`. */
export function longName(flags = ""): string {
  return flags.split(", ").at(-1) ?? flags;
}
