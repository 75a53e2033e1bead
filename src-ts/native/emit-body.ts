/** Emits one copy of a function: statements as basic blocks, variables as stack slots that LLVM promotes. */

import { MAX_INT } from "../runtime/int.js";
import type { SourceText } from "../syntax/source.js";
import { emitOwned, emitStore, loadSteady, type SteadyArray } from "./emit-array.js";
import { emitExpression } from "./emit-expression.js";
import { emitAs, type NumberValues, packNumber, partsOf } from "./emit-number.js";
import { loadWords, storeWords } from "./emit-struct.js";
import type { Block, IrModule, LlvmFunction, Subprogram, Value } from "./llvm.js";
import { type LoopStatement, ownedBefore, ownedKey, steadyIn } from "./ownership.js";
import type { Sites } from "./sites.js";
import {
  LOOP_RETURNED,
  type MessagePart,
  type NumberParts,
  type Specialization,
  type TypedExpression,
  type TypedStatement,
  type Variable,
} from "./typed.js";
import { type ResultType, StructType } from "./types.js";

/** What a function body needs to know about the unit it is in. */
export interface UnitContext {
  readonly ir: IrModule;
  readonly source: SourceText;
  readonly sites: Sites;
  /** Source offsets by `line:column`, for all positions that the code carries. */
  readonly offsets: Map<string, number>;
  /** The function to call for a callee, from the copy at `level`. */
  calleeFrom(caller: Specialization, level: number, callee: Specialization): LlvmFunction;
  /** The address of a slot of the frame, to hold a value of the type; an int if none is given. */
  frameSlot(slot: number, type?: ReturnType<IrModule["pointerTo"]>): Value;
  llvmType(type: ResultType): ReturnType<IrModule["pointerTo"]>;
}

interface LoopTargets {
  readonly onBreak: Block;
  readonly onContinue: Block;
}

export class BodyEmitter {
  readonly ir: IrModule;
  private readonly slots = new Map<Variable, Value>();
  private readonly loops: LoopTargets[] = [];
  /** Arrays that have one owner, by `ownedKey`: the loops around the current place have seen to it. */
  private readonly owned = new Set<string>();
  /** Array variables that keep their array throughout the loops around the current place. */
  private readonly steady = new Map<Variable, SteadyArray>();
  private position = -1;

  constructor(
    readonly unit: UnitContext,
    readonly specialization: Specialization,
    private readonly fn: LlvmFunction,
    /** 0 is the function itself; copies above it are inlined into the one below. */
    readonly level: number,
    private readonly scope: Subprogram,
  ) {
    this.ir = unit.ir;
  }

  /** Emits the whole body. `checksStack` is set where recursion enters a new machine frame. */
  emit(checksStack: boolean): void {
    const { specialization, ir } = this;
    ir.builder.SetInsertPoint(this.block("entry"));
    this.moveTo(specialization.fn.at);
    for (const variable of specialization.variables)
      this.slots.set(
        variable,
        ir.builder.CreateAlloca(this.unit.llvmType(variable.type), null, variable.name),
      );
    specialization.parameters.forEach((parameter, i) => {
      const value = this.fn.getArg(i);
      // Shows that there is no sign.
      const shown = parameter.natural ? ir.builder.CreateAnd(value, ir.int64(MAX_INT)) : value;
      this.write(parameter, shown);
    });
    if (checksStack) this.checkStack();
    if (this.emitAll(specialization.body)) ir.builder.CreateUnreachable();
  }

  /** Fails if the frame lies below the limit: recursion has used up the machine stack. */
  private checkStack(): void {
    const { ir } = this;
    const pointer = ir.pointerTo(ir.builder.getInt8Ty());
    const frame = ir.callExternal("llvm.addressofreturnaddress.p0i8", pointer, [], []);
    const address = ir.builder.CreatePtrToInt(frame, ir.int);
    const message = `Maximum call stack depth exceeded while calling ${this.specialization.fn.name}`;
    const limit = ir.builder.CreatePtrToInt(ir.stackLimit(), ir.int);
    this.failIf(ir.builder.CreateICmpULT(address, limit), [message], this.specialization.fn.at, true);
  }

  block(name: string): Block {
    return this.ir.block(name, this.fn);
  }

  read(variable: Variable): Value {
    if (variable.parts) {
      const { isFloat, int, float } = variable.parts;
      return packNumber(this, { isFloat: this.read(isFloat), int: this.read(int), float: this.read(float) });
    }
    const steady = this.steady.get(variable);
    if (steady) return steady.header;
    const { pinned, type } = variable;
    if (pinned !== undefined && type instanceof StructType)
      return loadWords(this.ir, this.unit.frameSlot(pinned), this.ir.int64(0), type);
    return this.ir.builder.CreateLoad(this.unit.llvmType(type), this.placeOf(variable), variable.name);
  }

  write(variable: Variable, value: Value): void {
    if (variable.parts) {
      this.writeNumber(variable.parts, partsOf(this, value, "number"));
      return;
    }
    const tag = this.specialization.tags.get(variable);
    if (tag) this.write(tag, this.ir.bool(variable.type === "float"));
    const { pinned, type } = variable;
    if (pinned !== undefined && type instanceof StructType)
      storeWords(this.ir, this.unit.frameSlot(pinned), this.ir.int64(0), type, value);
    else this.ir.builder.CreateStore(value, this.placeOf(variable));
  }

  private writeNumber({ isFloat, int, float }: NumberParts, values: NumberValues): void {
    this.write(int, values.int);
    this.write(float, values.float);
    this.write(isFloat, values.isFloat);
  }

  private placeOf(variable: Variable): Value {
    if (variable.pinned === undefined) return this.slots.get(variable) as Value;
    return this.unit.frameSlot(variable.pinned, this.unit.llvmType(variable.type));
  }

  /** Gives the following instructions the position of a source offset. */
  moveTo(at: number): void {
    if (at === this.position) return;
    this.position = at;
    const { line, column } = this.unit.source.position(at);
    this.unit.offsets.set(`${line}:${column}`, at);
    this.ir.setPosition(line, column, this.scope);
  }

  // ---- failing ----

  /** Leaves machine code with an error: stores the values of its message, then exits to the host. */
  fail(message: readonly MessagePart[], at: number, beforeCall = false): void {
    const { ir, unit } = this;
    const values = message.filter((part) => typeof part !== "string") as TypedExpression[];
    const computed = values.map((value) => emitExpression(this, value));
    this.failWith(
      unit.sites.siteFor({ message, at, fn: this.specialization.fn, beforeCall }),
      values,
      computed,
      at,
    );
    ir.builder.CreateUnreachable();
  }

  private failWith(
    site: number,
    parts: readonly TypedExpression[],
    values: readonly Value[],
    at: number,
  ): void {
    const { ir, unit } = this;
    this.moveTo(at);
    unit.sites.storeValues(
      unit,
      parts.map((part) => part.type),
      values,
      this.specialization.fn,
    );
    const type = ir.builder.getInt32Ty();
    ir.callExternal("exit_to_host", ir.builder.getVoidTy(), [ir.int32(site)], [type]);
  }

  /** The number of the site where memory runs out. */
  memorySite(at: number): number {
    return this.unit.sites.memorySite(this.specialization.fn, at);
  }

  /** Goes on only if the condition is false. */
  failIf(condition: Value, message: readonly MessagePart[], at: number, beforeCall = false): void {
    const failed = this.block("fail");
    const ok = this.block("ok");
    this.ir.builder.CreateCondBr(condition, failed, ok);
    this.ir.builder.SetInsertPoint(failed);
    this.fail(message, at, beforeCall);
    this.ir.builder.SetInsertPoint(ok);
  }

  /** The same for a message with values that are already computed. */
  failIfWith(condition: Value, message: readonly MessagePart[], values: readonly Value[], at: number): void {
    const failed = this.block("fail");
    const ok = this.block("ok");
    const parts = message.filter((part) => typeof part !== "string") as TypedExpression[];
    this.ir.builder.CreateCondBr(condition, failed, ok);
    this.ir.builder.SetInsertPoint(failed);
    const { fn } = this.specialization;
    this.failWith(this.unit.sites.siteFor({ message, at, fn, beforeCall: false }), parts, values, at);
    this.ir.builder.CreateUnreachable();
    this.ir.builder.SetInsertPoint(ok);
  }

  // ---- statements ----

  /** Emits statements in order; false if the end cannot be reached (the block then is complete). */
  private emitAll(statements: readonly TypedStatement[]): boolean {
    return statements.every((statement) => this.emitStatement(statement));
  }

  private emitStatement(node: TypedStatement): boolean {
    const { builder } = this.ir;
    if ("at" in node) this.moveTo(node.at);
    switch (node.kind) {
      case "evaluate":
        emitExpression(this, node.value);
        if (node.value.type === "never") builder.CreateUnreachable();
        return node.value.type !== "never";
      case "set":
        this.write(node.variable, emitExpression(this, node.value));
        return true;
      case "store":
        emitStore(this, node);
        return true;
      case "if":
        return this.emitIf(node);
      case "loop":
        return this.owning(node, () => this.emitLoop(node));
      case "count":
        return this.owning(node, () => this.emitCount(node));
      case "break":
        builder.CreateBr((this.loops.at(-1) as LoopTargets).onBreak);
        return false;
      case "continue":
        builder.CreateBr((this.loops.at(-1) as LoopTargets).onContinue);
        return false;
      case "leave":
        return this.emitLeave(node);
      case "return":
        builder.CreateRet(emitAs(this, node.value, this.specialization.result));
        return false;
    }
  }

  private emitLeave(node: Extract<TypedStatement, { kind: "leave" }>): boolean {
    const { ir, unit } = this;
    const { loop, fn } = this.specialization;
    const types = node.values.map(({ type }) =>
      node.outcome === LOOP_RETURNED && loop ? loop.returned : type,
    );
    const values = node.values.map((value, i) => emitAs(this, value, types[i] as ResultType));
    unit.sites.storeValues(unit, ["int", ...types], [ir.int64(node.outcome), ...values], fn);
    ir.builder.CreateRet(ir.bool(false));
    return false;
  }

  private emitIf(node: Extract<TypedStatement, { kind: "if" }>): boolean {
    const { builder } = this.ir;
    const then = this.block("then");
    const otherwise = this.block("else");
    const end = this.block("end");
    builder.CreateCondBr(emitExpression(this, node.condition), then, otherwise);
    const branch = (block: Block, statements: readonly TypedStatement[]): boolean => {
      builder.SetInsertPoint(block);
      const reachesEnd = this.emitAll(statements);
      if (reachesEnd) builder.CreateBr(end);
      return reachesEnd;
    };
    const thenEnds = branch(then, node.then);
    const otherwiseEnds = branch(otherwise, node.otherwise);
    builder.SetInsertPoint(end);
    if (thenEnds || otherwiseEnds) return true;
    builder.CreateUnreachable();
    return false;
  }

  /** What was loaded of a header before the loops that it is steady in. */
  steadyArray(header: Value): SteadyArray | undefined {
    for (const steady of this.steady.values()) if (steady.header === header) return steady;
    return undefined;
  }

  /**
   * Emits a loop after making sure that the arrays it writes into have one owner, and after loading where arrays are that
   * stay where they are: LLVM would have to prove first that it may.
   */
  private owning(loop: LoopStatement, emit: () => boolean): boolean {
    const added: string[] = [];
    for (const owned of ownedBefore(loop)) {
      const key = ownedKey(owned.root, owned.store.path.slice(0, owned.depth)) as string;
      if (this.owned.has(key)) continue;
      emitOwned(this, owned);
      added.push(key);
    }
    for (const key of added) this.owned.add(key);
    const kept = steadyIn(loop, (key) => this.owns(key)).filter((variable) => !this.steady.has(variable));
    for (const variable of kept) this.steady.set(variable, loadSteady(this, this.read(variable)));
    const reachesEnd = emit();
    for (const variable of kept) this.steady.delete(variable);
    for (const key of added) this.owned.delete(key);
    return reachesEnd;
  }

  /** Whether the array under the key certainly has one owner here. */
  owns(key: string | null): boolean {
    return key !== null && this.owned.has(key);
  }

  private emitLoop(node: Extract<TypedStatement, { kind: "loop" }>): boolean {
    const { builder } = this.ir;
    const head = this.block("while");
    const body = this.block("body");
    const end = this.block("end");
    builder.CreateBr(head);
    builder.SetInsertPoint(head);
    builder.CreateCondBr(emitExpression(this, node.condition), body, end);
    this.emitLoopBody(body, node.body, { onBreak: end, onContinue: head });
    builder.SetInsertPoint(end);
    return true;
  }

  private emitLoopBody(body: Block, statements: readonly TypedStatement[], targets: LoopTargets): void {
    const { builder } = this.ir;
    builder.SetInsertPoint(body);
    this.loops.push(targets);
    if (this.emitAll(statements)) builder.CreateBr(targets.onContinue);
    this.loops.pop();
  }

  /** A loop with a canonical induction variable, which the body cannot change. */
  private emitCount(node: Extract<TypedStatement, { kind: "count" }>): boolean {
    const { ir } = this;
    const { builder } = ir;
    const start = emitExpression(this, node.start);
    const stop = emitExpression(this, node.stop);
    const before = builder.GetInsertBlock() as Block;
    const [head, body, latch, end] = [
      this.block("for"),
      this.block("body"),
      this.block("next"),
      this.block("end"),
    ];
    builder.CreateBr(head);
    builder.SetInsertPoint(head);
    const induction = builder.CreatePHI(ir.int, 2, `${node.variable.name}.next`);
    induction.addIncoming(start, before);
    const goesOn =
      node.step > 0n ? builder.CreateICmpSLT(induction, stop) : builder.CreateICmpSGT(induction, stop);
    builder.CreateCondBr(goesOn, body, end);
    builder.SetInsertPoint(body);
    this.write(node.variable, induction);
    this.emitLoopBody(body, node.body, { onBreak: end, onContinue: latch });
    builder.SetInsertPoint(latch);
    // By one step it cannot pass the bound, so it cannot overflow; by more it saturates, which ends the loop.
    const step = ir.int64(node.step);
    const next =
      node.step === 1n || node.step === -1n
        ? builder.CreateAdd(induction, step)
        : ir.callExternal("llvm.sadd.sat.i64", ir.int, [induction, step], [ir.int, ir.int]);
    induction.addIncoming(next, latch);
    builder.CreateBr(head);
    builder.SetInsertPoint(end);
    return true;
  }
}
