/** Emits typed expressions: each yields one LLVM value. */

import { EPSILON } from "../runtime/compare.js";
import { emitArrayNode, emitLent } from "./emit-array.js";
import type { BodyEmitter } from "./emit-body.js";
import type { Block, Value } from "./llvm.js";
import { emitField, emitStructLiteral } from "./emit-struct.js";
import { nativeMath } from "./math.js";
import { asFloat, emitAsFloat, emitEither, emitPair, partsOf } from "./emit-number.js";
import { type CompareOperator, lentBy, type TypedExpression } from "./typed.js";
import { CHARACTER, type ResultType } from "./types.js";

type NodeOf<Kind extends TypedExpression["kind"]> = Extract<TypedExpression, { kind: Kind }>;

/** The value of the expression, computed at the current place. For type `never` the value means nothing. */
export function emitExpression(e: BodyEmitter, node: TypedExpression): Value {
  const { ir } = e;
  switch (node.kind) {
    case "constant":
      return emitConstant(e, node);
    case "read":
      return e.read(node.variable);
    case "arithmetic":
      return emitArithmetic(e, node);
    case "compare":
      return emitCompare(e, node);
    case "negate":
      return emitNegate(e, node);
    case "not":
      return ir.builder.CreateNot(emitExpression(e, node.operand));
    case "truthy":
      return emitTruthy(e, node.operand);
    case "toFloat":
      return emitAsFloat(e, node.operand);
    case "asInt":
      return partsOf(e, emitExpression(e, node.operand), node.operand.type).int;
    case "toInt":
      return emitToInt(e, node);
    case "bits":
      return emitBits(e, node);
    case "logical":
      return emitLogical(e, node);
    case "call":
      return emitCall(e, node);
    case "math":
      return emitMath(e, node);
    case "array":
    case "untuple":
    case "length":
    case "item":
    case "share":
    case "take":
    case "push":
    case "pop":
    case "arrange":
    case "slice":
      return emitArrayNode(e, node);
    case "struct":
      return emitStructLiteral(e, node);
    case "field":
      return emitField(e, node);
    case "sequence":
      return node.parts.map((part) => emitExpression(e, part)).at(-1) as Value;
    case "fail":
      return emitFail(e, node);
  }
}

function emitConstant(e: BodyEmitter, node: NodeOf<"constant">): Value {
  switch (node.type) {
    case "int":
      return e.ir.int64(node.value as number | bigint);
    case "float":
      return e.ir.float(node.value as number);
    case CHARACTER:
      return e.ir.character(node.value as number);
    default:
      return e.ir.bool(node.value === true);
  }
}

/** What follows a failure cannot be reached, but needs a block to stand in. */
function emitFail(e: BodyEmitter, node: NodeOf<"fail">): Value {
  e.fail(node.message, node.at);
  e.ir.builder.SetInsertPoint(e.block("unreachable"));
  return e.ir.bool(false);
}

const CHECKED = { "+": "sadd", "-": "ssub", "*": "smul" } as const;

function emitArithmetic(e: BodyEmitter, node: NodeOf<"arithmetic">): Value {
  if (node.type === "number") {
    const { a, b, isFloat } = emitPair(e, node);
    const ofFloats = (): Value => emitFloatArithmetic(e, node, asFloat(e, a), asFloat(e, b));
    return emitEither(e, isFloat, ofFloats, () => emitIntArithmetic(e, node, a.int, b.int));
  }
  const left = emitExpression(e, node.left);
  const right = emitExpression(e, node.right);
  const emit = node.type === "int" ? emitIntArithmetic : emitFloatArithmetic;
  return emit(e, node, left, right);
}

function emitIntArithmetic(e: BodyEmitter, node: NodeOf<"arithmetic">, left: Value, right: Value): Value {
  const { operator } = node;
  if (operator === "/" || operator === "%") return emitDivision(e, node, operator, left, right);
  const { ir } = e;
  e.moveTo(node.at);
  const name = `llvm.${CHECKED[operator]}.with.overflow.i64`;
  const result = ir.callExternal(name, ir.overflowType(), [left, right], [ir.int, ir.int]);
  const overflows = ir.builder.CreateExtractValue(result, [1]);
  e.failIfWith(overflows, overflowMessage(node), [left, right], node.at);
  return ir.builder.CreateExtractValue(result, [0]);
}

function overflowMessage(node: NodeOf<"arithmetic">): (string | TypedExpression)[] {
  const asInt = (operand: TypedExpression): TypedExpression =>
    operand.type === "int" ? operand : { kind: "asInt", type: "int", operand };
  return ["Integer overflow: ", asInt(node.left), ` ${node.operator} `, asInt(node.right)];
}

/** The processor's own division traps on zero and on min / -1, so both are ruled out first. */
function emitDivision(
  e: BodyEmitter,
  node: NodeOf<"arithmetic">,
  operator: "/" | "%",
  left: Value,
  right: Value,
): Value {
  const { ir } = e;
  const { builder } = ir;
  const divisor = node.right.kind === "constant" ? BigInt(node.right.value as number | bigint) : null;
  e.moveTo(node.at);
  if (divisor === null || divisor === 0n)
    e.failIf(builder.CreateICmpEQ(right, ir.int64(0)), [zeroMessage(operator)], node.at);
  if (divisor === null || divisor === -1n) {
    const isMin = builder.CreateICmpEQ(left, ir.int64(-(2n ** 63n)));
    const isMinusOne = builder.CreateICmpEQ(right, ir.int64(-1));
    e.failIfWith(builder.CreateAnd(isMin, isMinusOne), overflowMessage(node), [left, right], node.at);
  }
  return operator === "/" ? builder.CreateSDiv(left, right) : builder.CreateSRem(left, right);
}

function zeroMessage(operator: "/" | "%"): string {
  return operator === "/" ? "Division by zero" : "Modulo by zero";
}

function emitFloatArithmetic(e: BodyEmitter, node: NodeOf<"arithmetic">, left: Value, right: Value): Value {
  const { builder } = e.ir;
  const { operator } = node;
  switch (operator) {
    case "+":
      return builder.CreateFAdd(left, right);
    case "-":
      return builder.CreateFSub(left, right);
    case "*":
      return builder.CreateFMul(left, right);
    case "/":
    case "%":
      e.failIf(builder.CreateFCmpOEQ(right, e.ir.float(0)), [zeroMessage(operator)], node.at);
      return operator === "/" ? builder.CreateFDiv(left, right) : builder.CreateFRem(left, right);
  }
}

function emitCompare(e: BodyEmitter, node: NodeOf<"compare">): Value {
  const types = [node.left.type, node.right.type];
  if (types.includes("number")) {
    const { a, b, isFloat } = emitPair(e, node);
    const ofFloats = compareValues(e, node.operator, "float", asFloat(e, a), asFloat(e, b));
    return e.ir.builder.CreateSelect(isFloat, ofFloats, compareValues(e, node.operator, "int", a.int, b.int));
  }
  const left = emitExpression(e, node.left);
  const right = emitExpression(e, node.right);
  return compareValues(e, node.operator, node.left.type, left, right);
}

function compareValues(
  e: BodyEmitter,
  operator: CompareOperator,
  type: ResultType,
  left: Value,
  right: Value,
): Value {
  const { builder } = e.ir;
  const floats = type === "float";
  switch (operator) {
    case "==":
      return floats ? emitFloatEquality(e, left, right) : builder.CreateICmpEQ(left, right);
    case "!=":
      return floats
        ? builder.CreateNot(emitFloatEquality(e, left, right))
        : builder.CreateICmpNE(left, right);
    case "<":
      if (type === CHARACTER) return builder.CreateICmpULT(left, right);
      return floats ? builder.CreateFCmpOLT(left, right) : builder.CreateICmpSLT(left, right);
    case "<=":
      if (type === CHARACTER) return builder.CreateICmpULE(left, right);
      return floats ? builder.CreateFCmpOLE(left, right) : builder.CreateICmpSLE(left, right);
    case ">":
      if (type === CHARACTER) return builder.CreateICmpUGT(left, right);
      return floats ? builder.CreateFCmpOGT(left, right) : builder.CreateICmpSGT(left, right);
    case ">=":
      if (type === CHARACTER) return builder.CreateICmpUGE(left, right);
      return floats ? builder.CreateFCmpOGE(left, right) : builder.CreateICmpSGE(left, right);
  }
}

/** Equal exactly (which settles infinities), or closer than epsilon. */
function emitFloatEquality(e: BodyEmitter, left: Value, right: Value): Value {
  const { ir } = e;
  const distance = ir.builder.CreateFSub(left, right);
  const absolute = ir.callExternal("llvm.fabs.f64", ir.double, [distance], [ir.double]);
  const near = ir.builder.CreateFCmpOLT(absolute, ir.float(EPSILON));
  return ir.builder.CreateOr(ir.builder.CreateFCmpOEQ(left, right), near);
}

function emitNegate(e: BodyEmitter, node: NodeOf<"negate">): Value {
  const operand = emitExpression(e, node.operand);
  const { ir } = e;
  if (node.type === "float") return ir.builder.CreateFNeg(operand);
  if (node.type === "int") return negateInt(e, operand, node.at);
  const { isFloat, int, float } = partsOf(e, operand, node.type);
  return emitEither(
    e,
    isFloat,
    () => ir.builder.CreateFNeg(float),
    () => negateInt(e, int, node.at),
  );
}

function negateInt(e: BodyEmitter, operand: Value, at: number): Value {
  const { ir } = e;
  const isMin = ir.builder.CreateICmpEQ(operand, ir.int64(-(2n ** 63n)));
  e.failIf(isMin, ["Integer overflow: -(-9223372036854775808)"], at);
  return ir.builder.CreateSub(ir.int64(0), operand);
}

function emitTruthy(e: BodyEmitter, operand: TypedExpression): Value {
  const value = emitExpression(e, operand);
  const { builder } = e.ir;
  const ofInt = (int: Value): Value => builder.CreateICmpNE(int, e.ir.int64(0));
  // NaN is true, so the comparison must hold for unordered operands.
  const ofFloat = (float: Value): Value => builder.CreateFCmpUNE(float, e.ir.float(0));
  if (operand.type === "int") return ofInt(value);
  if (operand.type === "float") return ofFloat(value);
  const { isFloat, int, float } = partsOf(e, value, operand.type);
  return builder.CreateSelect(isFloat, ofFloat(float), ofInt(int));
}

function emitToInt(e: BodyEmitter, { operand }: NodeOf<"toInt">): Value {
  const { ir } = e;
  const value = emitExpression(e, operand);
  if (operand.type === "bool") return ir.builder.CreateZExt(value, ir.int);
  const { isFloat, int, float } = partsOf(e, value, operand.type);
  const whole = ir.callExternal("llvm.fptosi.sat.i64.f64", ir.int, [float], [ir.double]);
  return operand.type === "float" ? whole : ir.builder.CreateSelect(isFloat, whole, int);
}

function emitBits(e: BodyEmitter, node: NodeOf<"bits">): Value {
  const { builder } = e.ir;
  const left = emitExpression(e, node.left);
  const right = emitExpression(e, node.right);
  switch (node.operator) {
    case "and":
      return builder.CreateAnd(left, right);
    case "or":
      return builder.CreateOr(left, right);
    case "xor":
      return builder.CreateXor(left, right);
    default: {
      const message = `bit_${node.operator}() expects a shift amount between 0 and 63`;
      e.moveTo(node.at);
      e.failIf(builder.CreateICmpUGT(right, e.ir.int64(63)), [message], node.at);
      return node.operator === "shl" ? builder.CreateShl(left, right) : builder.CreateAShr(left, right);
    }
  }
}

function emitLogical(e: BodyEmitter, node: NodeOf<"logical">): Value {
  const { ir } = e;
  const { builder } = ir;
  const left = emitExpression(e, node.left);
  const decided = builder.GetInsertBlock() as Block;
  const more = e.block("more");
  const end = e.block("end");
  if (node.operator === "&&") builder.CreateCondBr(left, more, end);
  else builder.CreateCondBr(left, end, more);
  builder.SetInsertPoint(more);
  const right = emitExpression(e, node.right);
  const last = builder.GetInsertBlock() as Block;
  const comesBack = node.right.type !== "never";
  if (comesBack) builder.CreateBr(end);
  else builder.CreateUnreachable();
  builder.SetInsertPoint(end);
  const result = builder.CreatePHI(ir.bit, 2);
  result.addIncoming(ir.bool(node.operator === "||"), decided);
  if (comesBack) result.addIncoming(right, last);
  return result;
}

function emitCall(e: BodyEmitter, node: NodeOf<"call">): Value {
  const lent = new Set<TypedExpression>(lentBy(node));
  const restore: (() => void)[] = [];
  const args = node.args.map((arg) => {
    if (!lent.has(arg)) return emitExpression(e, arg);
    const { value, giveBack } = emitLent(e, arg as NodeOf<"share">);
    restore.unshift(giveBack);
    return value;
  });
  e.moveTo(node.at);
  const callee = e.unit.calleeFrom(e.specialization, e.level, node.target);
  const result = e.ir.builder.CreateCall(callee, args);
  for (const giveBack of restore) giveBack();
  return result;
}

function emitMath(e: BodyEmitter, node: NodeOf<"math">): Value {
  const row = nativeMath(node.name);
  const { ir } = e;
  if (row.shape === "pick") return emitPick(e, node, row.picks);
  const args = node.args.map((arg) => emitAsFloat(e, arg));
  e.moveTo(node.at);
  if (row.shape === "pow") return emitPow(e, args as [Value, Value], row.symbol);
  const [x] = args as [Value];
  if (row.domain) {
    const zero = ir.float(0);
    const outside =
      row.domain.fails === "<" ? ir.builder.CreateFCmpOLT(x, zero) : ir.builder.CreateFCmpOLE(x, zero);
    e.failIf(outside, [row.domain.message], node.at);
  }
  return ir.callExternal(row.symbol, ir.double, [x], [ir.double]);
}

/** min and max: int pairs compare exactly; a NaN operand is ignored. */
function emitPick(e: BodyEmitter, node: NodeOf<"math">, picks: "<" | ">"): Value {
  const { ir } = e;
  const { builder } = ir;
  if (node.args.every(({ type }) => type === "int")) {
    const [left, right] = node.args.map((arg) => emitExpression(e, arg)) as [Value, Value];
    const takeRight = picks === "<" ? builder.CreateICmpSLT(right, left) : builder.CreateICmpSGT(right, left);
    return builder.CreateSIToFP(builder.CreateSelect(takeRight, right, left), ir.double);
  }
  const [left, right] = node.args.map((arg) => emitAsFloat(e, arg)) as [Value, Value];
  const better = picks === "<" ? builder.CreateFCmpOLT(right, left) : builder.CreateFCmpOGT(right, left);
  const leftIsNaN = builder.CreateFCmpUNE(left, left);
  return builder.CreateSelect(builder.CreateOr(better, leftIsNaN), right, left);
}

/** C's pow from JavaScript's: 1 to any power is 1, and so is -1 to an infinite power. */
function emitPow(e: BodyEmitter, [base, exponent]: [Value, Value], symbol: string): Value {
  const { ir } = e;
  const { builder } = ir;
  const power = ir.callExternal(symbol, ir.double, [base, exponent], [ir.double, ir.double]);
  const size = ir.callExternal("llvm.fabs.f64", ir.double, [exponent], [ir.double]);
  const infinite = builder.CreateFCmpOEQ(size, ir.float(Number.POSITIVE_INFINITY));
  const one = builder.CreateFCmpOEQ(base, ir.float(1));
  const minusOne = builder.CreateFCmpOEQ(base, ir.float(-1));
  const isOne = builder.CreateOr(one, builder.CreateAnd(minusOne, infinite));
  return builder.CreateSelect(isOne, ir.float(1), power);
}
