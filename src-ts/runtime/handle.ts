/** Values with identity: copying one copies the handle, not what it stands for. */

import { noteBytes } from "./memory.js";
import type { Resumable } from "./tasks.js";
import type { Value } from "./value.js";

/** What a handle takes, roughly: most are generators. */
const BYTES = 256;

/** Each handle knows its type's name, how it prints, and what its methods do. */
export abstract class Handle {
  constructor() {
    noteBytes(BYTES);
  }

  get state(): number {
    return 0;
  }

  /** What `type(v)` gives. */
  abstract readonly typeName: string;

  /** The text form. */
  get text(): string {
    return `<${this.typeName}>`;
  }

  /** The form inside messages. */
  get debugForm(): string {
    return this.typeName.charAt(0).toUpperCase() + this.typeName.slice(1);
  }

  /** The value of `handle.name`, or undefined if it has no such member. */
  member(_name: string): Value | undefined {
    return undefined;
  }

  /** The error for a method it does not have; null for the general one. */
  noMethod(_name: string): string | null {
    return null;
  }

  /**
   * The result of `handle.name(args)`, or undefined if it has no such method. `call` calls function values.
   */
  abstract callMethod(
    name: string,
    args: readonly Value[],
    call: (callee: Value, args: readonly Value[]) => Value,
  ): Value | undefined;

  /** The same in resumable code, for a method that may wait; null for any other. */
  callMethodResumable(_name: string, _args: readonly Value[]): Resumable | null {
    return null;
  }
}
