/** Reads a script: bytes to text, with the limits on what a source file may be. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Diagnostic } from "../syntax/diagnostic.js";
import { LIMITS } from "../syntax/limits.js";
import { checkSourceSize } from "../syntax/parser.js";
import { SourceText } from "../syntax/source.js";
import { EXIT } from "./exit-codes.js";
import { systemErrorText } from "./system-error.js";

/** Bytes read at a time. */
const CHUNK = 1 << 16;

export interface Unreadable {
  readonly source: null;
  readonly diagnostic: Diagnostic;
  readonly exitCode: number;
}

export type ReadResult = { readonly source: SourceText } | Unreadable;

/** The text of the file, or what to report. */
export function readSource(path: string): ReadResult {
  try {
    const { size, bytes } = readBytes(path);
    const tooLarge = checkSourceSize(size);
    if (tooLarge !== null) return { source: null, diagnostic: tooLarge, exitCode: EXIT.syntax };
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { source: new SourceText(path, text) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/**
 * The file's size and, if that is not too much, its bytes. Pipes have no size: they are read to their end,
 * or until there is more than a source may have.
 */
function readBytes(path: string): { size: number; bytes: Buffer } {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    if (size > LIMITS.sourceBytes) return { size, bytes: Buffer.alloc(0) };
    const bytes = readToEnd(descriptor);
    return { size: bytes.length, bytes };
  } finally {
    closeSync(descriptor);
  }
}

function readToEnd(descriptor: number): Buffer {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= LIMITS.sourceBytes; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readSync(descriptor, chunk);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return Buffer.concat(chunks);
}

function unreadable(path: string, error: unknown): ReadResult {
  const { code } = error as NodeJS.ErrnoException;
  const invalid = code === "ERR_ENCODING_INVALID_ENCODED_DATA";
  const reason = invalid ? "stream did not contain valid UTF-8" : systemErrorText(error);
  const message = `Failed to read .ruff file '${path}': ${reason}`;
  return {
    source: null,
    diagnostic: { code: "RUFCLI001", subsystem: "cli", message, help: null, offset: null },
    exitCode: EXIT.io,
  };
}
