/** Channels: values on their way from one task to another. */

import { RuffError } from "./error.js";
import { Fifo } from "./fifo.js";
import { Handle } from "./handle.js";
import { type Resumable, runBlocking, type TaskQueue, Wait } from "./tasks.js";
import { share, type Value } from "./value.js";

export class Channel extends Handle {
  readonly typeName = "channel";
  private readonly values = new Fifo<Value>();
  /** Those who wait for a value, in order. There are none as long as there are values. */
  private readonly receivers = new Fifo<Receiver>();

  constructor(private readonly tasks: TaskQueue) {
    super();
  }

  override noMethod(name: string): string {
    return `Channel has no method '${name}'`;
  }

  callMethod(name: string, args: readonly Value[]): Value | undefined {
    if (name === "send") {
      if (args.length !== 1) throw new RuffError(`Channel.send expects 1 arguments, got ${args.length}`);
      return this.send(args[0] as Value);
    }
    const receiving = this.callMethodResumable(name, args);
    return receiving === null ? undefined : runBlocking(receiving);
  }

  override callMethodResumable(name: string, args: readonly Value[]): Resumable | null {
    if (name !== "receive") return null;
    if (args.length > 0) throw new RuffError(`Channel.receive expects 0 arguments, got ${args.length}`);
    return this.receive();
  }

  private send(value: Value): Value {
    share(value);
    const receiver = this.receivers.shift();
    if (receiver) receiver.take(value);
    else this.values.push(value);
    return true;
  }

  /** The oldest value; waits for one if there is none. */
  private *receive(): Resumable {
    const value = this.values.shift();
    if (value !== undefined) return value;
    const receiver = new Receiver(this.tasks, this.receivers);
    yield receiver;
    if (receiver.value === undefined) throw new RuffError("Channel receive would block forever");
    return receiver.value;
  }
}

class Receiver extends Wait {
  /** What it was given; undefined until then. */
  value: Value | undefined = undefined;
  private over: () => void = () => {};

  constructor(
    tasks: TaskQueue,
    private readonly queue: Fifo<Receiver>,
  ) {
    super(tasks);
  }

  begin(over: () => void): void {
    this.over = over;
    this.queue.push(this);
  }

  take(value: Value): void {
    this.value = value;
    this.over();
  }

  override giveUp(): void {
    this.queue.remove(this);
  }
}
