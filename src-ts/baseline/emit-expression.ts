/** IR expressions as JavaScript: one short function for each kind of node. */

import type { BinaryOperator, Expression, ExpressionKind, ExpressionOf, Slot } from "../ir/nodes.js";
import { arityMismatch, builtinNamed, isBuiltin } from "../stdlib/registry.js";
import type { FunctionEmitter } from "./emit-function.js";
import { mark } from "./positions.js";

type Emit<Kind extends ExpressionKind> = (e: FunctionEmitter, node: ExpressionOf<Kind>) => string;

const EMIT: { readonly [Kind in ExpressionKind]: Emit<Kind> } = {
  null: () => "null",
  bool: (_e, node) => String(node.value),
  int: (_e, node) => intLiteral(node.value),
  float: (e, node) => e.module.constant(`new $.Float(${Object.is(node.value, -0) ? "-0" : node.value})`),
  string: (_e, node) => JSON.stringify(node.value),
  get: (e, node) => emitGet(e, node.slot),
  lookup: (e, node) => {
    const names = node.candidates.map((slot) => emitGet(e, slot));
    const last = isBuiltin(node.name)
      ? e.module.builtinValue(node.name)
      : helper("undefinedVariable", node.at, [JSON.stringify(node.name)]);
    return `(${names.map((name) => `${name} !== undefined ? ${name} : `).join("")}${last})`;
  },
  builtin: (e, node) => e.module.builtinValue(node.name),
  share: (e, node) => helper("share", node.at, [emit(e, node.value)]),
  unary: emitUnary,
  binary: emitBinary,
  logical: (e, node) => {
    if (node.operator === "??") return `(${emit(e, node.left)} ?? ${emit(e, node.right)})`;
    return `(${emitCondition(e, node.left)} ${node.operator} ${emitCondition(e, node.right)})`;
  },
  call: (e, node) => {
    const args = node.args.map((arg) => emit(e, arg));
    const callee = emit(e, node.callee);
    if (args.length <= 4) return helper(`call${args.length}`, node.at, [...args, callee]);
    return helper("call", node.at, [`[${args.join(", ")}]`, callee]);
  },
  callFunction: (e, node) =>
    `${mark(node.at)}${e.module.names.ofSlot(node.slot)}(${node.args.map((arg) => emit(e, arg)).join(", ")})`,
  callBuiltin: (e, node) => {
    const row = builtinNamed(node.name);
    const args = node.args.map((arg) => emit(e, arg));
    const mismatch = arityMismatch(row, args.length);
    if (mismatch !== null) return helper("fail", node.at, [JSON.stringify(mismatch), ...args]);
    return `${mark(node.at)}${e.module.builtinCode(row.name)}(${["$host", ...args].join(", ")})`;
  },
  index: (e, node) => helper("getIndex", node.at, [emit(e, node.object), emit(e, node.index)]),
  field: (e, node) => helper("getField", node.at, [emit(e, node.object), JSON.stringify(node.name)]),
  element: (e, node) => helper("elementOrNull", node.at, [emit(e, node.object), String(node.index)]),
  rest: (e, node) => helper("restOf", node.at, [emit(e, node.object), String(node.from), String(node.drop)]),
  array: (e, node) => `new $.RuffArray([${node.items.map((item) => emit(e, item)).join(", ")}])`,
  spread: (e, node) => `...${helper("spreadItems", node.at, [emit(e, node.value)])}`,
  interpolate: (e, node) => {
    const parts = node.parts.map((part) =>
      part.kind === "string" ? emit(e, part) : helper("text", part.at, [emit(e, part)]),
    );
    return `(${parts.length === 0 || parts[0]?.startsWith('"') ? "" : '"" + '}${parts.join(" + ")})`;
  },
  closure: (e, node) => `new $.RuffFunction(${e.module.info(node.target)}, ${e.inline(e.module.nested(node.target))})`,
  throw: (e, node) => helper("raise", node.at, [emit(e, node.value)]),
  fail: (_e, node) => helper("fail", node.at, [JSON.stringify(node.message)]),
};

export function emit(emitter: FunctionEmitter, node: Expression): string {
  return (EMIT[node.kind] as Emit<ExpressionKind>)(emitter, node);
}

/** The expression as a JavaScript condition. */
export function emitCondition(emitter: FunctionEmitter, node: Expression): string {
  const code = emit(emitter, node);
  return isBool(node) ? code : `$.truthy(${code})`;
}

/** A call of a runtime helper, marked with the place that an error in it points to. */
export function helper(name: string, at: number, args: readonly string[]): string {
  return `$.${mark(at)}${name}(${args.join(", ")})`;
}

function emitGet(emitter: FunctionEmitter, slot: Slot): string {
  const name = emitter.module.names.ofSlot(slot);
  return slot.constant ? `new $.RuffFunction(${emitter.module.info(slot.constant)}, ${name})` : name;
}

function intLiteral(value: number | bigint): string {
  if (typeof value === "bigint") return `${value}n`;
  return value < 0 ? `(${value})` : String(value);
}

/** Whether the expression always yields a bool. */
function isBool(node: Expression): boolean {
  switch (node.kind) {
    case "bool":
      return true;
    case "binary":
      return node.operator in COMPARE;
    case "logical":
      return node.operator !== "??";
    case "unary":
      return node.operator === "!";
    default:
      return false;
  }
}

function emitUnary(emitter: FunctionEmitter, node: ExpressionOf<"unary">): string {
  const { operand, at } = node;
  if (node.operator === "!") {
    const code = emit(emitter, operand);
    return isBool(operand) ? `!${code}` : helper("not", at, [code]);
  }
  if (operand.kind === "int" && typeof operand.value === "number") return intLiteral(0 - operand.value);
  return helper("negate", at, [emit(emitter, operand)]);
}

/** The largest safe integer: sums and products within it are exact. */
const MAX = String(Number.MAX_SAFE_INTEGER);

/**
 * The fast paths of arithmetic on ints that are JavaScript numbers: the exact result, and when it may be
 * used. `+ 0` turns -0 into 0.
 */
const ARITHMETIC: Record<
  string,
  { helper: string; fast: (l: string, r: string) => string; checked: boolean }
> = {
  "+": { helper: "add", fast: (l, r) => `${l} + ${r}`, checked: true },
  "-": { helper: "subtract", fast: (l, r) => `${l} - ${r}`, checked: true },
  "*": { helper: "multiply", fast: (l, r) => `${l} * ${r} + 0`, checked: true },
  "/": { helper: "divide", fast: (l, r) => `Math.trunc(${l} / ${r}) + 0`, checked: false },
  "%": { helper: "modulo", fast: (l, r) => `${l} % ${r} + 0`, checked: false },
};

const COMPARE: Record<string, { helper: string; fast: string; negated: boolean }> = {
  "==": { helper: "equal", fast: "===", negated: false },
  "!=": { helper: "equal", fast: "!==", negated: true },
  "<": { helper: "less", fast: "<", negated: false },
  "<=": { helper: "lessEqual", fast: "<=", negated: false },
  ">": { helper: "greater", fast: ">", negated: false },
  ">=": { helper: "greaterEqual", fast: ">=", negated: false },
};

/** `typeof l === "number" && typeof r === "number" ? fast : $.slow(l, r)`, each operand evaluated once. */
function emitBinary(emitter: FunctionEmitter, node: ExpressionOf<"binary">): string {
  const { operator, at } = node;
  const before: string[] = [];
  const left = operandName(emitter, node.left, before, !isStable(node.right));
  const right = operandName(emitter, node.right, before, false);
  const compare = COMPARE[operator];
  const code = compare
    ? emitCompare(node, left, right, compare, at)
    : emitArithmetic(emitter, node, left, right, operator, at);
  return `(${[...before, code].join(", ")})`;
}

function emitCompare(
  node: ExpressionOf<"binary">,
  left: string,
  right: string,
  compare: (typeof COMPARE)[BinaryOperator] & object,
  at: number,
): string {
  const slow = (compare.negated ? "!" : "") + helper(compare.helper, at, [left, right]);
  const tests = numberTests(node, left, right);
  return `${tests.join(" && ") || "true"} ? ${left} ${compare.fast} ${right} : ${slow}`;
}

function emitArithmetic(
  emitter: FunctionEmitter,
  node: ExpressionOf<"binary">,
  left: string,
  right: string,
  operator: string,
  at: number,
): string {
  const row = ARITHMETIC[operator] as (typeof ARITHMETIC)[string] & object;
  const slow = helper(row.helper, at, [left, right]);
  const tests = numberTests(node, left, right);
  if (!row.checked) {
    if (!isNonZeroInt(node.right)) tests.push(`${right} !== 0`);
    return `${tests.join(" && ") || "true"} ? ${row.fast(left, right)} : ${slow}`;
  }
  const result = emitter.temporary();
  tests.push(`(${result} = ${row.fast(left, right)}) <= ${MAX}`, `${result} >= -${MAX}`);
  return `${tests.join(" && ")} ? ${result} : ${slow}`;
}

function isNonZeroInt(node: Expression): boolean {
  return node.kind === "int" && node.value !== 0;
}

/** The run-time tests that both operands are ints in number form; none for literals. */
function numberTests(node: ExpressionOf<"binary">, left: string, right: string): string[] {
  const tests: string[] = [];
  if (!isNumberLiteral(node.left)) tests.push(`typeof ${left} === "number"`);
  if (!isNumberLiteral(node.right)) tests.push(`typeof ${right} === "number"`);
  return tests;
}

function isNumberLiteral(node: Expression): boolean {
  return node.kind === "int" && typeof node.value === "number";
}

/** A name or literal for the operand's value: a temporary, set in `before`, unless the code is one already. */
function operandName(
  emitter: FunctionEmitter,
  node: Expression,
  before: string[],
  othersRunFirst: boolean,
): string {
  const code = emit(emitter, node);
  if (isStable(node) || (node.kind === "get" && !othersRunFirst && !node.slot.constant)) return code;
  const temporary = emitter.temporary();
  before.push(`${temporary} = ${code}`);
  return temporary;
}

/** Whether the code is a literal or a name that nothing evaluated meanwhile can change. */
function isStable(node: Expression): boolean {
  switch (node.kind) {
    case "null":
    case "bool":
    case "int":
    case "float":
      return true;
    case "get":
      return !node.slot.captured && !node.slot.constant;
    default:
      return false;
  }
}
