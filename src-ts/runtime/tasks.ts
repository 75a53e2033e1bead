/**
 * Tasks take turns: each runs until it has to wait, and its next turn comes when the wait is over.
 *
 * A task can be left where it waits because its code is *resumable*: a JavaScript generator that yields what it
 * waits for. Other code stays on the stack while it waits: the main program, modules being imported, operator
 * hooks. Tasks then take their turns on top of it.
 */

import { ExitRequest } from "./exit.js";
import { Fifo } from "./fifo.js";
import type { Value } from "./value.js";

/** Code that yields what it waits for, and returns a result in the end. */
export type Resumable<Result = Value> = globalThis.Generator<Wait, Result, undefined>;

/** Something to wait for. */
export abstract class Wait {
  constructor(readonly tasks: TaskQueue) {}

  /** Begins to wait. `over` is called once: when the wait has ended. */
  abstract begin(over: () => void): void;

  /** Told when nothing can end the wait any more. */
  giveUp(): void {}
}

/** Runs resumable code to its end where it cannot be suspended. */
export function runBlocking<Result>(code: Resumable<Result>): Result {
  for (;;) {
    const { done, value } = code.next();
    if (done) return value;
    value.tasks.block(value);
  }
}

export interface Clock {
  /** Milliseconds from some fixed moment. */
  now(): number;
  /** Lets so much time pass. */
  pause(milliseconds: number): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class TaskQueue {
  /** Those who can go on, in the order in which their waits ended. */
  private readonly turns = new Fifo<() => void>();
  /** Who wakes first comes last. */
  private readonly sleepers: Sleeper[] = [];

  /** `report` shows the error that ended a task; it changes nothing else. */
  constructor(
    private readonly clock: Clock,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Starts a task; its first turn comes when something waits. */
  spawn(code: Pick<Resumable<unknown>, "next">): void {
    const turn = (): void => {
      try {
        const { done, value } = code.next();
        if (!done) value.begin(over);
      } catch (error) {
        if (error instanceof ExitRequest) throw error;
        this.report(error);
      }
    };
    const over = (): void => this.turns.push(turn);
    over();
  }

  /** Waits on the stack: the tasks take their turns meanwhile. */
  block(wait: Wait): void {
    let over = false;
    wait.begin(() =>
      this.turns.push(() => {
        over = true;
      }),
    );
    while (!over)
      if (!this.takeTurn()) {
        wait.giveUp();
        return;
      }
  }

  /** Goes on until every task has ended or waits for what will never happen. */
  runAll(): void {
    while (this.takeTurn());
  }

  *sleep(milliseconds: number): Resumable<void> {
    yield new Sleep(this, this.clock.now() + milliseconds);
  }

  /** Of those who wake at one time, the first to sleep is the first to wake. */
  addSleeper(sleeper: Sleeper): void {
    let low = 0;
    let high = this.sleepers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sleepers[middle] as Sleeper).until > sleeper.until) low = middle + 1;
      else high = middle;
    }
    this.sleepers.splice(low, 0, sleeper);
  }

  /** Gives the next turn, sleeping until then if need be; false if there will be none. */
  private takeTurn(): boolean {
    for (;;) {
      this.wakeSleepers();
      const turn = this.turns.shift();
      if (turn) {
        turn();
        return true;
      }
      const next = this.sleepers.at(-1);
      if (!next) return false;
      this.clock.pause(next.until - this.clock.now());
    }
  }

  private wakeSleepers(): void {
    if (this.sleepers.length === 0) return;
    const now = this.clock.now();
    for (let next = this.sleepers.at(-1); next && next.until <= now; next = this.sleepers.at(-1)) {
      this.sleepers.pop();
      next.wake();
    }
  }
}

class Sleep extends Wait {
  constructor(
    tasks: TaskQueue,
    private readonly until: number,
  ) {
    super(tasks);
  }

  begin(wake: () => void): void {
    this.tasks.addSleeper({ until: this.until, wake });
  }
}
