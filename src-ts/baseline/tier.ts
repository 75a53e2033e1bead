/** How the baseline asks for machine code: the only thing it knows of the native engine. */

import type { Block, ExpressionOf, IrFunction, LoopStatement, Slot } from "../ir/nodes.js";
import type { Cursor } from "../runtime/iterate.js";
import type { RuffStruct } from "../runtime/struct.js";
import type { Value } from "../runtime/value.js";

/** One function's way into machine code. */
export interface Tier {
  /** Calls left until `enter` is asked again. The prologue counts it down. */
  budget: number;
  /** The result of running the call in machine code, or undefined if the baseline must run it. */
  enter(...args: Value[]): Value | undefined;
}

/** What machine code made of a loop: the values of its live-outs, or of the `return` that ended it. */
export interface LoopOutcome {
  readonly returned: boolean;
  /** The number of the side exit, from 1 on, at which it was left; its position and the exit's locals follow the live-outs. */
  readonly exit: number;
  readonly values: readonly Value[];
  /** What is to be thrown once the live-outs are set; null if nothing failed. */
  readonly error: Error | null;
}

/** One loop's way into machine code, asked at the loop's head. */
export interface LoopTier {
  /** Executions left until `enter` is asked when one begins. Counted down there. */
  budget: number;
  /** Trips until an execution that has begun is asked about. */
  readonly trips: number;
  /** The same, counted down at the head, for a loop with loops inside: these may want it to be asked soon. */
  left: number;
  /** The rest of the loop in machine code, or undefined if the baseline must go on. */
  enter(...args: Value[]): LoopOutcome | undefined;
  /** The same for a loop over a cursor. */
  enterAt(cursor: Cursor, ...args: Value[]): LoopOutcome | undefined;
}

/** A class whose constructor takes a struct's fields in order. */
export type StructClass = new (...values: Value[]) => RuffStruct;

/** What generated code needs to know of a loop that may go to machine code. */
export interface AddedLoop {
  readonly id: number;
  readonly liveIn: readonly Slot[];
  readonly liveOut: readonly Slot[];
  readonly exits: readonly LoopExit[];
  readonly isInnermost: boolean;
}

/** A place inside a loop where machine code may leave it in the middle of a trip. */
export interface LoopExit {
  /** What is left of the trip. */
  readonly rest: Block;
  /** Variables of the trip that this uses. */
  readonly locals: readonly Slot[];
}

/** What generated code needs to know of a builtin's call that may go to machine code. */
export interface AddedCall {
  readonly id: number;
  /** What the tier gets after the operands. */
  readonly captures: readonly Slot[];
}

export interface TierProvider {
  /** Registers a loop, inside a `try` or not; null if it is not worth counting its trips. */
  addLoop(around: IrFunction, loop: LoopStatement, inTry: boolean): AddedLoop | null;
  loopTier(id: number): LoopTier;
  /** Registers a call of a builtin; null if it is none that machine code can take. */
  addCall(around: IrFunction, node: ExpressionOf<"callBuiltin">): AddedCall | null;
  callTier(id: number): Tier;
  /** Top-level variables that machine code may use: the baseline tells the provider how to read and write them. */
  readonly sharedGlobals: readonly Slot[];
  /** `get` gives undefined while the variable is unbound. */
  connectGlobal(id: number, get: () => Value | undefined, set: (value: Value) => void): void;
  /** Tells how to find the class of a struct's instances by its name and fields. */
  connectStructs(classOf: (name: string, ...fields: string[]) => StructClass): void;
  /** Whether a function is worth an entry of its own. */
  isCandidate(fn: IrFunction): boolean;
  tierOf(fn: IrFunction): Tier;
}
