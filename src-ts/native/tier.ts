/**
 * One function's or loop's way into machine code: what was compiled for which types, and what was refused.
 * Calls that do not match run in the baseline as if nothing had happened.
 */

import type { LoopOutcome as LoopResult, LoopTier as BaselineLoopTier, Tier } from "../baseline/tier.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import type { RuffError } from "../runtime/error.js";
import type { Cursor } from "../runtime/iterate.js";
import { typeName } from "../runtime/type-name.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import { type Backend, backendIsOpen } from "./backend.js";
import { type CompiledEntry, typeUnit } from "./compiler.js";
import { Heat } from "./heat.js";
import { nativeError } from "./failure.js";
import { FIRST_SAVED_SLOT } from "./frame.js";
import type { FileGlobals } from "./globals.js";
import type { LoopShape } from "./loop-unit.js";
import type { JitSettings } from "./settings.js";
import { signature } from "./signature.js";
import { LOOP_ENDED, type LoopResults, Refusal } from "./typed.js";
import { type NativeType, slotsOf } from "./types.js";
import { fits, mayCross, nativeTypeOf } from "./value-types.js";
import type { MakeStruct } from "./words.js";

/** What tiers need of the engine. */
export interface TierContext {
  readonly module: Module;
  readonly settings: JitSettings;
  /** Loads LLVM, once. Null where it is not installed. */
  load(): Backend | null;
  readonly globals: FileGlobals;
  readonly makeStruct: MakeStruct;
  /** Compiles a typed group and hands each entry to the tier of its function. Throws what LLVM rejects. */
  compile(group: ReturnType<typeof typeUnit>, backend: Backend, startedAt: number): readonly CompiledEntry[];
  explainRefusal(name: string, refusal: Refusal): void;
}

interface Refused {
  readonly types: readonly (string | NativeType)[];
  readonly refusal: Refusal;
}

/** Machine code that calls can enter, and what they did. */
interface Entry {
  readonly compiled: CompiledEntry;
  calls: number;
  /** Milliseconds in machine code, if a report is wanted. */
  spent: number;
}

/** What there is to tell about one hot function or loop. */
export interface TierReport {
  readonly fn: IrFunction;
  readonly source: SourceText;
  readonly entries: readonly Readonly<Entry>[];
  /** Why it stays in the baseline, for the types that were refused. */
  readonly refusals: readonly Refused[];
}

/** At most this many specializations of one function get an entry of their own. */
const MOST_ENTRIES = 4;
/**
 * Calls to skip after a call that machine code could not take, and twice as many after each further one in a row: to
 * look at arguments costs as much as they are long.
 */
const REST_AFTER_MISS = 1000;
const MOST_DOUBLINGS = 20;
/** Calls to skip where machine code is out of the question: practically for ever. */
const REST_FOR_EVER = 2 ** 30;

/** One run of machine code, and the error that ended it, if one did. */
interface Run {
  readonly compiled: CompiledEntry;
  readonly error: RuffError | null;
}

abstract class NativeTier {
  budget: number;
  private readonly entries: Entry[] = [];
  private readonly refusals: Refused[] = [];
  /** The first call that came with a value of no native type. */
  private foreign: Refused | null = null;
  private readonly heat: Heat;
  private waited = false;
  /** Calls in a row that machine code could not take. */
  private misses = 0;

  constructor(
    protected readonly fn: IrFunction,
    protected readonly engine: TierContext,
    private readonly shape: LoopShape | null,
    /** What encloses it and is a candidate itself: better machine code for the whole than for a part. */
    private readonly outer: NativeTier | null,
  ) {
    this.heat = new Heat(engine.settings.threshold);
    this.budget = this.heat.count;
  }

  report(): TierReport {
    const refusals = this.foreign ? [...this.refusals, this.foreign] : this.refusals;
    return { fn: this.fn, source: this.engine.module.source, entries: this.entries, refusals };
  }

  /** Is hot from now on, because a part of it is; false if it was considered before. */
  private hurry(): boolean {
    if (this.entries.length > 0 || this.refusals.length > 0 || this.foreign) return false;
    this.heat.ignite(Math.max(this.budget, 0));
    this.budget = 0;
    return true;
  }

  /** Gives what is around it a chance to be reached and compiled first: for a quarter of the time until now. */
  private waitsForOuter(): boolean {
    if (this.waited || !this.outer) return false;
    this.waited = true;
    if (!this.outer.hurry()) return false;
    this.budget = Math.floor(this.heat.counted / 4);
    return this.budget > 0;
  }

  /** For a loop that has no entry of its own: when it is hot, what is around it is. */
  protected passOn(): void {
    if (!this.heat.rises(backendIsOpen())) {
      this.rest(this.heat.count);
    } else if (!this.waitsForOuter()) {
      const reason = "it loops over items, and is entered only with the function around it";
      if (!this.outer) this.refuse([], new Refusal(reason, this.fn, this.fn.at));
      this.rest(REST_FOR_EVER);
    }
  }

  /** Takes an entry, unless it has one for the same types. From now on each call is looked at. */
  add(compiled: CompiledEntry): void {
    const known = this.entries.some((entry) => conditions(entry.compiled) === conditions(compiled));
    if (!known) this.entries.push({ compiled, calls: 0, spent: 0 });
    this.budget = 0;
  }

  /** Runs the matching machine code, compiling it at need; null if the baseline must go on. */
  protected invoke(args: readonly Value[]): Run | null {
    if (!this.heat.rises(backendIsOpen())) return this.rest(this.heat.count);
    if (this.waitsForOuter()) return null;
    this.budget = 0;
    const entry = this.entryFor(args) ?? (this.compileFor(args) ? this.entryFor(args) : null);
    if (!entry) return this.budget > 0 ? null : this.restAfterMiss();
    entry.calls++;
    this.misses = 0;
    return { compiled: entry.compiled, error: this.run(entry, args) };
  }

  /** Runs machine code; the error if it failed. Whoever calls this receives what comes out, and calls `finish`. */
  private run(entry: Entry, args: readonly Value[]): RuffError | null {
    const { bridge, frame } = this.backend;
    const { compiled } = entry;
    if (compiled.pure) {
      for (let i = 0; i < args.length; i++) frame.write(1 + i, args[i] as Value);
    } else {
      this.sendAll(compiled, args);
    }
    frame.setEntry(compiled.entryId);
    if (this.engine.settings.report) entry.spent -= performance.now();
    bridge.invoke();
    if (this.engine.settings.report) entry.spent += performance.now();
    const failed = frame.status() !== 0;
    if (!compiled.pure) this.settle(compiled, failed);
    return !failed ? null : nativeError(compiled, bridge, frame, this.engine.module);
  }

  /** Hands over the arguments and the top-level variables. */
  private sendAll({ types, globals }: CompiledEntry, args: readonly Value[]): void {
    const before = globals.map(({ slot }) => this.engine.globals.valueOf(slot) as Value);
    const allTypes = [...types, ...globals.map(({ typeBefore }) => typeBefore)];
    this.backend.crossing.begin([...args, ...before], allTypes, this.engine.makeStruct);
    args.forEach((arg, i) => {
      this.send(1 + i, arg, types[i] as NativeType);
    });
    this.backend.crossing.markShared();
    globals.forEach(({ variable, typeBefore }, i) => {
      this.send(variable.pinned as number, before[i] as Value, typeBefore);
    });
  }

  /** Takes back what machine code has changed, however it ended. */
  private settle({ globals, loop }: CompiledEntry, failed: boolean): void {
    const localsAreSeen = loop !== null && loop.savedTypes.length > 0;
    this.backend.crossing.settle(failed && !localsAreSeen);
    for (const { slot, variable, type, written } of globals)
      if (written) this.engine.globals.set(slot, this.receive(variable.pinned as number, type));
  }

  private send(slot: number, value: Value, type: NativeType): void {
    const { frame, crossing } = this.backend;
    frame.write(slot, crossing.send(value, type));
  }

  /** A value that machine code left in the frame. */
  protected receive(slot: number, type: NativeType): Value {
    const { frame, crossing } = this.backend;
    return typeof type === "object"
      ? crossing.receive(frame.read(slot, "int"), type)
      : frame.read(slot, type);
  }

  protected finish(compiled: CompiledEntry): void {
    if (!compiled.pure) this.backend.crossing.end();
  }

  /** Present once anything was compiled. */
  protected get backend(): Backend {
    return this.engine.load() as Backend;
  }

  private entryFor(args: readonly Value[]): Entry | null {
    const { globals } = this.engine;
    for (const entry of this.entries)
      if (matches(entry.compiled.types, args) && matchGlobals(entry.compiled, globals)) return entry;
    return null;
  }

  protected rest(calls: number): null {
    this.budget = calls;
    return null;
  }

  protected restAfterMiss(): null {
    this.misses = Math.min(this.misses + 1, MOST_DOUBLINGS);
    return this.rest(REST_AFTER_MISS * 2 ** (this.misses - 1));
  }

  /** Compiles for the arguments' types; false if this call has to run in the baseline. */
  private compileFor(args: readonly Value[]): boolean {
    if (this.entries.length === MOST_ENTRIES || this.refusals.length === MOST_ENTRIES) {
      this.rest(REST_FOR_EVER);
      return false;
    }
    const stranger = args.findIndex((arg) => !mayCross(arg));
    const types = stranger < 0 ? args.map(nativeTypeOf) : [];
    if (stranger < 0 && types.every((type) => type !== null)) return this.compile(types);
    this.noteForeign(stranger < 0 ? types.indexOf(null) : stranger, args);
    this.restAfterMiss();
    return false;
  }

  /** Tells of the first call with a value that machine code cannot take. */
  private noteForeign(i: number, args: readonly Value[]): void {
    if (this.foreign) return;
    const { fn } = this;
    const given = args.map((arg) => (arg === undefined ? "unbound" : typeName(arg)));
    const reason = `${fn.parameters[i]?.name} is of type ${given[i]}`;
    this.foreign = { types: given, refusal: new Refusal(reason, fn, fn.at) };
    this.engine.explainRefusal(signature(fn, given), this.foreign.refusal);
  }

  /** Throws a `Refusal` where the types do not matter. */
  protected check(): void {}

  private compile(types: readonly NativeType[]): boolean {
    const { engine, fn } = this;
    if (this.refusals.some((refused) => refused.types.join() === types.join())) {
      this.restAfterMiss();
      return false;
    }
    const startedAt = performance.now();
    try {
      this.check();
      const group = typeUnit(fn, types, this.shape, engine.globals);
      const backend = engine.load();
      if (backend === null) {
        this.rest(REST_FOR_EVER);
        return false;
      }
      for (const entry of engine.compile(group, backend, startedAt)) this.add(entry);
      return true;
    } catch (error) {
      this.refuse(types, asRefusal(error, fn));
      this.restAfterMiss();
      return false;
    }
  }

  private refuse(types: readonly NativeType[], refusal: Refusal): void {
    this.refusals.push({ types, refusal });
    this.engine.explainRefusal(signature(this.fn, types), refusal);
  }
}

/** What LLVM rejects stays in the baseline too: a program must not fail for it. Other errors are thrown on. */
function asRefusal(error: unknown, fn: IrFunction): Refusal {
  if (error instanceof Refusal) return error;
  const { code, message } = error as { code?: string; message: string };
  if (!code?.startsWith("LLVM_")) throw error;
  return new Refusal(`LLVM rejects it: ${message.split("\n", 1)[0]}`, fn, fn.at);
}

/** What must hold for an entry to be entered, as a text. */
function conditions({ types, globals, unbound }: CompiledEntry): string {
  const parts = [types, globals.map(({ typeBefore }) => typeBefore), unbound.map(({ id }) => id)];
  return parts.map((part) => part.join()).join(";");
}

function matchGlobals({ globals, unbound }: CompiledEntry, file: FileGlobals): boolean {
  return (
    unbound.every((slot) => file.valueOf(slot) === undefined) &&
    globals.every(({ slot, typeBefore }) => fits(file.valueOf(slot) as Value, typeBefore))
  );
}

function matches(types: readonly NativeType[], args: readonly Value[]): boolean {
  if (types.length !== args.length) return false;
  for (let i = 0; i < types.length; i++) if (!fits(args[i] as Value, types[i] as NativeType)) return false;
  return true;
}

export class FunctionTier extends NativeTier implements Tier {
  constructor(fn: IrFunction, engine: TierContext) {
    super(fn, engine, null, null);
  }

  enter(...args: Value[]): Value | undefined {
    while (args.length > this.fn.required && args.at(-1) === undefined) args.pop();
    const run = this.invoke(args);
    if (!run) return undefined;
    const { compiled, error } = run;
    const result = error === null ? this.receive(1, compiled.result as NativeType) : null;
    this.finish(compiled);
    if (error !== null) throw error;
    return result;
  }
}

export class LoopTier extends NativeTier implements BaselineLoopTier {
  private readonly inTry: boolean;

  /** `seen`: whether others can see what the loop has assigned once it is left, as its outcome does not provide for. */
  constructor(
    shape: LoopShape,
    engine: TierContext,
    outer: NativeTier | null,
    private readonly seen: boolean,
  ) {
    super(shape.fn, engine, shape, outer);
    this.inTry = shape.inTry;
  }

  protected override check(): void {
    if (this.seen)
      throw new Refusal("it may be left early, and others see what it has changed", this.fn, this.fn.at);
  }

  enter(...args: Value[]): LoopResult | undefined {
    const run = this.invoke(args);
    if (!run) return undefined;
    const { compiled, error } = run;
    const results =
      error === null ? this.results(compiled.loop as LoopResults) : this.failure(error, compiled);
    this.finish(compiled);
    if (error !== null && !this.inTry) throw error;
    return results;
  }

  enterAt(cursor: Cursor, ...args: Value[]): LoopResult | undefined {
    const bounds = cursor.bounds?.();
    if (bounds) return this.enter(...bounds, ...args);
    this.passOn();
    return undefined;
  }

  private results({ types, returned }: LoopResults): LoopResult {
    if (this.backend.frame.read(1, "int") !== LOOP_ENDED)
      return { returned: true, values: [this.receive(2, returned as NativeType)], error: null };
    let slot = 2;
    const values = types.map((type) => {
      const value = this.receive(slot, type);
      slot += slotsOf(type);
      return value;
    });
    return { returned: false, values, error: null };
  }

  /** The live-outs as the error left them, if a handler may look at them. */
  private failure(error: RuffError, { loop }: CompiledEntry): LoopResult {
    const { savedTypes } = loop as LoopResults;
    const values = savedTypes.map((type, i) => this.receive(FIRST_SAVED_SLOT + i, type));
    return { returned: false, values, error };
  }
}
