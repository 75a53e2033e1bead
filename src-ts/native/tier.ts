/**
 * One function's or loop's way into machine code: when it is hot, when it waits, when it is entered.
 * Calls that do not match run in the baseline as if nothing had happened.
 */

import type { IrFunction } from "../ir/nodes.js";
import type { RuffError } from "../runtime/error.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import { budget, mayLookAhead, prepareBackend } from "./backend.js";
import type { CompiledEntry } from "./compiler.js";
import { Heat, NEVER } from "./heat.js";
import type { LoopShape } from "./loop-unit.js";
import { Passage } from "./passage.js";
import { type Entry, type Miss, type Refused, Specializations, type TierContext } from "./specializations.js";
import { wayOf } from "./value-types.js";
import { type Waiter, Waiting } from "./waiting.js";
import { ENTER, Worth } from "./worth.js";

/** What there is to tell about one hot function or loop. */
export interface TierReport {
  readonly fn: IrFunction;
  readonly source: SourceText;
  readonly entries: readonly Readonly<Entry>[];
  /** Why it stays in the baseline, for the types that were refused. */
  readonly refusals: readonly Refused[];
  /** Whether its entries are not used now, because the baseline is faster without them. */
  readonly withdrawn: boolean;
  /** Where a loop may leave machine code in the middle of a trip, as offsets into the source. */
  readonly sideExits: readonly number[];
}

/** Calls to skip after a call that machine code could not take. */
const REST_AFTER_MISS = 1000;
/** Calls to skip before another look at how far machine code is: at first, and at most. */
const REST_WHILE_FAR = { first: 16, most: 2 ** 16 };
/** Calls to skip where machine code is out of the question: practically for ever. */
export const REST_FOR_EVER = 2 ** 30;

/**
 * So many calls or trips, doubled so many times. V8 would keep the result of ** as a double, and throw away the machine code
 * of all that counts calls.
 */
export function doubled(count: number, times: number): number {
  return Math.min(count * 2 ** times, REST_FOR_EVER) | 0;
}

/** One run of machine code, and the error that ended it, if one did. */
interface Run {
  readonly compiled: CompiledEntry;
  readonly error: RuffError | null;
}

export abstract class NativeTier implements Waiter {
  /** Calls, or executions of a loop, until it is asked again. Generated code counts it down, below 0 in the end. */
  budget: number;
  /** What the budget was. */
  private granted: number;
  /** Calls, or executions of a loop, until then. */
  private reached = 0;
  /** What was made of it: of a loop, for each form that it may be entered in. */
  protected readonly forms: readonly Specializations[];
  readonly heat: Heat;
  readonly waiting: Waiting;
  protected readonly passage: Passage;
  /** Null where every call is to be entered. */
  protected readonly worth: Worth | null;
  /** Calls in a row that machine code could not take. */
  private misses = 0;
  private hasLooked = false;
  private untilLook = REST_WHILE_FAR.first;
  /** When the present entry began, if it is timed. */
  private startedAt = NEVER;

  constructor(
    protected readonly fn: IrFunction,
    protected readonly engine: TierContext,
    shapes: readonly (() => LoopShape | null)[],
    around: () => readonly NativeTier[],
    private readonly isRecursive = false,
  ) {
    const { threshold } = engine.settings;
    this.forms = shapes.map((shape) => new Specializations(fn, engine, shape, () => this.check()));
    this.heat = new Heat(threshold, () => fn.nodes.length);
    this.waiting = new Waiting(this, around);
    this.passage = new Passage(engine);
    this.worth = threshold === null ? new Worth(isRecursive) : null;
    this.budget = this.heat.left;
    this.granted = this.budget;
  }

  report(): TierReport {
    const entries = this.forms.flatMap((form) => form.entries);
    const refusals = this.forms.flatMap((form) => form.refused);
    const withdrawn = this.worth?.withdrawn ?? false;
    const { source } = this.engine.module;
    return { fn: this.fn, source, entries, refusals, withdrawn, sideExits: this.sideExits };
  }

  protected get sideExits(): readonly number[] {
    return [];
  }

  get isConsidered(): boolean {
    return this.forms.some((form) => form.isConsidered);
  }

  get hasEntries(): boolean {
    return this.forms.some((form) => form.entries.length > 0);
  }

  /** Takes an entry. From now on each call is looked at. */
  add(compiled: CompiledEntry): void {
    this.forms[0]?.add(compiled);
    this.rest(0);
  }

  /** Whether it is left to the baseline although there is machine code. */
  get staysOut(): boolean {
    return this.worth?.staysOut ?? false;
  }

  /** Throws a `Refusal` where the types do not matter. */
  protected check(): void {}

  /** Leaves so many calls to the baseline. */
  protected rest(calls: number): null {
    this.reached += this.counted;
    this.budget = calls;
    this.granted = calls;
    return null;
  }

  /** How many calls there were since the last `rest`. */
  protected get counted(): number {
    return this.granted - this.budget;
  }

  // ---- getting hot ----

  askSoon(): void {
    this.rest(0);
  }

  /** Whether it is hot, now that so many calls or trips were counted, or are expected to take so many milliseconds. */
  protected isHot(counted: number, expected: number | null = null): boolean {
    this.waiting.acceptOffer();
    const { patience, timeOfUnit } = budget;
    const enough = expected === null ? patience : Math.max(patience, timeOfUnit);
    return expected === null
      ? this.heat.rises(counted, enough)
      : this.heat.risesBy(counted, expected, enough);
  }

  /** While it gets hot: loads LLVM on another thread, once something looks as if it were to be compiled. */
  protected lookAhead(args: readonly Value[], form = 0): void {
    if (this.hasLooked || !this.heat.isWarm || !mayLookAhead()) return;
    this.hasLooked = true;
    if (!this.isFar(args) && this.forms[form]?.promises(args)) prepareBackend();
  }

  /** Whether it is hot, but waits for what is around it. */
  protected waits(): boolean {
    return this.engine.settings.threshold === null && this.waiting.goesOn();
  }

  get mayCome(): boolean {
    return !this.isConsidered;
  }

  // ---- entering ----

  /**
   * Runs the matching machine code, compiling it at need; null if the baseline must go on. `begins`: whether that is
   * for the whole call or execution, and not for what is left of a long one.
   */
  protected invoke(args: readonly Value[], begins: boolean, form = 0): Run | null {
    const left = begins && this.worth && this.hasEntries ? this.worth.decide() : ENTER;
    if (left !== ENTER) return this.rest(left);
    this.startedAt = this.wantsTime(begins) ? performance.now() : NEVER;
    const made = this.forms[form] as Specializations;
    const entry = made.find(args) ?? this.make(made, args);
    if (typeof entry === "string") return this.restAfterMiss(entry);
    entry.calls++;
    this.misses = 0;
    if (this.engine.settings.threshold === null) this.waiting.claim();
    if (begins) this.rest(0);
    return { compiled: entry.compiled, error: this.passage.run(entry, args, this.startedAt > NEVER) };
  }

  private make(made: Specializations, args: readonly Value[]): Entry | Miss {
    this.startedAt = NEVER;
    return this.isFar(args) ? "far" : made.make(args);
  }

  /** Twice as many each time. */
  private restWhileFar(): number {
    const calls = this.untilLook;
    this.untilLook = Math.min(2 * calls, REST_WHILE_FAR.most);
    return calls;
  }

  /** Whether the way to machine code would take longer with such arguments than a call has taken up to now. */
  private isFar(args: readonly Value[]): boolean {
    if (this.isRecursive || this.engine.settings.threshold !== null) return false;
    const way = args.reduce<number>((sum, arg) => sum + wayOf(arg), 0);
    return way > this.waiting.spent / Math.max(this.reached + this.counted, 1) || way > this.pace;
  }

  /** Milliseconds that a call has taken at best, what came between them included. */
  protected get pace(): number {
    return this.heat.pace;
  }

  protected finish(compiled: CompiledEntry): void {
    this.passage.finish(compiled);
    if (this.startedAt === NEVER) return;
    const { inside } = this.passage;
    this.note(inside, performance.now() - this.startedAt - inside);
  }

  /** Whether the entry is to be timed. */
  protected wantsTime(begins: boolean): boolean {
    return begins && Boolean(this.worth?.wantsTime());
  }

  /** Notes the milliseconds of a timed entry: those in machine code, and those that it took to get there and back. */
  protected note(inside: number, outside: number): void {
    this.worth?.note(inside, outside);
    this.waiting.noteWay(inside + outside, outside, budget.patience);
  }

  private restAfterMiss(miss: Miss): null {
    if (miss === "hopeless") return this.rest(REST_FOR_EVER);
    if (miss === "budget") return this.rest(REST_AFTER_MISS);
    if (miss === "far") return this.rest(this.restWhileFar());
    // Twice as many after each further miss in a row: to look at arguments costs as much as they are long.
    return this.rest(doubled(this.hasEntries ? 1 : REST_AFTER_MISS, this.misses++));
  }
}
