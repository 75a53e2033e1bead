/** Lazy iterators: nothing runs until a value is asked for. */

import { RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { callResumable, isResumable } from "./call.js";
import type { Resumable } from "./tasks.js";
import { NONE, RuffArray, share, truthy, type Value, Wrapped } from "./value.js";

/** Calls a function value; engines provide it. */
export type Call = (callee: Value, args: readonly Value[]) => Value;

/** What gives values one by one: undefined at the end. */
export interface Source {
  pull(): Value | undefined;
  /** The same in resumable code, if it may wait. */
  pullResumable?(): Resumable<Value | undefined>;
}

/** A sequence as a value; copies of the handle share its position. */
export abstract class Sequence extends Handle implements Source {
  abstract pull(): Value | undefined;
  pullResumable?(): Resumable<Value | undefined>;

  callMethod(name: string, args: readonly Value[], call: Call): Value | undefined {
    return callSequenceMethod(this, name, args, call);
  }

  override callMethodResumable(name: string, args: readonly Value[]): Resumable | null {
    if (!this.pullResumable || (name !== "next" && name !== "collect")) return null;
    withoutArguments(name, args);
    return name === "next" ? nextResumable(this) : collectResumable(this);
  }
}

export class RuffIterator extends Sequence {
  readonly typeName = "iterator";
  constructor(
    private readonly next: () => Value | undefined,
    nextResumable: (() => Resumable<Value | undefined>) | null = null,
  ) {
    super();
    if (nextResumable !== null) this.pullResumable = nextResumable;
  }

  pull(): Value | undefined {
    return this.next();
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
  const array = new RuffArray([]);
  for (let value = source.pull(); value !== undefined; value = source.pull()) array.append(value);
  return array;
}

/** Pulls from any source in resumable code. */
export function* pullFrom(source: Source): Resumable<Value | undefined> {
  return source.pullResumable ? yield* source.pullResumable() : source.pull();
}

/** All remaining values, in resumable code. */
export function* collectResumable(source: Source): Resumable<RuffArray> {
  const array = new RuffArray([]);
  for (let value = yield* pullFrom(source); value !== undefined; value = yield* pullFrom(source))
    array.append(value);
  return array;
}

function* nextResumable(source: Source): Resumable {
  return optionOf(yield* pullFrom(source));
}

type Stage = (source: Source, argument: Value, call: Call) => RuffIterator;

/** The lazy methods that arrays, iterators and generators share. */
const STAGES: Record<string, Stage> = {
  map: (source, f, call) =>
    stage(
      source,
      f,
      () => {
        const value = source.pull();
        return value === undefined ? undefined : call(f, [value]);
      },
      function* () {
        const value = yield* pullFrom(source);
        return value === undefined ? undefined : yield* callResumable(f, [value]);
      },
    ),
  filter: (source, f, call) =>
    stage(
      source,
      f,
      () => {
        for (let value = source.pull(); value !== undefined; value = source.pull())
          if (truthy(call(f, [share(value)]))) return value;
        return undefined;
      },
      function* () {
        for (let value = yield* pullFrom(source); value !== undefined; value = yield* pullFrom(source))
          if (truthy(yield* callResumable(f, [share(value)]))) return value;
        return undefined;
      },
    ),
  take: (source, count) => {
    if (typeof count !== "number" && typeof count !== "bigint")
      throw new RuffError("take() requires an integer argument");
    let left = Number(count);
    return stage(
      source,
      null,
      () => (left-- > 0 ? source.pull() : undefined),
      function* () {
        return left-- > 0 ? yield* pullFrom(source) : undefined;
      },
    );
  },
};

/** An iterator with a resumable form, if its source or the function that it calls may wait. */
function stage(
  source: Source,
  f: Value,
  pull: () => Value | undefined,
  pullResumable: () => Resumable<Value | undefined>,
): RuffIterator {
  const waits = source.pullResumable !== undefined || isResumable(f);
  return new RuffIterator(pull, waits ? pullResumable : null);
}

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

function optionOf(value: Value | undefined): Value {
  return value === undefined ? NONE : new Wrapped("Some", value);
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
    return optionOf(source.pull());
  }
  if (name === "collect") {
    withoutArguments(name, args);
    return collect(source);
  }
  return lazyStage(source, name, args, call);
}

/** Whether it is a method that sequences have of their own, unlike those that they share with all arrays. */
export function isSequenceMethod(name: string): boolean {
  return name === "next" || name === "collect" || Object.hasOwn(STAGES, name);
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
