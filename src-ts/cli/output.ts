/**
 * Program output: collected and written in large pieces, at once on a terminal.
 *
 * Writes are synchronous, so that everything printed so far is out before the process ends, whatever ends it.
 * Nothing here throws: a failure is remembered, and from then on output is dropped.
 */

import { fstatSync, statSync, writeSync } from "node:fs";
import { devNull } from "node:os";

const FLUSH_AT = 1 << 16;

export class Output {
  /** Why output can no longer be written. */
  failure: NodeJS.ErrnoException | null = null;
  private pending: string[] = [];
  private size = 0;

  /** `immediate`: whether to write out each text at once. */
  constructor(
    private readonly descriptor: number,
    private readonly immediate: boolean,
  ) {}

  /** What a program prints. */
  static standard(): Output {
    return new Output(1, isTerminal(1));
  }

  /** What is said about it. */
  static diagnostic(): Output {
    return new Output(2, true);
  }

  /** Whether there was a reader, and it has gone: a closed pipe. */
  get closed(): boolean {
    return this.failure?.code === "EPIPE" || this.failure?.code === "EBADF";
  }

  /** Adds text. False if it can no longer reach anyone. */
  write(text: string): boolean {
    this.pending.push(text);
    this.size += text.length;
    if (this.immediate || this.size >= FLUSH_AT) this.flush();
    return this.failure === null;
  }

  /** Writes out what is pending. */
  flush(): void {
    if (this.size === 0) return;
    const text = this.pending.join("");
    this.pending = [];
    this.size = 0;
    this.failure ??= writeAll(this.descriptor, Buffer.from(text, "utf8"));
  }
}

/** Loading node:tty takes longer than the rest of a small run, so it is asked about devices that may be one only. */
function isTerminal(descriptor: number): boolean {
  try {
    const device = fstatSync(descriptor);
    if (!device.isCharacterDevice() || device.rdev === statSync(devNull).rdev) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** Writes all of it, or tells why not. */
function writeAll(descriptor: number, bytes: Buffer): NodeJS.ErrnoException | null {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code !== "EAGAIN") return failure;
      // A pipe set to non-blocking is full: wait a little for its reader.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return null;
}
