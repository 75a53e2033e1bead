/**
 * Emits a unit: every specialization of a group in one LLVM module, so that calls are direct.
 *
 * Recursion is inlined into itself: a member of a cycle is emitted several times. Copy 0 is the function;
 * copies 1..k are always inlined, each calls the copies one level on, the last calls copy 0:
 *
 *     @fib.i -> @fib.i.1 (inlined) -> @fib.i.2 (inlined) -> @fib.i
 *
 * so that one machine frame, with one stack check, does the work of many calls.
 */

import type { SourceText } from "../syntax/source.js";
import { decorate } from "./attributes.js";
import { BodyEmitter, type UnitContext } from "./emit-body.js";
import { loadWords } from "./emit-struct.js";
import { FIRST_SLOT } from "./frame.js";
import { IrModule, type Llvm, type LlvmFunction, type Type, type Value } from "./llvm.js";
import { Sites } from "./sites.js";
import { type Group, recursiveMembers } from "./specialize.js";
import { sourceId } from "./synthetic.js";
import type { Specialization } from "./typed.js";
import { ArrayType, type NativeType, type ResultType, StructType, TEXT } from "./types.js";

export interface UnitText {
  readonly ir: string;
  readonly sites: Sites;
  /** Source offsets by `line:column`, for all positions that the code carries. */
  readonly offsets: ReadonlyMap<string, number>;
  /** What can be called from outside: the group's entry first, then whatever shares a cycle with it. */
  readonly entries: readonly UnitEntry[];
  /** Functions of the host that the code calls. */
  readonly symbols: readonly string[];
}

export interface UnitEntry {
  readonly specialization: Specialization;
  /** A function of type `void (i64*)` that runs the specialization on the frame. */
  readonly symbol: string;
}

/** How many nodes a unit may grow to by inlining recursion into itself. */
const INLINE_BUDGET = 1000;
/** How many rounds of a cycle of calls one machine frame does the work of: beyond, code grows and gains nothing. */
const INLINE_ROUNDS = 2;

export function emitUnit(llvm: Llvm, group: Group, source: SourceText): UnitText {
  return new UnitEmitter(llvm, group, source).emit();
}

class UnitEmitter implements UnitContext {
  readonly ir: IrModule;
  readonly sites = new Sites();
  readonly offsets = new Map<string, number>();
  private readonly cycles;
  private readonly copies = new Map<Specialization, LlvmFunction[]>();

  constructor(
    llvm: Llvm,
    private readonly group: Group,
    readonly source: SourceText,
  ) {
    this.ir = new IrModule(llvm, group.entry.symbol, source.file ?? "source");
    this.cycles = recursiveMembers(group);
  }

  emit(): UnitText {
    for (const member of this.group.members) this.copies.set(member, this.declareCopies(member));
    for (const [member, copies] of this.copies)
      copies.forEach((fn, level) => this.emitCopy(member, fn, level));
    const { entry } = this.group;
    const cycle = [...(this.cycles.get(entry) ?? [])];
    const others = cycle.filter((member) => member !== entry && isCallable(member));
    const entries = [entry, ...others].map((member) => this.emitEntry(member));
    // What a loop leaves is in memory.
    const pureMembers = this.group.members.filter((member) => member.pure && !member.loop);
    const pure = new Set(pureMembers.map(({ symbol }) => symbol));
    const text = decorate(this.ir.print(), pure);
    return { ir: text, sites: this.sites, offsets: this.offsets, entries, symbols: hostSymbols(text) };
  }

  private declareCopies(member: Specialization): LlvmFunction[] {
    const result = this.llvmType(member.result);
    const parameters = member.parameters.map(({ type }) => this.llvmType(type));
    const name = (level: number): string =>
      level === 0 ? member.symbol : `${member.symbol}.inline.${level}`;
    return Array.from({ length: this.levels(member) + 1 }, (_, level) =>
      this.ir.defineFunction(name(level), result, parameters, false),
    );
  }

  /** How often a member is inlined into itself: all members of a cycle alike, by the budget. */
  private levels(member: Specialization): number {
    const cycle = this.cycles.get(member);
    if (!cycle) return 0;
    const members = [...cycle];
    // Where a call does more work than a few instructions, its cost does not matter.
    if (members.some(({ hasLoops }) => hasLoops)) return 0;
    const size = members.reduce((sum, other) => sum + other.size, 0);
    const calls = Math.max(
      ...members.map((other) => other.callees.filter((callee) => cycle.has(callee)).length),
    );
    let [level, copies, total] = [0, 1, size];
    while (level < INLINE_ROUNDS * members.length) {
      copies *= calls;
      total += copies * size;
      if (total > INLINE_BUDGET) break;
      level++;
    }
    return level;
  }

  private emitCopy(member: Specialization, fn: LlvmFunction, level: number): void {
    const { line } = this.source.position(member.fn.at);
    const scope = this.ir.subprogram(`${member.fn.name}#${sourceId(member.fn)}`, line);
    fn.setSubprogram(scope);
    const checksStack = level === 0 && this.cycles.has(member);
    new BodyEmitter(this, member, fn, level, scope).emit(checksStack);
  }

  calleeFrom(caller: Specialization, level: number, callee: Specialization): LlvmFunction {
    const copies = this.copies.get(callee) as LlvmFunction[];
    const sameCycle = this.cycles.get(caller)?.has(callee) ?? false;
    return (sameCycle ? copies[level + 1] : undefined) ?? (copies[0] as LlvmFunction);
  }

  /** Loads the arguments from the frame, calls the function, stores the result. */
  private emitEntry(specialization: Specialization): UnitEntry {
    const { ir } = this;
    const { parameters, result, loop } = specialization;
    const symbol = `${specialization.symbol}.entry`;
    const fn = ir.defineFunction(symbol, ir.builder.getVoidTy(), [ir.pointerTo(ir.int)], true);
    const scope = ir.subprogram("entry", 1);
    fn.setSubprogram(scope);
    ir.builder.SetInsertPoint(ir.block("entry", fn));
    ir.setPosition(1, 1, scope);
    const args = parameters.map(({ type }, i) => this.loadSlot(FIRST_SLOT + i, type));
    const [callee] = this.copies.get(specialization) as [LlvmFunction];
    const value = ir.builder.CreateCall(callee, args);
    if (result !== "never" && !loop) this.sites.storeValues(this, [result], [value], specialization.fn);
    ir.builder.CreateRetVoid();
    return { specialization, symbol };
  }

  private loadSlot(slot: number, type: NativeType): Value {
    const { ir } = this;
    const bits = ir.builder.CreateLoad(ir.int, this.frameSlot(slot));
    if (type === "float") return ir.builder.CreateBitCast(bits, ir.double);
    if (type instanceof ArrayType || type === TEXT) return ir.builder.CreateIntToPtr(bits, ir.array);
    if (type instanceof StructType)
      return loadWords(ir, ir.builder.CreateIntToPtr(bits, ir.pointerTo(ir.int)), ir.int64(0), type);
    return type === "int" ? bits : ir.builder.CreateTrunc(bits, ir.bit);
  }

  frameSlot(slot: number, type: Type = this.ir.int): Value {
    const { builder, frame, frameType } = this.ir;
    const place = builder.CreateInBoundsGEP(frameType, frame, [this.ir.int64(0), this.ir.int64(slot)]);
    return builder.CreateBitCast(place, this.ir.pointerTo(type));
  }

  llvmType(type: ResultType): Type {
    return this.ir.typeOf(type);
  }
}

/** Whether the host can call it: what comes from there is an int or a float. */
function isCallable({ parameters }: Specialization): boolean {
  return parameters.every(({ type }) => type !== "number");
}

/** The host functions that the text declares: everything external that is not an intrinsic. */
function hostSymbols(text: string): string[] {
  return [...text.matchAll(/^declare .*@([\w.]+)\(/gm)]
    .map((match) => match[1] as string)
    .filter((name) => !name.startsWith("llvm."));
}
