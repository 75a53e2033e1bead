/** Lazy iterators: nothing runs until a value is asked for. */

import { RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { NONE, RuffArray, share, truthy, type Value, Wrapped } from "./value.js";

/** Calls a function value; engines provide it. */
export type Call = (callee: Value, args: readonly Value[]) => Value;

/** What gives values one by one: undefined at the end. */
export interface Source {
  pull(): Value | undefined;
}

/** A sequence as a value; copies of the handle share its position. */
export abstract class Sequence extends Handle implements Source {
  abstract pull(): Value | undefined;

  callMethod(name: string, args: readonly Value[], call: Call): Value | undefined {
    return callSequenceMethod(this, name, args, call);
  }
}

export class RuffIterator extends Sequence {
  readonly typeName = "iterator";
  constructor(private readonly next: () => Value | undefined) {
    super();
  }

  pull(): Value | undefined {
    return this.next();
  }
}

/** A generator instance: a function suspended between values. */
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

/** The items of an array, as they are now. */
export function arraySource(array: RuffArray): Source {
  const { items } = share(array) as RuffArray;
  let index = 0;
  return { pull: () => (index < items.length ? share(items[index++] as Value) : undefined) };
}

/** All remaining values. */
export function collect(source: Source): RuffArray {
  const items: Value[] = [];
  for (let value = source.pull(); value !== undefined; value = source.pull()) items.push(value);
  return new RuffArray(items);
}

type Stage = (source: Source, argument: Value, call: Call) => RuffIterator;

/** The lazy methods that arrays, iterators and generators share. */
const STAGES: Record<string, Stage> = {
  map: (source, f, call) =>
    new RuffIterator(() => {
      const value = source.pull();
      return value === undefined ? undefined : call(f, [value]);
    }),
  filter: (source, f, call) =>
    new RuffIterator(() => {
      for (let value = source.pull(); value !== undefined; value = source.pull())
        if (truthy(call(f, [share(value)]))) return value;
      return undefined;
    }),
  take: (source, count) => {
    if (typeof count !== "number" && typeof count !== "bigint")
      throw new RuffError("take() requires an integer argument");
    let left = Number(count);
    return new RuffIterator(() => (left-- > 0 ? source.pull() : undefined));
  },
};

function lazyStage(source: Source, name: string, args: readonly Value[], call: Call): Value | undefined {
  const stage = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (!stage) return undefined;
  const [argument] = args;
  if (argument === undefined || args.length > 1)
    throw new RuffError(`${name} expects 1 argument, got ${args.length}`);
  return stage(source, argument, call);
}

function withoutArguments(name: string, args: readonly Value[]): void {
  if (args.length > 0) throw new RuffError(`${name} expects 0 arguments, got ${args.length}`);
}

/** A method of an iterator or generator; undefined if there is none of that name. */
export function callSequenceMethod(
  source: Source,
  name: string,
  args: readonly Value[],
  call: Call,
): Value | undefined {
  if (name === "next") {
    withoutArguments(name, args);
    const value = source.pull();
    return value === undefined ? NONE : new Wrapped("Some", value);
  }
  if (name === "collect") {
    withoutArguments(name, args);
    return collect(source);
  }
  return lazyStage(source, name, args, call);
}

/** A lazy method of an array, or `collect`; undefined if there is none of that name. */
export function callArrayStage(
  array: RuffArray,
  name: string,
  args: readonly Value[],
  call: Call,
): Value | undefined {
  if (Object.hasOwn(STAGES, name)) return lazyStage(arraySource(array), name, args, call);
  if (name !== "collect") return undefined;
  withoutArguments(name, args);
  return share(array);
}
