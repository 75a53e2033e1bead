/**
 * Spawned tasks and the channels between them.
 *
 * Tasks run cooperatively: whenever something waits for a channel or sleeps, and once more when the main program
 * ends. A task that waits lets others run on top of it.
 */

import { ExitRequest } from "./exit.js";
import { RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { share, type Value } from "./value.js";

export class TaskQueue {
  private readonly ready: (() => void)[] = [];

  /** `report` shows the error that ended a task; it changes nothing else. */
  constructor(private readonly report: (error: unknown) => void) {}

  spawn(body: () => void): void {
    this.ready.push(body);
  }

  /** Runs one task as far as it goes; false if none is ready. */
  runOne(): boolean {
    const body = this.ready.shift();
    if (!body) return false;
    try {
      body();
    } catch (error) {
      if (error instanceof ExitRequest) throw error;
      this.report(error);
    }
    return true;
  }

  /** Runs until no task is ready. */
  runAll(): void {
    while (this.runOne());
  }
}

export class Channel extends Handle {
  readonly typeName = "channel";
  private readonly values: Value[] = [];

  constructor(private readonly tasks: TaskQueue) {
    super();
  }

  send(value: Value): Value {
    this.values.push(share(value));
    return true;
  }

  /** The oldest value; waits for one by running other tasks. */
  receive(): Value {
    while (this.values.length === 0)
      if (!this.tasks.runOne()) throw new RuffError("Channel receive would block forever");
    return this.values.shift() as Value;
  }

  override noMethod(name: string): string {
    return `Channel has no method '${name}'`;
  }

  callMethod(name: string, args: readonly Value[]): Value | undefined {
    if (name === "send") {
      if (args.length !== 1) throw new RuffError(`Channel.send expects 1 arguments, got ${args.length}`);
      return this.send(args[0] as Value);
    }
    if (name !== "receive") return undefined;
    if (args.length > 0) throw new RuffError(`Channel.receive expects 0 arguments, got ${args.length}`);
    return this.receive();
  }
}
