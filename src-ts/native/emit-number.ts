/**
 * Emits what is done with numbers: values that are ints at one time and floats at another, as three parts in one LLVM
 * value. Of the two that hold a value only one means something, so LLVM sees an undefined value in the other.
 */

import type { BodyEmitter } from "./emit-body.js";
import { emitExpression } from "./emit-expression.js";
import type { Block, Value } from "./llvm.js";
import type { TypedExpression } from "./typed.js";
import type { NativeType } from "./types.js";

export interface NumberValues {
  readonly isFloat: Value;
  readonly int: Value;
  readonly float: Value;
}

const PLACES = { isFloat: 0, int: 1, float: 2 } as const;

export function packNumber({ ir }: BodyEmitter, { isFloat, int, float }: NumberValues): Value {
  const tagged = ir.builder.CreateInsertValue(ir.undefined(ir.typeOf("number")), isFloat, [PLACES.isFloat]);
  const withInt = ir.builder.CreateInsertValue(tagged, int, [PLACES.int]);
  return ir.builder.CreateInsertValue(withInt, float, [PLACES.float]);
}

/** The parts of a value of type int, float or number. */
export function partsOf(
  { ir }: Pick<BodyEmitter, "ir">,
  value: Value,
  type: TypedExpression["type"],
): NumberValues {
  if (type === "int") return { isFloat: ir.bool(false), int: value, float: ir.undefined(ir.double) };
  if (type === "float") return { isFloat: ir.bool(true), int: ir.undefined(ir.int), float: value };
  const part = (place: number): Value => ir.builder.CreateExtractValue(value, [place]);
  return { isFloat: part(PLACES.isFloat), int: part(PLACES.int), float: part(PLACES.float) };
}

/** The value of an expression where one of the type is expected: a number may be given as an int or a float. */
export function emitAs(e: BodyEmitter, node: TypedExpression, type: TypedExpression["type"]): Value {
  const value = emitExpression(e, node);
  return type === "number" && node.type !== "number" ? packNumber(e, partsOf(e, value, node.type)) : value;
}

/** The value of an int, a float or a number as a float. */
export function emitAsFloat(e: BodyEmitter, node: TypedExpression): Value {
  const value = emitExpression(e, node);
  if (node.type === "float") return value;
  if (node.type === "int") return e.ir.builder.CreateSIToFP(value, e.ir.double);
  return asFloat(e, partsOf(e, value, node.type));
}

export function asFloat({ ir }: BodyEmitter, { isFloat, int, float }: NumberValues): Value {
  return ir.builder.CreateSelect(isFloat, float, ir.builder.CreateSIToFP(int, ir.double));
}

/** The parts of both operands, and whether one of them is a float. */
export function emitPair(
  e: BodyEmitter,
  { left, right }: { readonly left: TypedExpression; readonly right: TypedExpression },
): { readonly a: NumberValues; readonly b: NumberValues; readonly isFloat: Value } {
  const [first, second] = [emitExpression(e, left), emitExpression(e, right)];
  const [a, b] = [partsOf(e, first, left.type), partsOf(e, second, right.type)];
  return { a, b, isFloat: e.ir.builder.CreateOr(a.isFloat, b.isFloat) };
}

/** Does one thing for floats and another for ints: the result is a number. */
export function emitEither(
  e: BodyEmitter,
  isFloat: Value,
  ofFloats: () => Value,
  ofInts: () => Value,
): Value {
  const { ir } = e;
  const { builder } = ir;
  const [floats, ints, end] = [e.block("floats"), e.block("ints"), e.block("number")];
  builder.CreateCondBr(isFloat, floats, ints);
  const way = (block: Block, compute: () => Value): { value: Value; last: Block } => {
    builder.SetInsertPoint(block);
    const value = compute();
    const last = builder.GetInsertBlock() as Block;
    builder.CreateBr(end);
    return { value, last };
  };
  const float = way(floats, ofFloats);
  const int = way(ints, ofInts);
  builder.SetInsertPoint(end);
  const merge = (type: NativeType, fromFloats: Value, fromInts: Value): Value => {
    const phi = builder.CreatePHI(ir.typeOf(type), 2);
    phi.addIncoming(fromFloats, float.last);
    phi.addIncoming(fromInts, int.last);
    return phi;
  };
  return packNumber(e, {
    isFloat,
    int: merge("int", ir.undefined(ir.int), int.value),
    float: merge("float", float.value, ir.undefined(ir.double)),
  });
}
