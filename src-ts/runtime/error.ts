/** Errors of a running program: what is raised, where, and through which calls. */

import type { SourceText } from "../syntax/source.js";
import { OUT_OF_MEMORY } from "./memory.js";
import { makeStruct, type RuffStruct, type StructTypes } from "./struct.js";
import { RuffArray, share, type Value } from "./value.js";

/** One active call: where execution stood in it. `name` is null for a file's top level. */
export interface Frame {
  readonly name: string | null;
  readonly source: SourceText;
  /** Offset into the source text. */
  readonly at: number;
}

/**
 * A raised Ruff error. The engine that runs the raising code fills in `trace` at the latest when the error
 * is caught: the interpreter from its own frames, the baseline from the JavaScript stack.
 */
export class RuffError extends Error {
  /** Active calls, innermost first, ending with the top level; null until an engine has filled it in. */
  trace: readonly Frame[] | null = null;
  /** Machine-code calls that were active inside the innermost JavaScript frame, innermost first. */
  nativeFrames: readonly Frame[] = [];
  /** Whether the outermost of these is of the very function that went over to machine code. */
  sharesOuterFrame = true;

  constructor(
    message: string,
    /** The `cause` field of a thrown struct, which is kept. */
    readonly thrownCause?: Value,
  ) {
    super(message);
  }
}

/**
 * The struct that `except e` binds: always named `Error`, whatever was thrown. Written for call stacks of
 * millions of frames, which endless recursion in machine code leaves behind.
 */
export function errorStruct(error: RuffError, types: StructTypes): RuffStruct {
  const trace = error.trace ?? [];
  const names: Value[] = [];
  for (let i = trace.length - 1; i >= 0; i--) {
    const { name } = trace[i] as Frame;
    if (name !== null) names.push(name);
  }
  const innermost = trace[0];
  const fields: [string, Value][] = [
    ["message", error.message],
    ["stack", new RuffArray(names)],
    ["line", innermost ? innermost.source.position(innermost.at).line : 0],
  ];
  if (error.thrownCause !== undefined) fields.push(["cause", share(error.thrownCause)]);
  return makeStruct(types.named("Error"), fields);
}

/** A JavaScript stack overflow, which the engines turn into the call-depth error. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}

const TOO_LARGE =
  /^Invalid (string|array|typed array) length|(Map|Set) maximum size exceeded|^Array buffer allocation failed/;

/** The error for a value that outgrew JavaScript's own limits or the memory, null for any other exception. */
export function limitError(error: unknown): RuffError | null {
  if (!(error instanceof RangeError)) return null;
  if (error.message === OUT_OF_MEMORY) return new RuffError(OUT_OF_MEMORY);
  return TOO_LARGE.test(error.message) ? new RuffError("Value is too large") : null;
}

export function depthError(name: string): RuffError {
  return new RuffError(`Maximum call stack depth exceeded while calling ${name}`);
}

export const NOT_CALLABLE =
  "Cannot call non-function; the value being called is not callable. " +
  "Pass a function, closure, or imported callable value instead.";

/** For a call with a number of arguments that is not from `fewest` to `most`. */
export function arityError(name: string, fewest: number, most: number, got: number): RuffError {
  const expected = fewest === most ? most : `${fewest} to ${most}`;
  return new RuffError(`${name} expects ${expected} arguments, got ${got}`);
}
