/** What the process's exit code means. */

export const EXIT = {
  success: 0,
  /** A requested gate or assertion was not met. */
  failed: 1,
  usage: 2,
  /** Lexer and parser diagnostics. */
  syntax: 3,
  /** An uncaught error, or a static error. */
  runtime: 4,
  /** A file cannot be read, or standard output cannot be written. */
  io: 5,
  /** A defect of Ruff itself. */
  internal: 6,
  /** The reader of standard output went away while the program went on printing (128 + SIGPIPE). */
  outputLost: 141,
} as const;
