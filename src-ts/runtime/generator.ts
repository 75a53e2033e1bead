/** Generator instances: functions suspended between values. */

import { RuffError } from "./error.js";
import { Sequence } from "./sequence.js";
import { type Resumable, runBlocking, Wait } from "./tasks.js";
import type { Value } from "./value.js";

export class Generator extends Sequence {
  readonly typeName = "generator";
  private running = false;

  constructor(private readonly body: Iterator<Value, unknown, undefined>) {
    super();
  }

  /** Runs to the next `yield`. An error in the body ends it. */
  pull(): Value | undefined {
    if (this.running) throw new RuffError("Generator is already running");
    this.running = true;
    try {
      const { done, value } = this.body.next();
      return done ? undefined : (value as Value);
    } finally {
      this.running = false;
    }
  }
}

/** A generator whose body may wait: it yields waits between its values. */
export class ResumableGenerator extends Sequence {
  readonly typeName = "generator";
  private running = false;

  constructor(private readonly body: Iterator<Value | Wait, unknown, undefined>) {
    super();
  }

  pull(): Value | undefined {
    return runBlocking(this.pullResumable());
  }

  override *pullResumable(): Resumable<Value | undefined> {
    if (this.running) throw new RuffError("Generator is already running");
    this.running = true;
    try {
      for (;;) {
        const { done, value } = this.body.next();
        if (done) return undefined;
        if (!(value instanceof Wait)) return value as Value;
        yield value;
      }
    } finally {
      this.running = false;
    }
  }
}
