/**
 * The one module that touches llvm-bindings, because that package needs care: it truncates wide constants,
 * crashes on mixed types, has no attributes, never frees memory and works in one thread only. It takes tens
 * of milliseconds to load, so it is loaded with the first unit.
 */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type llvmTypes from "llvm-bindings";
import { besideAddon } from "./bridge.js";
import { FRAME_BYTES } from "./frame.js";
import { ArrayType, FunctionType, type ResultType, StructType, TEXT, TextType } from "./types.js";

export type Llvm = typeof llvmTypes;
export type Value = llvmTypes.Value;
export type Type = llvmTypes.Type;
export type Block = llvmTypes.BasicBlock;
export type LlvmFunction = llvmTypes.Function;
export type Subprogram = llvmTypes.DISubprogram;

let loaded: Llvm | null | undefined;

/** llvm-bindings, linked with the bridge's LLVM if that was built; null where neither is installed. */
export function loadLlvm(): Llvm | null {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    const relinked = besideAddon("ruff_bindings.node");
    try {
      loaded = require(existsSync(relinked) ? relinked : "llvm-bindings") as Llvm;
    } catch {
      loaded = null;
    }
  }
  return loaded;
}

/** A module under construction with the builder and types that its functions share. */
export class IrModule {
  readonly context: llvmTypes.LLVMContext;
  readonly module: llvmTypes.Module;
  readonly builder: llvmTypes.IRBuilder;
  readonly int: llvmTypes.IntegerType;
  readonly double: Type;
  readonly bit: llvmTypes.IntegerType;
  readonly bytes: Type;
  /** One unit of UTF-16. */
  readonly unit: llvmTypes.IntegerType;
  /** An array's header, and the pointer to it that stands for the array. */
  readonly header: Type;
  readonly array: Type;
  readonly frameType: Type;
  /** The frame: its address is known when the unit is linked. */
  readonly frame: Value;
  private readonly debug: llvmTypes.DIBuilder;
  private readonly file: llvmTypes.DIFile;
  private knownStackLimit: Value | null = null;

  constructor(
    private readonly llvm: Llvm,
    name: string,
    fileName: string,
  ) {
    this.context = new llvm.LLVMContext();
    this.module = new llvm.Module(name, this.context);
    this.builder = new llvm.IRBuilder(this.context);
    this.int = llvm.Type.getInt64Ty(this.context);
    this.double = llvm.Type.getDoubleTy(this.context);
    this.bit = llvm.Type.getInt1Ty(this.context);
    this.unit = llvm.Type.getInt16Ty(this.context);
    this.bytes = llvm.Type.getInt8PtrTy(this.context);
    this.header = llvm.StructType.create(this.context, [this.bytes, this.int, this.int, this.int], "array");
    this.array = this.pointerTo(this.header);
    this.frameType = llvm.ArrayType.get(this.int, FRAME_BYTES / 8);
    this.frame = this.place("frame", this.frameType);
    this.debug = new llvm.DIBuilder(this.module);
    this.file = this.debug.createFile(fileName, ".");
    this.debug.createCompileUnit(DW_LANG_C99, this.file, "ruff", true, "", 0);
    this.module.addModuleFlag(llvm.Module.ModFlagBehavior.Warning, "Debug Info Version", 3);
  }

  /** Something of the machine's of which machine code uses the address. */
  private place(name: string, type: Type): Value {
    const { ExternalLinkage } = this.llvm.GlobalValue.LinkageTypes;
    return new this.llvm.GlobalVariable(this.module, type, false, ExternalLinkage, null, name);
  }

  /** The lowest address for frames of machine code. */
  stackLimit(): Value {
    this.knownStackLimit ??= this.place("stack_limit", this.builder.getInt8Ty());
    return this.knownStackLimit;
  }

  /** A 64-bit constant. The bindings take doubles, so wide values are put together from halves. */
  int64(value: number | bigint): Value {
    if (Number.isSafeInteger(Number(value))) return this.llvm.ConstantInt.get(this.int, Number(value), true);
    const bits = BigInt.asUintN(64, BigInt(value));
    const half = (part: bigint): Value =>
      this.builder.CreateZExt(this.llvm.ConstantInt.get(this.int, Number(part), false), this.int);
    const high = this.builder.CreateShl(half(bits >> 32n), this.int64(32));
    return this.builder.CreateOr(high, half(bits & 0xffff_ffffn));
  }

  int32(value: number): Value {
    return this.builder.getInt32(value);
  }

  float(value: number): Value {
    return this.llvm.ConstantFP.get(this.double, value);
  }

  character(unit: number): Value {
    return this.llvm.ConstantInt.get(this.unit, unit, false);
  }

  bool(value: boolean): Value {
    return this.builder.getInt1(value);
  }

  block(name: string, parent: LlvmFunction): Block {
    return this.llvm.BasicBlock.Create(this.context, name, parent);
  }

  /** Defines a function that only this module sees, unless `exported`. */
  defineFunction(name: string, result: Type, parameters: Type[], exported: boolean): LlvmFunction {
    const { LinkageTypes } = this.llvm.Function;
    const linkage = exported ? LinkageTypes.ExternalLinkage : LinkageTypes.InternalLinkage;
    const type = this.llvm.FunctionType.get(result, parameters, false);
    return this.llvm.Function.Create(type, linkage, name, this.module);
  }

  /** The type of values of a native type. */
  typeOf(type: ResultType): Type {
    if (type instanceof ArrayType || type === TEXT) return this.array;
    if (type instanceof TextType) return this.unit;
    if (type instanceof FunctionType) return this.bit;
    if (type instanceof StructType)
      return this.llvm.StructType.get(
        this.context,
        type.fields.map((field) => this.typeOf(field.type)),
      );
    switch (type) {
      case "int":
        return this.int;
      case "float":
        return this.double;
      case "number":
        return this.llvm.StructType.get(this.context, [this.bit, this.int, this.double]);
      case "bool":
      case "null":
      case "never":
        return this.bit;
    }
  }

  /** A value that is never looked at. */
  undefined(type: Type): Value {
    return this.llvm.UndefValue.get(type);
  }

  /** Calls a function that is defined elsewhere, an intrinsic or a helper, declaring it at need. */
  callExternal(name: string, result: Type, args: readonly Value[], types: readonly Type[]): Value {
    const type = this.llvm.FunctionType.get(result, [...types], false);
    return this.builder.CreateCall(this.module.getOrInsertFunction(name, type), [...args]);
  }

  /** The type `{ i64, i1 }` of the checked arithmetic intrinsics. */
  overflowType(): Type {
    return this.llvm.StructType.get(this.context, [this.int, this.bit]);
  }

  pointerTo(type: Type): Type {
    return this.llvm.PointerType.get(type, 0);
  }

  /** The debug record of a function: how backtraces name it. */
  subprogram(name: string, line: number): Subprogram {
    const { SPFlagDefinition, SPFlagOptimized } = this.llvm.DISubprogram.DISPFlags;
    const type = this.debug.createSubroutineType(this.debug.getOrCreateTypeArray([]));
    const flags = SPFlagDefinition | SPFlagOptimized;
    return this.debug.createFunction(this.file, name, "", this.file, line, type, line, 0, flags);
  }

  /** Sets the source position of the instructions built from here on. */
  setPosition(line: number, column: number, scope: Subprogram): void {
    const location = this.llvm.DILocation.get(this.context, line, column <= MOST_COLUMN ? column : 0, scope);
    this.builder.SetCurrentDebugLocation(location);
  }

  /** The finished module as text. */
  print(): string {
    this.debug.finalize();
    return this.module.print();
  }
}

const DW_LANG_C99 = 12;
/** DWARF columns have 16 bits in LLVM. */
const MOST_COLUMN = 0xffff;
