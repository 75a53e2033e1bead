/**
 * One function's or loop's way into machine code: what was compiled for which types, and what was refused.
 * Calls that do not match run in the baseline as if nothing had happened.
 */

import type { LoopOutcome as LoopResult, LoopTier as BaselineLoopTier, Tier } from "../baseline/tier.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import type { Cursor } from "../runtime/iterate.js";
import { typeName } from "../runtime/type-name.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import type { Backend } from "./backend.js";
import { type CompiledEntry, typeUnit } from "./compiler.js";
import { nativeError } from "./failure.js";
import { nativeTypeOf } from "./frame.js";
import type { LoopShape } from "./loop-unit.js";
import { CALLS, type Thresholds, TRIPS } from "./settings.js";
import { signature } from "./signature.js";
import { LOOP_ENDED, type LoopResults, type NativeType, Refusal } from "./typed.js";

/** What tiers need of the engine. */
export interface TierContext {
  readonly module: Module;
  threshold(thresholds: Thresholds): number;
  /** Loads LLVM, once. Null where it is not installed. */
  load(): Backend | null;
  anyGuardBound(members: readonly IrFunction[]): boolean;
  /** Compiles a typed group and hands each entry to the tier of its function. Throws what LLVM rejects. */
  compile(group: ReturnType<typeof typeUnit>, backend: Backend, startedAt: number): readonly CompiledEntry[];
  explainRefusal(name: string, refusal: Refusal): void;
}

interface Refused {
  readonly types: readonly string[];
  readonly refusal: Refusal;
}

/** What there is to tell about one hot function or loop. */
export interface TierReport {
  readonly fn: IrFunction;
  readonly source: SourceText;
  readonly entries: readonly { readonly compiled: CompiledEntry; readonly calls: number }[];
  /** Why it stays in the baseline, for the types that were refused. */
  readonly refusals: readonly Refused[];
}

/** At most this many specializations of one function get an entry of their own. */
const MOST_ENTRIES = 4;
/** Calls to skip after a call that machine code could not take. */
const REST_AFTER_MISS = 1000;
/** Calls to skip where machine code is out of the question: practically for ever. */
const REST_FOR_EVER = 2 ** 30;

abstract class NativeTier {
  budget: number;
  protected readonly entries: { compiled: CompiledEntry; calls: number }[] = [];
  private readonly refusals: Refused[] = [];
  /** The first call that came with a value of no native type. */
  private foreign: Refused | null = null;
  private readonly thresholds: Thresholds;
  /** For a loop, the function around it. */
  private readonly around: readonly IrFunction[];

  constructor(
    protected readonly fn: IrFunction,
    protected readonly engine: TierContext,
    private readonly shape: LoopShape | null,
  ) {
    this.thresholds = shape ? TRIPS : CALLS;
    this.budget = engine.threshold(this.thresholds);
    this.around = shape ? [shape.around] : [];
  }

  report(): TierReport {
    const refusals = this.foreign ? [...this.refusals, this.foreign] : this.refusals;
    return { fn: this.fn, source: this.engine.module.source, entries: this.entries, refusals };
  }

  /** Lowers the budget to what is asked for once LLVM is loaded. */
  expectLess(): void {
    this.budget = Math.min(this.budget, this.engine.threshold(this.thresholds));
  }

  /** Takes an entry, unless it has one for the same types. From now on each call is looked at. */
  add(compiled: CompiledEntry): void {
    const known = this.entries.some((entry) => entry.compiled.types.join() === compiled.types.join());
    if (!known) this.entries.push({ compiled, calls: 0 });
    this.budget = 0;
  }

  /** Runs the matching machine code, compiling it at need; null if the baseline must go on. */
  protected invoke(args: readonly Value[]): CompiledEntry | null {
    this.budget = 0;
    const entry = this.entryFor(args) ?? (this.compileFor(args) ? this.entryFor(args) : null);
    if (!entry) return null;
    if (this.engine.anyGuardBound([...this.around, ...entry.compiled.members]))
      return this.rest(REST_AFTER_MISS);
    entry.calls++;
    const { bridge, frame } = this.backend;
    frame.setEntry(entry.compiled.entryId);
    for (let i = 0; i < args.length; i++) frame.write(1 + i, args[i] as Value);
    bridge.invoke();
    if (frame.status() !== 0) throw nativeError(entry.compiled, bridge, frame, this.engine.module);
    return entry.compiled;
  }

  /** Present once anything was compiled. */
  protected get backend(): Backend {
    return this.engine.load() as Backend;
  }

  private entryFor(args: readonly Value[]): { compiled: CompiledEntry; calls: number } | null {
    for (const entry of this.entries) if (matches(entry.compiled.types, args)) return entry;
    return null;
  }

  protected rest(calls: number): null {
    this.budget = calls;
    return null;
  }

  /** Compiles for the arguments' types; false if this call has to run in the baseline. */
  private compileFor(args: readonly Value[]): boolean {
    if (this.entries.length === MOST_ENTRIES || this.refusals.length === MOST_ENTRIES) {
      this.rest(REST_FOR_EVER);
      return false;
    }
    const types = args.map(nativeTypeOf);
    if (types.every((type) => type !== null)) return this.compile(types);
    this.noteForeign(types.indexOf(null), args);
    this.rest(REST_AFTER_MISS);
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

  private compile(types: readonly NativeType[]): boolean {
    const { engine, fn } = this;
    if (this.refusals.some((refused) => refused.types.join() === types.join())) {
      this.rest(REST_AFTER_MISS);
      return false;
    }
    const startedAt = performance.now();
    try {
      const group = typeUnit(fn, types, this.shape);
      const backend = engine.load();
      if (backend === null) {
        this.rest(REST_FOR_EVER);
        return false;
      }
      for (const entry of engine.compile(group, backend, startedAt)) this.add(entry);
      return true;
    } catch (error) {
      const refusal = asRefusal(error, fn);
      this.refusals.push({ types, refusal });
      engine.explainRefusal(signature(fn, types), refusal);
      this.rest(REST_AFTER_MISS);
      return false;
    }
  }
}

/** What LLVM rejects stays in the baseline too: a program must not fail for it. Other errors are thrown on. */
function asRefusal(error: unknown, fn: IrFunction): Refusal {
  if (error instanceof Refusal) return error;
  const { code, message } = error as { code?: string; message: string };
  if (!code?.startsWith("LLVM_")) throw error;
  return new Refusal(`LLVM rejects it: ${message.split("\n", 1)[0]}`, fn, fn.at);
}

function matches(types: readonly NativeType[], args: readonly Value[]): boolean {
  if (types.length !== args.length) return false;
  for (let i = 0; i < types.length; i++) if (nativeTypeOf(args[i] as Value) !== types[i]) return false;
  return true;
}

export class FunctionTier extends NativeTier implements Tier {
  constructor(fn: IrFunction, engine: TierContext) {
    super(fn, engine, null);
  }

  enter(...args: Value[]): Value | undefined {
    while (args.length > this.fn.required && args.at(-1) === undefined) args.pop();
    const compiled = this.invoke(args);
    return compiled ? this.backend.frame.read(1, compiled.result as NativeType) : undefined;
  }
}

export class LoopTier extends NativeTier implements BaselineLoopTier {
  constructor(shape: LoopShape, engine: TierContext) {
    super(shape.fn, engine, shape);
  }

  enter(...args: Value[]): LoopResult | undefined {
    const compiled = this.invoke(args);
    return compiled ? this.results(compiled.loop as LoopResults) : undefined;
  }

  enterAt(cursor: Cursor, ...args: Value[]): LoopResult | undefined {
    const bounds = cursor.bounds?.();
    if (bounds) return this.enter(...bounds, ...args);
    this.rest(REST_AFTER_MISS);
    return undefined;
  }

  private results({ types, returned }: LoopResults): LoopResult {
    const { frame } = this.backend;
    if (frame.read(1, "int") !== LOOP_ENDED)
      return { returned: true, values: [frame.read(2, returned as NativeType)] };
    return { returned: false, values: types.map((type, i) => frame.read(2 + i, type)) };
  }
}
