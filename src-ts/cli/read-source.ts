/** Reads a script: bytes to text, with the limits on what a source file may be. */

import { readFileSync, statSync } from "node:fs";
import { getSystemErrorMap } from "node:util";
import type { Diagnostic } from "../syntax/diagnostic.js";
import { SourceText } from "../syntax/source.js";
import { EXIT } from "./exit-codes.js";

const MAX_BYTES = 1_048_576;

export interface Unreadable {
  readonly source: null;
  readonly diagnostic: Diagnostic;
  readonly exitCode: number;
}

export type ReadResult = { readonly source: SourceText } | Unreadable;

/** The text of the file, or what to report. */
export function readSource(path: string): ReadResult {
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES) return tooLarge(size);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    return { source: new SourceText(path, text) };
  } catch (error) {
    return unreadable(path, error);
  }
}

function tooLarge(size: number): ReadResult {
  const message = `Source size ${size} bytes exceeds maximum allowed ${MAX_BYTES} bytes`;
  const help = "Fix the parse error and rerun Ruff.";
  return {
    source: null,
    diagnostic: { code: "RUFPARSE001", subsystem: "parser", message, help, offset: 0 },
    exitCode: EXIT.syntax,
  };
}

function unreadable(path: string, error: unknown): ReadResult {
  const message = `Failed to read .ruff file '${path}': ${reason(error)}`;
  return {
    source: null,
    diagnostic: { code: "RUFCLI001", subsystem: "cli", message, help: null, offset: null },
    exitCode: EXIT.io,
  };
}

/** `No such file or directory (os error 2)`, or what else went wrong. */
function reason(error: unknown): string {
  const { errno, code } = error as NodeJS.ErrnoException;
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "stream did not contain valid UTF-8";
  if (errno === undefined) return (error as Error).message;
  const text = getSystemErrorMap().get(errno)?.[1] ?? "unknown error";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} (os error ${-errno})`;
}
