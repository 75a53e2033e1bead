/**
 * Structs in machine code: values without identity, in registers where LLVM finds room. In memory, as items of an array
 * or on the way in and out, each field takes a word.
 */

import type { BodyEmitter } from "./emit-body.js";
import { emitExpression } from "./emit-expression.js";
import type { IrModule, Type, Value } from "./llvm.js";
import type { TypedExpression } from "./typed.js";
import { ArrayType, type NativeType, StructType, wordsOf } from "./types.js";

type NodeOf<Kind extends TypedExpression["kind"]> = Extract<TypedExpression, { kind: Kind }>;

export function emitStructLiteral(e: BodyEmitter, node: NodeOf<"struct">): Value {
  const values = node.values.map((value) => emitExpression(e, value));
  return build(e.ir, node.type, values);
}

export function emitField(e: BodyEmitter, node: NodeOf<"field">): Value {
  return e.ir.builder.CreateExtractValue(emitExpression(e, node.object), [node.index]);
}

/** The values of a struct's fields. */
export function fieldsOf(ir: IrModule, struct: Value, { fields }: StructType): Value[] {
  return fields.map((_, i) => ir.builder.CreateExtractValue(struct, [i]));
}

function build(ir: IrModule, type: StructType, values: readonly Value[]): Value {
  let struct: Value = ir.undefined(ir.typeOf(type));
  values.forEach((value, i) => {
    struct = ir.builder.CreateInsertValue(struct, value, [i]);
  });
  return struct;
}

/** The arrays in a value, those in structs in it included. */
export function arraysIn(ir: IrModule, value: Value, type: NativeType): Value[] {
  if (type instanceof ArrayType) return [value];
  if (!(type instanceof StructType)) return [];
  return type.fields.flatMap((field, i) =>
    typeof field.type === "object" ? arraysIn(ir, ir.builder.CreateExtractValue(value, [i]), field.type) : [],
  );
}

// ---- memory ----

/** How a scalar or an array lies in a word: the kind of memory it is, its type there. */
function wordLayout(ir: IrModule, type: NativeType): { kind: string; stored: Type } {
  if (type instanceof ArrayType) return { kind: "array", stored: ir.array };
  if (type === "float") return { kind: "float", stored: ir.double };
  if (type === "int") return { kind: "int", stored: ir.int };
  return { kind: "bool", stored: ir.builder.getInt8Ty() };
}

/** The address of a word, counted from an address of words. */
function wordAt(ir: IrModule, words: Value, index: Value, offset: number, type: NativeType): Value {
  const { kind, stored } = wordLayout(ir, type);
  const place = offset === 0 ? index : ir.builder.CreateAdd(index, ir.int64(offset));
  const word = ir.builder.CreateInBoundsGEP(ir.int, words, place);
  return ir.builder.CreateBitCast(word, ir.pointerTo(stored), `item.${kind}.ptr`);
}

/** Reads a value that begins at a word. */
export function loadWords(ir: IrModule, words: Value, index: Value, type: NativeType, offset = 0): Value {
  const { builder } = ir;
  if (type instanceof StructType) {
    let next = offset;
    const values = type.fields.map((field) => {
      const value = loadWords(ir, words, index, field.type, next);
      next += wordsOf(field.type);
      return value;
    });
    return build(ir, type, values);
  }
  const { stored } = wordLayout(ir, type);
  const value = builder.CreateLoad(stored, wordAt(ir, words, index, offset, type));
  return type === "bool" || type === "null" ? builder.CreateTrunc(value, ir.bit) : value;
}

/** Writes a value from a word on. */
export function storeWords(
  ir: IrModule,
  words: Value,
  index: Value,
  type: NativeType,
  value: Value,
  offset = 0,
): void {
  const { builder } = ir;
  if (type instanceof StructType) {
    let next = offset;
    type.fields.forEach((field, i) => {
      storeWords(ir, words, index, field.type, builder.CreateExtractValue(value, [i]), next);
      next += wordsOf(field.type);
    });
    return;
  }
  const { stored } = wordLayout(ir, type);
  const word = type === "bool" || type === "null" ? builder.CreateZExt(value, stored) : value;
  builder.CreateStore(word, wordAt(ir, words, index, offset, type));
}
