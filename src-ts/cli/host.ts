/** What builtins may ask of the outside world when a script runs from the command line. */

import { readSync } from "node:fs";
import { callValue } from "../runtime/call.js";
import { StructTypes } from "../runtime/struct.js";
import { TaskQueue } from "../runtime/tasks.js";
import type { Host } from "../stdlib/spec.js";
import type { Streams } from "./streams.js";

/** `reportTask` shows the error that ended a spawned task. */
export function makeHost(
  args: readonly string[],
  streams: Streams,
  reportTask: (error: unknown) => void,
): Host {
  const input = new LineReader(0);
  const clock = {
    now: () => performance.now(),
    pause: (milliseconds: number) => {
      streams.flush?.();
      pause(milliseconds);
    },
  };
  return {
    args,
    env: process.env,
    types: new StructTypes(),
    tasks: new TaskQueue(clock, reportTask),
    call: callValue,
    write: (text) => streams.out(text),
    writeError: (text) => streams.err(text),
    readLine: () => {
      streams.flush?.();
      return input.next();
    },
    now: clock.now,
  };
}

function pause(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const NEWLINE = 10;

/** Reads a descriptor line by line, waiting for each. */
class LineReader {
  private pending = Buffer.alloc(0);

  constructor(private readonly descriptor: number) {}

  /** The next line without its ending; null at the end of the input, or where nothing can be read. */
  next(): string | null {
    for (;;) {
      const end = this.pending.indexOf(NEWLINE);
      if (end >= 0) return this.take(end, 1);
      const more = this.read();
      if (more === null) return this.pending.length > 0 ? this.take(this.pending.length, 0) : null;
      this.pending = Buffer.concat([this.pending, more]);
    }
  }

  private take(length: number, ending: number): string {
    const line = this.pending.toString("utf8", 0, length);
    this.pending = this.pending.subarray(length + ending);
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }

  private read(): Buffer | null {
    const chunk = Buffer.alloc(1 << 16);
    for (;;) {
      try {
        const count = readSync(this.descriptor, chunk, 0, chunk.length, null);
        return count > 0 ? chunk.subarray(0, count) : null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return null;
        pause(5);
      }
    }
  }
}
