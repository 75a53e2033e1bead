/** IR expressions as JavaScript: one short function for each kind of node. */

import type { BinaryOperator, Expression, ExpressionKind, ExpressionOf, Slot } from "../ir/nodes.js";
import { arityMismatch, builtinNamed } from "../stdlib/registry.js";
import type { FunctionEmitter } from "./emit-function.js";
import { emitPlainly } from "./emit-plain.js";
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
    return `(${names.map((name) => `${name} !== undefined ? ${name} : `).join("")}${emit(e, node.otherwise)})`;
  },
  receiverField: (e, node) =>
    `($.getOwnField(${emitGet(e, node.receiver)}, ${JSON.stringify(node.name)}) ?? ${emit(e, node.otherwise)})`,
  builtin: (e, node) => e.module.builtinValue(node.name),
  share: (e, node) => helper("share", node.at, [emit(e, node.value)]),
  unary: emitUnary,
  binary: (e, node) => emitBinary(e, node),
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
  slice: (e, node) =>
    helper("getSlice", node.at, [emit(e, node.object), emit(e, node.from), emit(e, node.to)]),
  callMethod: emitMethodCall,
  field: emitField,
  optionalField: (e, node) =>
    helper("getOptionalField", node.at, [emit(e, node.object), JSON.stringify(node.name)]),
  hasField: (e, node) =>
    `($.getOwnField(${emitGet(e, node.receiver)}, ${JSON.stringify(node.name)}) !== undefined)`,
  namedElement: (e, node) =>
    helper("entryOrNull", node.at, [emit(e, node.object), JSON.stringify(node.name)]),
  namedRest: (e, node) =>
    helper("restOfEntries", node.at, [emit(e, node.object), JSON.stringify(node.names)]),
  dict: emitDict,
  entry: (e, node) => `.set(${helper("literalKey", node.at, [emit(e, node.key)])}, ${emit(e, node.value)})`,
  struct: (e, node) =>
    `new ${e.module.structClass(node.name, node.fieldNames)}(${node.values.map((value) => emit(e, value)).join(", ")})`,
  tag: (e, node) =>
    `new $.Tagged(${JSON.stringify(node.name)}, [${node.args.map((arg) => emit(e, arg)).join(", ")}])`,
  wrap: (e, node) =>
    node.arm === "None" ? "$.NONE" : `new $.Wrapped("${node.arm}", ${emit(e, node.value)})`,
  isBound: (e, node) => `(${emitGet(e, node.slot)} !== undefined)`,
  isNull: (e, node) => `(${emit(e, node.value)} === null)`,
  isFailure: (e, node) => helper("isFailure", node.at, [emit(e, node.value)]),
  matches: (e, node) => helper("matches", node.at, [emit(e, node.value), JSON.stringify(node.pattern)]),
  hasPayload: (e, node) => helper("hasPayload", node.at, [emit(e, node.value), String(node.index)]),
  payload: (e, node) => `$.share(${helper("payload", node.at, [emit(e, node.value), String(node.index)])})`,
  await: (e, node) => `$.share(${helper("await", node.at, [emit(e, node.value)])})`,
  member: (_e, node) => `new $.Member(${JSON.stringify(node.name)})`,
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
  closure: (e, node) =>
    `new $.RuffFunction(${e.module.info(node.target)}, ${e.inline(e.module.nested(node.target))})`,
  throw: (e, node) => helper("raise", node.at, [emit(e, node.value)]),
  fail: (_e, node) => helper("fail", node.at, [JSON.stringify(node.message)]),
};

export function emit(emitter: FunctionEmitter, node: Expression): string {
  const plain = emitter.module.stepping ? emitPlainly(emitter, node) : null;
  if (plain !== null) return plain;
  return (EMIT[node.kind] as Emit<ExpressionKind>)(emitter, node);
}

/** The expression as a JavaScript condition. */
export function emitCondition(emitter: FunctionEmitter, node: Expression): string {
  if (node.kind === "binary" && node.operator in COMPARE && !emitter.module.stepping)
    return emitBinary(emitter, node, true);
  const code = emit(emitter, node);
  return isBool(node) ? code : `$.truthy(${code})`;
}

/** A call of a runtime helper, marked with the place that an error in it points to. */
export function helper(name: string, at: number, args: readonly string[]): string {
  return `$.${mark(at)}${name}(${args.join(", ")})`;
}

/** `new $.RuffDict(new $.DictMap().set(k, v)...)`; with spreads, a helper adds their entries in order. */
function emitDict(emitter: FunctionEmitter, node: ExpressionOf<"dict">): string {
  const steps = node.items.map((item) =>
    item.kind === "spread"
      ? { spread: helper("spreadInto", item.at, ["MAP", emit(emitter, item.value)]), code: "" }
      : { spread: null, code: emit(emitter, item) },
  );
  const map = steps.reduce((inner, { spread, code }) => {
    return spread === null ? inner + code : spread.replace("MAP", () => inner);
  }, "new $.DictMap()");
  return `new $.RuffDict(${map})`;
}

/** A struct's field is a property of the object; everything else takes the general way. */
function emitField(emitter: FunctionEmitter, node: ExpressionOf<"field">): string {
  const before: string[] = [];
  const object = objectName(emitter, node.object, before, false);
  const value = emitter.temporary();
  const general = helper("getField", node.at, [object, JSON.stringify(node.name)]);
  const code = `${object} instanceof $.RuffStruct && (${value} = ${object}.$${node.name}) !== undefined ? ${value} : ${general}`;
  return `(${[...before, code].join(", ")})`;
}

/** A method of a struct is found through its type; everything else takes the general way. */
function emitMethodCall(emitter: FunctionEmitter, node: ExpressionOf<"callMethod">): string {
  const before: string[] = [];
  const impure = node.args.some((arg) => !isStable(arg));
  const object = objectName(emitter, node.object, before, impure);
  const args = node.args.map((arg) => operandName(emitter, arg, before, impure));
  const method = emitter.temporary();
  const list = args.join(", ");
  const general = helper("callMethod", node.at, [
    object,
    JSON.stringify(node.name),
    `[${list}]`,
    JSON.stringify(node.receiver),
  ]);
  const receiver = node.receiver === "kept" ? `$.share(${object})` : object;
  const direct = `${mark(node.at)}${method}(${[receiver, ...args].join(", ")})`;
  const found = `(${method} = ${object}.type.${node.name}$${args.length}) !== undefined`;
  const code = `${object} instanceof $.RuffStruct && ${found} ? ${direct} : ${general}`;
  return `(${[...before, code].join(", ")})`;
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
    case "logical":
      return node.operator !== "??";
    case "isBound":
    case "isNull":
    case "isFailure":
    case "matches":
    case "hasField":
    case "hasPayload":
      return true;
    case "unary":
      return node.operator === "!" && isBool(node.operand);
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

const COMPARE: Record<string, { helper: string; fast: string }> = {
  "==": { helper: "equal", fast: "===" },
  "!=": { helper: "unequal", fast: "!==" },
  "<": { helper: "less", fast: "<" },
  "<=": { helper: "lessEqual", fast: "<=" },
  ">": { helper: "greater", fast: ">" },
  ">=": { helper: "greaterEqual", fast: ">=" },
};

/** `typeof l === "number" && typeof r === "number" ? fast : $.slow(l, r)`, each operand evaluated once. */
function emitBinary(emitter: FunctionEmitter, node: ExpressionOf<"binary">, asCondition = false): string {
  const { operator, at } = node;
  const before: string[] = [];
  const left = operandName(emitter, node.left, before, !isStable(node.right));
  const right = operandName(emitter, node.right, before, false);
  const compare = COMPARE[operator];
  const code = compare
    ? emitCompare(node, left, right, compare, asCondition)
    : emitArithmetic(emitter, node, left, right, operator, at);
  return `(${[...before, code].join(", ")})`;
}

/** An operator hook may yield any value: where a condition is wanted, its truth counts. */
function emitCompare(
  node: ExpressionOf<"binary">,
  left: string,
  right: string,
  compare: (typeof COMPARE)[BinaryOperator] & object,
  asCondition: boolean,
): string {
  const call = helper(compare.helper, node.at, [left, right]);
  const slow = asCondition ? `$.truthy(${call})` : call;
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

/** The same for what a property is read of: the point after an int's digits would be part of the number. */
function objectName(
  emitter: FunctionEmitter,
  node: Expression,
  before: string[],
  othersRunFirst: boolean,
): string {
  const code = operandName(emitter, node, before, othersRunFirst);
  return node.kind === "int" ? `(${code})` : code;
}

/** Whether the code is a literal or a name that nothing evaluated meanwhile can change. */
export function isStable(node: Expression): boolean {
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
