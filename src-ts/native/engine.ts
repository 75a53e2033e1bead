/**
 * The native engine: decides when a function goes to machine code, and takes calls across.
 *
 * The baseline counts calls; when a function's budget is used up it asks its tier. The tier compiles the
 * function for the types it sees, or notes why it cannot, and from then on runs matching calls in machine
 * code. A call that does not match runs in the baseline as if nothing had happened.
 */

import type {
  AddedCall,
  AddedLoop,
  LoopTier as BaselineLoopTier,
  StructClass,
  Tier,
  TierProvider,
} from "../baseline/tier.js";
import type { ExpressionOf, IrFunction, LoopStatement, Module, Slot } from "../ir/nodes.js";
import { isLoop, someNode } from "../ir/walk.js";
import type { Value } from "../runtime/value.js";
import { type Backend, budget, openBackend } from "./backend.js";
import { noteBeyondBaseline } from "./clock.js";
import { Candidates } from "./candidates.js";
import type { CompiledEntry, typeUnit } from "./compiler.js";
import { FileGlobals } from "./globals.js";
import { driverOf } from "./driver.js";
import { DriverTier } from "./driver-tier.js";
import { concerns, dumpUnit } from "./dump.js";
import { isSeenWhenLeft, type LoopShape, shapeOfLoop } from "./loop-unit.js";
import { isHopeless, isHopelessFunction } from "./hopeless.js";
import { addToPerfMap } from "./perf-map.js";
import type { JitSettings } from "./settings.js";
import { signature } from "./signature.js";
import { FunctionTier } from "./function-tier.js";
import { LoopTier } from "./loop-tier.js";
import type { TierContext } from "./specializations.js";
import { sideExitsOf } from "./side-exits.js";
import { Surroundings } from "./surroundings.js";
import type { NativeTier, TierReport } from "./tier.js";
import type { Refusal } from "./typed.js";
import type { StructType } from "./types.js";
import type { MakeStruct } from "./words.js";

export type { TierReport } from "./tier.js";

export class NativeEngine implements TierProvider, TierContext {
  private readonly candidates: Candidates;
  private readonly tiers = new Map<IrFunction, FunctionTier>();
  private readonly loops: LoopTier[] = [];
  private readonly calls: DriverTier[] = [];
  private readonly surroundings: Surroundings;
  readonly globals: FileGlobals;
  makeStruct: MakeStruct = () => {
    throw new Error("structs are not connected");
  };
  /** Why there is no machine code on this machine, once a unit was to be compiled. */
  missing: string | null = null;

  constructor(
    readonly module: Module,
    readonly settings: JitSettings,
  ) {
    if (settings.codeStore?.isThere) budget.expectKept();
    this.candidates = new Candidates(module);
    this.surroundings = new Surroundings(module, (fn) => (this.isCandidate(fn) ? this.tierFor(fn) : null));
    this.globals = new FileGlobals(module);
  }

  /** Whether the calls of the function are counted. */
  isCandidate(fn: IrFunction): boolean {
    return this.candidates.has(fn) && (this.tellsAll || !isHopelessFunction(fn));
  }

  /** Whether there is someone who wants to know of all that gets hot, why some of it stays out included. */
  private get tellsAll(): boolean {
    return this.settings.report || this.settings.explain;
  }

  get sharedGlobals(): readonly Slot[] {
    return this.globals.shared;
  }

  connectGlobal(id: number, get: () => Value | undefined, set: (value: Value) => void): void {
    this.globals.connect(id, { get, set });
  }

  connectStructs(classOf: (name: string, ...fields: string[]) => StructClass): void {
    const classes = new Map<StructType, StructClass>();
    this.makeStruct = (type, values) => {
      let made = classes.get(type);
      if (!made) {
        made = classOf(type.name, ...type.fields.map(({ name }) => name));
        classes.set(type, made);
      }
      return new made(...values);
    };
  }

  tierOf(fn: IrFunction): Tier {
    return this.tierFor(fn);
  }

  private tierFor(fn: IrFunction): FunctionTier {
    let tier = this.tiers.get(fn);
    if (!tier) {
      tier = new FunctionTier(fn, this, this.surroundings);
      this.tiers.set(fn, tier);
    }
    return tier;
  }

  /** The variables that generated code hands to a loop's tier and gets back, and the tier's number. */
  addLoop(around: IrFunction, loop: LoopStatement, inTry: boolean): AddedLoop | null {
    const sideExits = sideExitsOf(loop);
    if (!this.tellsAll && !sideExits) return null;
    const exits = sideExits ?? [];
    const { hooks } = this.globals;
    const shape = shapeOfLoop(around, loop, inTry, "range", hooks, exits);
    const overItems =
      loop.kind === "each" ? (): LoopShape => shapeOfLoop(around, loop, inTry, "items", hooks, exits) : null;
    const seen = isSeenWhenLeft(shape);
    if (!this.tellsAll && seen) return null;
    const isInnermost = !someNode(loop.body, (node) => isLoop(node) || node.kind === "callFunction");
    const runsOnce = (): boolean => this.surroundings.runsOnce(around, loop);
    const tier = new LoopTier(
      { shape, overItems, seen, isInnermost, runsOnce },
      this,
      this.surroundings.ofNode(around, loop),
    );
    const id = this.loops.push(tier) - 1;
    this.surroundings.add(loop, tier);
    return { id, liveIn: shape.liveIn, liveOut: shape.liveOut, exits, isInnermost };
  }

  /** The variables that a call of a builtin hands to its tier after the operands, and the tier's number. */
  addCall(around: IrFunction, node: ExpressionOf<"callBuiltin">): AddedCall | null {
    const driver = driverOf(node);
    if (!driver || (!this.tellsAll && driver.callback.body.body.some(isHopeless))) return null;
    const tier = new DriverTier(driver, this, this.surroundings.ofNode(around, node));
    return { id: this.calls.push(tier) - 1, captures: driver.captures };
  }

  callTier(id: number): Tier {
    return this.calls[id] as DriverTier;
  }

  loopTier(id: number): BaselineLoopTier {
    return this.loops[id] as LoopTier;
  }

  /** What became of each function and loop that got hot, in the order they appear in the source. */
  report(): TierReport[] {
    const reports = this.allTiers().map((tier) => tier.report());
    return reports.filter(({ entries, refusals }) => entries.length + refusals.length > 0);
  }

  /** Hands each entry of the new unit to the tier of its function; a loop's tier takes its own. */
  compile(group: ReturnType<typeof typeUnit>, backend: Backend, startedAt: number): CompiledEntry[] {
    const { source } = this.module;
    const text = backend.compiler.emit(group, source);
    const { dump } = this.settings;
    if (dump && concerns(dump, group)) dumpUnit(dump, text, group, backend.bridge, this);
    const compiled = backend.compiler.link(group, text, startedAt);
    const taken = performance.now() - startedAt;
    budget.note(taken);
    noteBeyondBaseline(taken);
    if (this.settings.perfMap) addToPerfMap(compiled[0]?.functions ?? []);
    for (const entry of compiled) if (this.isOfModule(entry)) this.tierFor(entry.fn).add(entry);
    const [first] = compiled as [CompiledEntry];
    const names = compiled.map(({ fn, types, result, loop }) =>
      signature(fn, types, loop ? undefined : result),
    );
    const how = first.isKept ? "kept from an earlier run, linked" : "compiled";
    const took = first.compileMs.toFixed(1);
    this.explain(`${names.join(", ")}: ${how} in ${took} ms, ${first.codeBytes} bytes`);
    return compiled.filter(({ fn }) => fn === group.entry.fn);
  }

  /** Whether it is for calls of a function of the source. */
  private isOfModule({ fn, loop }: CompiledEntry): boolean {
    return !loop && this.module.functions[fn.id] === fn;
  }

  explainRefusal(name: string, refusal: Refusal): void {
    this.explain(`${name}: stays in the baseline, ${refusal.reason} (${this.place(refusal.fn, refusal.at)})`);
  }

  /** Loads LLVM, once. Null where it is not installed. */
  load(): Backend | null {
    const { backend, reason } = openBackend(this.settings);
    if (backend === null && this.missing === null) {
      this.missing = reason;
      this.explain(`no native code: ${reason}`);
    }
    return backend;
  }

  private allTiers(): NativeTier[] {
    return [...this.tiers.values(), ...this.loops, ...this.calls];
  }

  explain(message: string): void {
    if (this.settings.explain) this.settings.log(`[jit] ${message}\n`);
  }

  place(fn: IrFunction, at: number): string {
    const { source } = this.module;
    const { line, column } = source.position(at);
    return `${source.file ?? "<source>"}:${line}:${column}${fn.name ? ` in ${fn.name}` : ""}`;
  }
}
