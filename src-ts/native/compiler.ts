/** From a hot function and the types of its arguments to machine code: typing, emitting, linking. */

import type { IrFunction, Slot } from "../ir/nodes.js";
import type { SourceText } from "../syntax/source.js";
import type { Bridge, MachineFunction } from "./bridge.js";
import { emitUnit, type UnitText } from "./emit-unit.js";
import { FIRST_SLOT, MOST_SLOTS } from "./frame.js";
import type { KeptCode } from "./kept-code.js";
import type { FileGlobals, UnitGlobal } from "./globals.js";
import type { Llvm } from "./llvm.js";
import { type Group, specializeGroup } from "./specialize.js";
import type { LoopShape } from "./loop-unit.js";
import { type LoopResults, Refusal, type Specialization } from "./typed.js";
import type { NativeType, ResultType } from "./types.js";

/** Machine code for one function at one tuple of argument types. */
export interface CompiledEntry {
  readonly fn: IrFunction;
  readonly types: readonly NativeType[];
  readonly result: ResultType;
  readonly loop: LoopResults | null;
  /** Whether neither it nor what goes in or comes out touches memory: arrays, structs, top-level variables. */
  readonly pure: boolean;
  readonly globals: readonly UnitGlobal[];
  /** Top-level variables that must not exist when it is entered. */
  readonly unbound: readonly Slot[];
  readonly entryId: number;
  /** Of the unit that it is part of: what failures mean, and where its functions are in the source. */
  readonly sites: UnitText["sites"];
  readonly offsets: UnitText["offsets"];
  readonly codeBytes: number;
  readonly functions: readonly MachineFunction[];
  readonly compileMs: number;
  /** Whether the machine code is an earlier run's. */
  readonly isKept: boolean;
  /** Every function that is part of the unit. */
  readonly members: readonly IrFunction[];
}

/** The typed group of a hot function. Throws a `Refusal`. Needs no LLVM. */
export function typeUnit(
  fn: IrFunction,
  types: readonly NativeType[],
  shape: LoopShape | null,
  file: FileGlobals,
): Group {
  if (types.length > MOST_SLOTS - FIRST_SLOT) throw new Refusal("it has too many parameters", fn, fn.at);
  return specializeGroup(fn, types, shape, file);
}

/** Whether all that goes in and comes out fits into a word each. */
function crossesAsScalars({ parameters, result, loop }: Specialization): boolean {
  const results = loop ? [...loop.types, ...loop.exits.flat(), ...loop.savedTypes, loop.returned] : [result];
  return [...parameters.map(({ type }) => type), ...results].every((type) => typeof type === "string");
}

export class UnitCompiler {
  constructor(
    private readonly llvm: Llvm,
    private readonly bridge: Bridge,
    private readonly kept: KeptCode,
  ) {}

  /** The LLVM IR of a group. */
  emit(group: Group, source: SourceText): UnitText {
    return emitUnit(this.llvm, group, source);
  }

  /** Links the unit. Throws the bridge's errors: each is a defect of the emitter, or memory has run out. */
  link(group: Group, text: UnitText, startedAt: number): CompiledEntry[] {
    const exports = text.entries.map(({ symbol }) => symbol);
    const options = { name: group.entry.symbol, symbols: text.symbols, exports };
    const { object, isKept } = this.kept.objectFor(text.ir, options);
    const unit = this.bridge.link(object, exports);
    const shared = {
      isKept,
      sites: text.sites,
      offsets: text.offsets,
      codeBytes: unit.codeBytes,
      functions: unit.functions,
      compileMs: performance.now() - startedAt,
      globals: group.globals.all,
      unbound: [...group.globals.unbound],
      members: [...new Set(group.members.map(({ fn }) => fn))],
    };
    return text.entries.map(({ specialization }, i) => ({
      ...shared,
      fn: specialization.fn,
      types: specialization.parameters.map(({ type }) => type),
      result: specialization.result,
      loop: specialization.loop,
      pure: specialization.pure && crossesAsScalars(specialization),
      entryId: unit.entries[i] as number,
    }));
  }
}
