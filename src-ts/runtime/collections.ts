/**
 * Sets, queues and stacks. They never change: each operation gives a new one, which shares its elements with
 * the old one, so that adding and taking away one element costs the same at any size.
 */

import { EqualityIndex } from "./equality-index.js";
import { Handle } from "./handle.js";
import { share, type Value } from "./value.js";

export abstract class Collection extends Handle {
  abstract readonly size: number;

  /** The elements in order; each gains a second owner. */
  abstract toItems(): Value[];

  override callMethod(): undefined {
    return undefined;
  }
}

/**
 * Distinct values in the order in which they came. The elements are the first `size` of a log; a set that
 * ends where its log ends adds to the log itself, any other one to a copy.
 */
export class RuffSet extends Collection {
  readonly typeName = "set";

  private constructor(
    private readonly log: Value[],
    private readonly index: EqualityIndex,
    readonly size: number,
  ) {
    super();
  }

  /** Takes over the values: they need an owner each. */
  static of(values: Iterable<Value>): RuffSet {
    const log: Value[] = [];
    const index = new EqualityIndex();
    for (const value of values) append(log, index, value);
    return new RuffSet(log, index, log.length);
  }

  override get debugForm(): string {
    return `Set{${this.size} items}`;
  }

  has(value: Value): boolean {
    const position = this.index.find(value);
    return position >= 0 && position < this.size;
  }

  with(value: Value): RuffSet {
    if (this.has(value)) return this;
    if (this.log.length > this.size) return RuffSet.of([...this.toItems(), value]);
    append(this.log, this.index, value);
    return new RuffSet(this.log, this.index, this.log.length);
  }

  without(value: Value): RuffSet {
    if (!this.has(value)) return this;
    const position = this.index.find(value);
    return RuffSet.of(this.toItems().filter((_, i) => i !== position));
  }

  override toItems(): Value[] {
    return this.log.slice(0, this.size).map(share);
  }
}

function append(log: Value[], index: EqualityIndex, value: Value): void {
  if (index.find(value) >= 0) return;
  index.add(value, log.length);
  log.push(value);
}

/** First in, first out: the elements of a log from `start` up to `end`. */
export class Queue extends Collection {
  readonly typeName = "queue";

  private constructor(
    private readonly log: Value[],
    private readonly start: number,
    private readonly end: number,
  ) {
    super();
  }

  /** Takes over the array. */
  static of(items: Value[]): Queue {
    return new Queue(items, 0, items.length);
  }

  override get debugForm(): string {
    return `Queue(${this.size} items)`;
  }

  get size(): number {
    return this.end - this.start;
  }

  /** Null if the queue is empty. */
  get front(): Value {
    return this.size === 0 ? null : share(this.log[this.start] as Value);
  }

  with(value: Value): Queue {
    // What was taken from the front is let go when it outweighs the rest: on average once per element.
    if (this.log.length > this.end || this.start > this.size + 16)
      return Queue.of([...this.toItems(), value]);
    this.log.push(value);
    return new Queue(this.log, this.start, this.end + 1);
  }

  /** Without the front. */
  rest(): Queue {
    return this.size === 0 ? this : new Queue(this.log, this.start + 1, this.end);
  }

  override toItems(): Value[] {
    return this.log.slice(this.start, this.end).map(share);
  }
}

/** Last in, first out: a linked list from the top down. */
export class Stack extends Collection {
  readonly typeName = "stack";

  private constructor(
    private readonly last: Value,
    private readonly below: Stack | null,
    readonly size: number,
  ) {
    super();
  }

  private static readonly EMPTY = new Stack(null, null, 0);

  /** Bottom first. The values need an owner each. */
  static of(items: readonly Value[]): Stack {
    let stack = Stack.EMPTY;
    for (const item of items) stack = stack.with(item);
    return stack;
  }

  override get debugForm(): string {
    return `Stack(${this.size} items)`;
  }

  /** Null if the stack is empty. */
  get top(): Value {
    return share(this.last);
  }

  with(value: Value): Stack {
    return new Stack(value, this, this.size + 1);
  }

  /** Without the top. */
  rest(): Stack {
    return this.below ?? this;
  }

  override toItems(): Value[] {
    const items: Value[] = [];
    for (let stack: Stack = this; stack.below; stack = stack.below) items.push(share(stack.last));
    return items.reverse();
  }
}
