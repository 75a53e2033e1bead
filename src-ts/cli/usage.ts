/** Wrong command lines: one layout, exit code 2. */

export class UsageError extends Error {
  constructor(
    message: string,
    /** The command whose usage line to show, null for the program itself. */
    readonly command: string | null = null,
  ) {
    super(message);
  }
}

const USAGE: Record<string, string> = {
  run: "ruff run [OPTIONS] <FILE> [SCRIPT_ARGS]...",
  check: "ruff check [OPTIONS] <FILE>",
  doctor: "ruff doctor",
};

export function renderUsageError(error: UsageError): string {
  const usage = USAGE[error.command ?? ""] ?? "ruff [OPTIONS] <COMMAND> [ARGS]";
  return `error: ${error.message}\n\nUsage: ${usage}\n\nFor more information, try '--help'.\n`;
}
