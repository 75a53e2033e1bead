/**
 * The native engine: decides when a function goes to machine code, and takes calls across.
 *
 * The baseline counts calls; when a function's budget is used up it asks its tier. The tier compiles the
 * function for the types it sees, or notes why it cannot, and from then on runs matching calls in machine
 * code. A call that does not match runs in the baseline as if nothing had happened.
 */

import type { Tier, TierProvider } from "../baseline/tier.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { typeName, type Value } from "../runtime/value.js";
import { type Bridge, openBridge } from "./bridge.js";
import { ambiguousGlobals, findCandidates } from "./candidates.js";
import { type CompiledEntry, typeUnit, UnitCompiler } from "./compiler.js";
import { concerns, dumpUnit } from "./dump.js";
import { nativeError } from "./failure.js";
import { NativeFrame, nativeTypeOf } from "./frame.js";
import { loadLlvm } from "./llvm.js";
import { signature } from "./signature.js";
import { FIRST_THRESHOLD, type IrDump, type JitSettings, NEXT_THRESHOLD } from "./settings.js";
import type { Group } from "./specialize.js";
import { type NativeType, Refusal } from "./typed.js";

interface Refused {
  readonly types: readonly string[];
  readonly refusal: Refusal;
}

/** What there is to tell about one hot function. */
export interface TierReport {
  readonly fn: IrFunction;
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

/** The machine's side: present once the first unit has been compiled. */
interface Backend {
  readonly bridge: Bridge;
  readonly compiler: UnitCompiler;
  readonly frame: NativeFrame;
}

export class NativeEngine implements TierProvider {
  private readonly candidates: ReadonlySet<IrFunction>;
  private readonly tiers = new Map<IrFunction, NativeTier>();
  private readonly guards = new Map<IrFunction, () => boolean>();
  private backend: Backend | null | undefined;
  /** Why there is no machine code on this machine, once a unit was to be compiled. */
  missing: string | null = null;

  constructor(
    readonly module: Module,
    readonly settings: JitSettings,
  ) {
    this.candidates = findCandidates(module);
  }

  isCandidate(fn: IrFunction): boolean {
    return this.candidates.has(fn);
  }

  guardedSlots = ambiguousGlobals;

  setGuard(fn: IrFunction, anyBound: () => boolean): void {
    this.guards.set(fn, anyBound);
  }

  tierOf(fn: IrFunction): Tier {
    return this.tierFor(fn);
  }

  private tierFor(fn: IrFunction): NativeTier {
    let tier = this.tiers.get(fn);
    if (!tier) {
      tier = new NativeTier(fn, this);
      this.tiers.set(fn, tier);
    }
    return tier;
  }

  /** What became of each function that got hot, in the order they appear in the source. */
  report(): TierReport[] {
    return [...this.tiers.values()]
      .map((tier) => tier.report())
      .filter(({ entries, refusals }) => {
        return entries.length + refusals.length > 0;
      });
  }

  /** Hands each entry of a new unit to the tier of its function. */
  install(compiled: readonly CompiledEntry[]): void {
    for (const entry of compiled) this.tierFor(entry.fn).add(entry);
    const [first] = compiled as [CompiledEntry];
    const names = compiled.map(({ fn, types, result }) => signature(fn, types, result)).join(", ");
    this.explain(`${names}: compiled in ${first.compileMs.toFixed(1)} ms, ${first.codeBytes} bytes`);
  }

  /** Whether a top-level variable exists that one of the functions would use in place of its own. */
  anyGuardBound(members: readonly IrFunction[]): boolean {
    return members.some((fn) => this.guards.get(fn)?.() ?? false);
  }

  /** How many calls make a function hot. */
  threshold(): number {
    return this.settings.threshold ?? (this.backend ? NEXT_THRESHOLD : FIRST_THRESHOLD);
  }

  /** Loads LLVM, once. Null where it is not installed. */
  load(): Backend | null {
    if (this.backend === undefined) this.backend = this.open();
    return this.backend;
  }

  private open(): Backend | null {
    const llvm = loadLlvm();
    const { bridge, reason } = openBridge();
    if (llvm === null || bridge === null) {
      this.missing = reason ?? "llvm-bindings is not installed";
      this.explain(`no native code: ${this.missing}`);
      return null;
    }
    const frame = new NativeFrame();
    const address = bridge.useFrame(frame.buffer);
    return { bridge, frame, compiler: new UnitCompiler(llvm, bridge, address) };
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

class NativeTier implements Tier {
  budget: number;
  private readonly entries: { compiled: CompiledEntry; calls: number }[] = [];
  private readonly refusals: Refused[] = [];
  /** The first call that came with a value of no native type. */
  private foreign: Refused | null = null;

  constructor(
    private readonly fn: IrFunction,
    private readonly engine: NativeEngine,
  ) {
    this.budget = engine.threshold();
  }

  report(): TierReport {
    const refusals = this.foreign ? [...this.refusals, this.foreign] : this.refusals;
    return { fn: this.fn, entries: this.entries, refusals };
  }

  /** Takes an entry, unless it has one for the same types. From now on each call is looked at. */
  add(compiled: CompiledEntry): void {
    const known = this.entries.some((entry) => entry.compiled.types.join() === compiled.types.join());
    if (!known) this.entries.push({ compiled, calls: 0 });
    this.budget = 0;
  }

  enter(...args: Value[]): Value | undefined {
    this.budget = 0;
    for (const entry of this.entries) {
      if (!matches(entry.compiled.types, args)) continue;
      if (this.engine.anyGuardBound(entry.compiled.members)) return this.rest(REST_AFTER_MISS);
      entry.calls++;
      return this.run(entry.compiled, args);
    }
    return this.compileFor(args) ? this.enter(...args) : undefined;
  }

  private rest(calls: number): undefined {
    this.budget = calls;
    return undefined;
  }

  private run(compiled: CompiledEntry, args: readonly Value[]): Value {
    const { bridge, frame } = this.engine.load() as Backend;
    frame.setEntry(compiled.entryId);
    for (let i = 0; i < args.length; i++) frame.write(1 + i, args[i] as Value);
    bridge.invoke();
    if (frame.status() !== 0) throw nativeError(compiled, bridge, frame, this.engine.module);
    return frame.read(1, compiled.result as NativeType);
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
    const reason = `${fn.parameters[i]?.name} is of type ${typeName(args[i] as Value)}`;
    this.foreign = { types: args.map(typeName), refusal: new Refusal(reason, fn, fn.at) };
    this.explainRefusal(this.foreign);
  }

  private explainRefusal({ types, refusal }: Refused): void {
    const { engine, fn } = this;
    const where = engine.place(refusal.fn, refusal.at);
    engine.explain(`${signature(fn, types)}: stays in the baseline, ${refusal.reason} (${where})`);
  }

  private dump(dump: IrDump, group: Group, { bridge, compiler }: Backend): void {
    if (!concerns(dump, group)) return;
    dumpUnit(dump, compiler.emitShown(group, this.engine.module.source), group, bridge, this.engine);
  }

  private compile(types: readonly NativeType[]): boolean {
    const { engine, fn } = this;
    if (this.refusals.some((refused) => refused.types.join() === types.join())) {
      this.rest(REST_AFTER_MISS);
      return false;
    }
    const startedAt = performance.now();
    try {
      const group = typeUnit(fn, types);
      const backend = engine.load();
      if (backend === null) {
        this.rest(REST_FOR_EVER);
        return false;
      }
      const text = backend.compiler.emit(group, engine.module.source);
      if (engine.settings.dump) this.dump(engine.settings.dump, group, backend);
      engine.install(backend.compiler.link(group, text, startedAt));
      return true;
    } catch (error) {
      const refused = { types, refusal: asRefusal(error, fn) };
      this.refusals.push(refused);
      this.explainRefusal(refused);
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
  for (let i = 0; i < types.length; i++) if (nativeTypeOf(args[i] as Value) !== types[i]) return false;
  return true;
}
