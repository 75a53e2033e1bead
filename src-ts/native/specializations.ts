/** What was compiled of one function or loop, for which types, and what was refused. */

import type { IrFunction, Module } from "../ir/nodes.js";
import { typeName } from "../runtime/type-name.js";
import { RuffArray, type Value } from "../runtime/value.js";
import { type Backend, budget } from "./backend.js";
import { type CompiledEntry, typeUnit } from "./compiler.js";
import type { FileGlobals } from "./globals.js";
import type { LoopShape } from "./loop-unit.js";
import type { Group } from "./specialize.js";
import type { JitSettings } from "./settings.js";
import { signature } from "./signature.js";
import { Refusal } from "./typed.js";
import type { NativeType } from "./types.js";
import { fits, looksNative, mayCross, nativeTypeOf } from "./value-types.js";
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

/** Types that stay in the baseline, by names where they have no native type. */
export interface Refused {
  readonly types: readonly (string | NativeType)[];
  readonly refusal: Refusal;
}

/** Machine code that calls can enter, and what they did. */
export interface Entry {
  readonly compiled: CompiledEntry;
  calls: number;
  /** Milliseconds in machine code, if a report is wanted. */
  spent: number;
}

/** At most this many entries, and as many refusals, of one function. */
const MOST = 4;

/** Why there is no entry: for these values, for now because enough was compiled lately or the way is too long, or for good. */
export type Miss = "values" | "budget" | "far" | "hopeless";

export class Specializations {
  readonly entries: Entry[] = [];
  private readonly refusals: Refused[] = [];
  /** The first call that came with a value of no native type. */
  private foreign: Refused | null = null;

  private made: LoopShape | null = null;
  private ahead: { readonly types: readonly NativeType[]; readonly group: Group } | null = null;

  /** `makeShape` gives the shape of a loop; `check` throws a `Refusal` where the types do not matter. */
  constructor(
    private readonly owner: IrFunction,
    private readonly engine: TierContext,
    private readonly makeShape: () => LoopShape | null,
    private readonly check: () => void,
  ) {}

  private get shape(): LoopShape | null {
    this.made ??= this.makeShape();
    return this.made;
  }

  private get fn(): IrFunction {
    return this.shape?.fn ?? this.owner;
  }

  /** Whether it was compiled or refused, for whatever types. */
  get isConsidered(): boolean {
    return this.entries.length > 0 || this.refused.length > 0;
  }

  /** What stays in the baseline. */
  get refused(): readonly Refused[] {
    return this.foreign ? [...this.refusals, this.foreign] : this.refusals;
  }

  /** Takes an entry, unless it has one for the same types. */
  add(compiled: CompiledEntry): void {
    const known = this.entries.some((entry) => conditions(entry.compiled) === conditions(compiled));
    if (!known) this.entries.push({ compiled, calls: 0, spent: 0 });
  }

  find(args: readonly Value[]): Entry | null {
    const { globals } = this.engine;
    for (const entry of this.entries)
      if (matches(entry.compiled.types, args) && matchGlobals(entry.compiled, globals)) return entry;
    return null;
  }

  /** Compiles for the arguments' types, or says why not. */
  make(args: readonly Value[]): Entry | Miss {
    if (this.entries.length >= MOST) return "values";
    if (this.refusals.length >= MOST) return this.entries.length > 0 ? "values" : "hopeless";
    const types = this.typesOf(args);
    return types === null ? "values" : this.compile(types, args);
  }

  /**
   * Whether it looks as if there will be machine code for such arguments: it is typed, ahead of time. Not for arrays,
   * which would be packed for it.
   */
  promises(args: readonly Value[]): boolean {
    if (!args.every(looksNative)) return false;
    if (args.some((arg) => arg instanceof RuffArray)) return true;
    const types = this.typesOf(args);
    if (types === null) return false;
    try {
      this.ahead = { types, group: this.typed(types) };
      return true;
    } catch (error) {
      this.refuse(types, asRefusal(error, this.fn));
      return false;
    }
  }

  /** The native types of values; null, with a note, if one has none. */
  private typesOf(args: readonly Value[]): readonly NativeType[] | null {
    const stranger = args.findIndex((arg) => !mayCross(arg));
    const types = stranger < 0 ? args.map(nativeTypeOf) : [];
    if (stranger < 0 && types.every((type) => type !== null)) return types;
    this.noteForeign(stranger < 0 ? types.indexOf(null) : stranger, args);
    return null;
  }

  private typed(types: readonly NativeType[]): Group {
    this.check();
    return typeUnit(this.fn, types, this.shape, this.engine.globals);
  }

  /** What was typed ahead of time, if it is for these types and for the top-level variables as they are now. */
  private takeAhead(types: readonly NativeType[]): Group | null {
    const { ahead } = this;
    this.ahead = null;
    if (ahead === null || ahead.types.join() !== types.join()) return null;
    const { all, unbound } = ahead.group.globals;
    return matchGlobals({ globals: all, unbound: [...unbound] }, this.engine.globals) ? ahead.group : null;
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

  private compile(types: readonly NativeType[], args: readonly Value[]): Entry | Miss {
    const { engine, fn } = this;
    if (this.refusals.some((refused) => refused.types.join() === types.join())) return "values";
    const startedAt = performance.now();
    if (!budget.allows(startedAt, engine.settings)) return "budget";
    try {
      const group = this.takeAhead(types) ?? this.typed(types);
      const backend = engine.load();
      if (backend === null) return "hopeless";
      for (const entry of engine.compile(group, backend, startedAt)) this.add(entry);
      return this.find(args) ?? "values";
    } catch (error) {
      this.refuse(types, asRefusal(error, fn));
      return "values";
    }
  }

  refuse(types: readonly NativeType[], refusal: Refusal): void {
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

function matchGlobals(
  { globals, unbound }: Pick<CompiledEntry, "globals" | "unbound">,
  file: FileGlobals,
): boolean {
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
