/** IR statements as JavaScript: one short function for each kind of node. */

import type {
  Block,
  Expression,
  ExpressionOf,
  Slot,
  Statement,
  StatementKind,
  StatementOf,
} from "../ir/nodes.js";
import { reassignMessage } from "../runtime/binding.js";
import { emit, helper, newFunction } from "./emit-expression.js";
import { emitDouble } from "./emit-float.js";
import type { FunctionEmitter } from "./emit-function.js";
import { emitCount, emitEach, emitWhile } from "./emit-loop.js";
import { emitCondition } from "./emit-operator.js";
import { emitStore, emitUpdate, hold } from "./emit-store.js";
import { needsNoStack } from "./error-use.js";

type Emit<Kind extends StatementKind> = (e: FunctionEmitter, node: StatementOf<Kind>) => void;

const EMIT: { readonly [Kind in StatementKind]: Emit<Kind> } = {
  evaluate: (e, node) => e.line(`${emit(e, node.value)};`),
  declare: (e, node) => {
    if (isFunctionDeclaration(node)) return; // the block begins with it
    const { slot, value } = node;
    const keyword = isHoisted(slot) ? "" : "let ";
    e.line(`${keyword}${name(e, slot)} = ${valueFor(e, slot, value)};${e.resetFlag(slot)}`);
  },
  assign: (e, node) => {
    e.line(`${name(e, node.slot)} = ${valueFor(e, node.slot, node.value)};${e.resetFlag(node.slot)}`);
  },
  assignFirst: (e, node) => {
    const value = hold(e, node.value).code;
    const assignTo = (slot: Slot): string =>
      slot.mutability === "mut"
        ? `${name(e, slot)} = ${value};`
        : `${fail(e, reassignMessage(slot.mutability, slot.name), node.at)};`;
    const last = node.create ? assignTo(node.create) : "";
    emitChain(e, node.candidates, assignTo, last);
  },
  store: emitStore,
  update: emitUpdate,
  if: (e, node) => emitIf(e, node),
  while: emitWhile,
  count: emitCount,
  each: emitEach,
  yield: (e, node) => e.line(`yield ${emit(e, node.value)};`),
  defineStruct: (e, node) => {
    const type = e.module.structType(node.name);
    for (const method of node.methods) {
      const key = JSON.stringify(method.name.slice(node.name.length + 1));
      e.line(`${type}.setMethod(${key}, ${newFunction(e, method)});`);
    }
    const keyword = isHoisted(node.slot) ? "" : "let ";
    e.line(
      `${keyword}${name(e, node.slot)} = new ${e.runtime("StructDefinition")}(${JSON.stringify(node.name)});`,
    );
  },
  import: (e, node) => {
    const result = e.unique("module");
    e.line(
      `const ${result} = ${helper(e, "import", node.at, [JSON.stringify(node.module), JSON.stringify(node.names)])};`,
    );
    const bind = (slot: Slot, value: string): void =>
      e.line(`${isHoisted(slot) ? "" : "let "}${name(e, slot)} = ${value};`);
    node.slots.forEach((slot, i) => bind(slot, `${result}.values[${i}]`));
    if (node.namespace) bind(node.namespace, `${result}.namespace`);
  },
  spawn: (e, node) => {
    const code = e.module.nested(node.target).map((form) => e.inline(form));
    const args = [...code, ...node.args.map((arg) => emit(e, arg))];
    e.line(`${helper(e, "spawn", node.at, args)};`);
  },
  break: (e) => e.line("break;"),
  continue: (e) => e.line("continue;"),
  return: (e, node) => {
    const value = emit(e, node.value);
    // At the top level a return ends the file, which gives its exports all the same.
    e.line(e.isMain ? `${value}; return ${e.module.exports()};` : `return ${value};`);
  },
  try: (e, node) => {
    const error = e.unique("error");
    e.open("try {");
    e.tryDepth++;
    emitBlock(e, node.body);
    e.tryDepth--;
    e.at = node.at;
    e.reopen(`} catch (${error}) {`);
    const isBrief = !e.module.stepping && needsNoStack(node.handler, node.slot);
    const value = `${e.runtime(isBrief ? "caughtBriefly" : "caught")}(${error})`;
    emitBlock(e, node.handler, { slot: node.slot, value });
    e.close("}");
  },
};

/** The value as the variable keeps it. */
function valueFor(e: FunctionEmitter, slot: Slot, value: Expression): string {
  return e.isBare(slot) ? emitDouble(e, value) : emit(e, value);
}

function emitStatement(e: FunctionEmitter, statement: Statement): void {
  e.releaseTemporaries();
  e.at = statement.at;
  (EMIT[statement.kind] as Emit<StatementKind>)(e, statement);
}

/** Emits a block's declarations and statements, without braces. A given slot is bound first. */
export function emitBlock(e: FunctionEmitter, block: Block, first?: { slot: Slot; value: string }): void {
  if (first) e.line(`let ${name(e, first.slot)} = ${first.value};`);
  const declared = (slot: Slot): boolean =>
    Boolean(slot.constant) || slot === first?.slot || slot.owner.parameters.includes(slot);
  const hoisted = block.slots.filter((slot) => isHoisted(slot) && !declared(slot));
  if (hoisted.length > 0) e.declare(block, hoisted);
  for (const statement of block.body)
    if (isFunctionDeclaration(statement))
      for (const form of e.module.declared(statement.value.target)) e.quietLine(e.inline(form));
  for (const statement of block.body) emitStatement(e, statement);
}

/** Whether the statement becomes a JavaScript function declaration, which needs not run. */
export function isFunctionDeclaration(
  statement: Statement,
): statement is StatementOf<"declare"> & { value: ExpressionOf<"closure"> } {
  return (
    statement.kind === "declare" && statement.slot.constant !== null && statement.value.kind === "closure"
  );
}

/** Whether the slot is declared at the start of its block, because it may be met while unbound. */
function isHoisted(slot: Slot): boolean {
  return slot.maybeUnbound || slot.global;
}

export function name(e: FunctionEmitter, slot: Slot): string {
  return e.module.names.ofSlot(slot);
}

export function fail(e: FunctionEmitter, message: string, at: number): string {
  return helper(e, "fail", at, [JSON.stringify(message)]);
}

/** `if (x !== undefined) ... else if (x$1 !== undefined) ... else last`, without tests that cannot fail. */
export function emitChain(
  e: FunctionEmitter,
  candidates: readonly Slot[],
  use: (slot: Slot) => string,
  last: string,
): void {
  const certain = candidates.findIndex((slot) => !slot.maybeUnbound);
  const tested = certain < 0 ? candidates : candidates.slice(0, certain);
  const end = certain < 0 ? last : use(candidates[certain] as Slot);
  const branches = tested.map((slot) => `if (${name(e, slot)} !== undefined) { ${use(slot)} }`);
  e.line([...branches, end].filter(Boolean).join(" else "));
}

/** Flat `else if` chains, however long. */
function emitIf(e: FunctionEmitter, node: StatementOf<"if">): void {
  e.open(`if (${emitCondition(e, node.condition)}) {`);
  emitBlock(e, node.then);
  let { otherwise } = node;
  while (otherwise) {
    const only: Statement | undefined = otherwise.slots.length === 0 ? otherwise.body[0] : undefined;
    if (only?.kind !== "if" || otherwise.body.length !== 1) {
      e.reopen("} else {");
      emitBlock(e, otherwise);
      break;
    }
    e.reopen(`} else if (${e.step(only.at)}${emitCondition(e, only.condition)}) {`);
    emitBlock(e, only.then);
    otherwise = only.otherwise;
  }
  e.close("}");
}
