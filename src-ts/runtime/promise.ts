/** Promises of async functions: settled when they are made, because calls run to their end. */

import type { RuffError } from "./error.js";
import { Handle } from "./handle.js";
import type { Resumable } from "./tasks.js";
import type { Value } from "./value.js";

export type Outcome = { readonly value: Value } | { readonly error: RuffError };

export class RuffPromise extends Handle {
  readonly typeName = "promise";
  constructor(readonly outcome: Outcome) {
    super();
  }

  callMethod(): undefined {
    return undefined;
  }
}

/** The promises of one program that were rejected and not awaited yet. */
export class Rejections {
  private readonly waiting = new Set<RuffPromise>();

  /** A promise for what running the body gives. `locate` turns what was thrown into a Ruff error. */
  settle(body: () => Value, locate: (error: unknown) => RuffError): RuffPromise {
    let value: Value;
    try {
      value = body();
    } catch (error) {
      return this.rejected(locate(error));
    }
    return new RuffPromise({ value }); // if there is no memory for it, that is the caller's error
  }

  /** The same in resumable code. */
  *settleResumable(body: Resumable, locate: (error: unknown) => RuffError): Resumable<RuffPromise> {
    let value: Value;
    try {
      value = yield* body;
    } catch (error) {
      return this.rejected(locate(error));
    }
    return new RuffPromise({ value });
  }

  private rejected(error: RuffError): RuffPromise {
    const promise = new RuffPromise({ error });
    this.waiting.add(promise);
    return promise;
  }

  /** The outcome of a promise: its value, or its error raised again; other values as they are. */
  await(value: Value): Value {
    if (!(value instanceof RuffPromise)) return value;
    this.waiting.delete(value);
    if ("error" in value.outcome) throw value.outcome.error;
    return value.outcome.value;
  }

  /** The error of the first rejection that nothing awaited. */
  first(): RuffError | null {
    for (const { outcome } of this.waiting) if ("error" in outcome) return outcome.error;
    return null;
  }
}
