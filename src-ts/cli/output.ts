/**
 * Program output: collected and written in large pieces, at once on a terminal.
 *
 * Writes are synchronous, so that everything printed so far is out before the process ends, whatever ends it.
 * A reader that has gone away (a closed pipe) stops a program that goes on printing; it never changes how
 * what happened before is reported.
 */

import { fstatSync, writeSync } from "node:fs";

const FLUSH_AT = 1 << 16;

/** Thrown when output can no longer reach anyone: the program is to end quietly. */
export class OutputClosed extends Error {}

export class Output {
  private pending: string[] = [];
  private size = 0;
  private closed = false;
  private readonly immediate: boolean;

  constructor(private readonly descriptor: number) {
    this.immediate = isTerminal(descriptor);
  }

  /** Adds text. Throws `OutputClosed` if the reader has gone. */
  write(text: string): void {
    this.pending.push(text);
    this.size += text.length;
    if (!this.immediate && this.size < FLUSH_AT) return;
    this.flush();
    if (this.closed) throw new OutputClosed();
  }

  /** Writes out what is pending. A closed pipe is remembered, not reported. */
  flush(): void {
    if (this.size === 0 || this.closed) return;
    const text = this.pending.join("");
    this.pending = [];
    this.size = 0;
    this.closed = !writeAll(this.descriptor, Buffer.from(text, "utf8"));
  }
}

/** Loading node:tty takes longer than the rest of a small run, so it is asked about devices only. */
function isTerminal(descriptor: number): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** Whether all of it was written; false if the reader has gone. Other failures are thrown. */
function writeAll(descriptor: number, bytes: Buffer): boolean {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE" || code === "EBADF") return false;
      if (code !== "EAGAIN") throw error;
      // A pipe set to non-blocking is full: wait a little for its reader.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return true;
}
