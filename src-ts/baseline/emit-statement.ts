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
import { mutateMessage, reassignMessage } from "../runtime/binding.js";
import { emit, emitCondition, helper, isStable } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import type { LoopEntry } from "./emit-module.js";
import { mark } from "./positions.js";

type Emit<Kind extends StatementKind> = (e: FunctionEmitter, node: StatementOf<Kind>) => void;

const EMIT: { readonly [Kind in StatementKind]: Emit<Kind> } = {
  evaluate: (e, node) => e.line(`${emit(e, node.value)};`),
  declare: (e, node) => {
    if (isFunctionDeclaration(node)) return; // the block begins with it
    const { slot, value } = node;
    const keyword = isHoisted(slot) ? "" : "let ";
    e.line(`${keyword}${name(e, slot)} = ${emit(e, value)};`);
  },
  assign: (e, node) => e.line(`${name(e, node.slot)} = ${emit(e, node.value)};`),
  assignFirst: (e, node) => {
    const value = hold(e, node.value);
    const assignTo = (slot: Slot): string =>
      slot.mutability === "mut"
        ? `${name(e, slot)} = ${value};`
        : `${fail(reassignMessage(slot.mutability, slot.name), node.at)};`;
    const last = node.create ? assignTo(node.create) : "";
    emitChain(e, node.candidates, assignTo, last);
  },
  store: (e, node) => {
    const value = hold(e, node.value);
    const path = node.path.map((segment) => hold(e, segment));
    emitPathWrite(e, node, path, value);
  },
  update: (e, node) => {
    const path = node.path.map((index) => hold(e, index));
    const old = e.temporary();
    const single = path.length === 1 && node.path[0]?.kind !== "member";
    const readFrom = (slot: Slot): string =>
      single
        ? `${old} = ${helper("getIndex", node.at, [name(e, slot), path[0] as string])};`
        : `${old} = ${helper("getPath", node.at, [name(e, slot), `[${path.join(", ")}]`])};`;
    emitChain(e, node.candidates, readFrom, undefinedVariable(node));
    const right = hold(e, node.value);
    const operation = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "modulo" };
    const value = e.temporary();
    e.line(`${value} = ${helper(operation[node.operator], node.at, [old, right])};`);
    emitPathWrite(e, node, path, value);
  },
  if: (e, node) => emitIf(e, node),
  while: (e, node) => {
    const entry = e.loopEntry(node);
    if (!entry) {
      e.open(`while (${emitCondition(e, node.condition)}) {`);
      emitBlock(e, node.body);
      e.close("}");
      return;
    }
    e.open("for (;;) {");
    emitLoopEntry(e, entry, "enter", entry.liveIn);
    e.line(`if (!(${emitCondition(e, node.condition)})) break;`);
    emitBlock(e, node.body);
    e.close("}");
  },
  count: (e, node) => {
    const bounds = node.bounds.map((bound) => emit(e, bound));
    emitFor(e, node, helper("rangeCursor", node.at, [`[${bounds.join(", ")}]`]));
  },
  each: (e, node) => emitFor(e, node, helper("iterate", node.at, [emit(e, node.iterable)])),
  yield: (e, node) => e.line(`yield ${emit(e, node.value)};`),
  defineStruct: (e, node) => {
    const type = e.module.structType(node.name);
    for (const method of node.methods) {
      const key = JSON.stringify(method.name.slice(node.name.length + 1));
      const code = e.inline(e.module.nested(method));
      e.line(`${type}.setMethod(${key}, new $.RuffFunction(${e.module.info(method)}, ${code}));`);
    }
    const keyword = isHoisted(node.slot) ? "" : "let ";
    e.line(`${keyword}${name(e, node.slot)} = new $.StructDefinition(${JSON.stringify(node.name)});`);
  },
  import: (e, node) => {
    const result = e.unique("module");
    e.line(
      `const ${result} = ${helper("import", node.at, [JSON.stringify(node.module), JSON.stringify(node.names)])};`,
    );
    const bind = (slot: Slot, value: string): void =>
      e.line(`${isHoisted(slot) ? "" : "let "}${name(e, slot)} = ${value};`);
    node.slots.forEach((slot, i) => bind(slot, `${result}.values[${i}]`));
    if (node.namespace) bind(node.namespace, `${result}.namespace`);
  },
  spawn: (e, node) => {
    const args = [e.inline(e.module.nested(node.target)), ...node.args.map((arg) => emit(e, arg))];
    e.line(`${helper("spawn", node.at, args)};`);
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
    emitBlock(e, node.handler, { slot: node.slot, value: `$.caught(${error})` });
    e.close("}");
  },
};

function emitStatement(emitter: FunctionEmitter, statement: Statement): void {
  emitter.releaseTemporaries();
  emitter.at = statement.at;
  (EMIT[statement.kind] as Emit<StatementKind>)(emitter, statement);
}

/** Emits a block's declarations and statements, without braces. A given slot is bound first. */
export function emitBlock(
  emitter: FunctionEmitter,
  block: Block,
  first?: { slot: Slot; value: string },
): void {
  if (first) emitter.line(`let ${name(emitter, first.slot)} = ${first.value};`);
  const declared = (slot: Slot): boolean =>
    Boolean(slot.constant) || slot === first?.slot || slot.owner.parameters.includes(slot);
  const hoisted = block.slots.filter((slot) => isHoisted(slot) && !declared(slot));
  const names = hoisted.map((slot) => name(emitter, slot));
  if (names.length > 0) emitter.declare(block, names);
  for (const statement of block.body)
    if (isFunctionDeclaration(statement))
      emitter.quietLine(emitter.inline(emitter.module.nested(statement.value.target)));
  for (const statement of block.body) emitStatement(emitter, statement);
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

function name(emitter: FunctionEmitter, slot: Slot): string {
  return emitter.module.names.ofSlot(slot);
}

function fail(message: string, at: number): string {
  return helper("fail", at, [JSON.stringify(message)]);
}

/** Evaluates into a temporary now, unless nothing that follows can change the value. */
function hold(emitter: FunctionEmitter, node: Expression): string {
  if (node.kind === "member" || isStable(node)) return emit(emitter, node);
  const temporary = emitter.temporary();
  emitter.line(`${temporary} = ${emit(emitter, node)};`);
  return temporary;
}

/** `if (x !== undefined) ... else if (x$1 !== undefined) ... else last`, without tests that cannot fail. */
function emitChain(
  emitter: FunctionEmitter,
  candidates: readonly Slot[],
  use: (slot: Slot) => string,
  last: string,
): void {
  const certain = candidates.findIndex((slot) => !slot.maybeUnbound);
  const tested = certain < 0 ? candidates : candidates.slice(0, certain);
  const end = certain < 0 ? last : use(candidates[certain] as Slot);
  const branches = tested.map((slot) => `if (${name(emitter, slot)} !== undefined) ${use(slot)}`);
  emitter.line([...branches, end].filter(Boolean).join(" else "));
}

type PathNode = StatementOf<"store"> | StatementOf<"update">;

function undefinedVariable(node: PathNode): string {
  return `${helper("undefinedVariable", node.at, [JSON.stringify(node.name)])};`;
}

function emitPathWrite(
  emitter: FunctionEmitter,
  node: PathNode,
  path: readonly string[],
  value: string,
): void {
  const write = (slot: Slot): string => {
    if (slot.mutability !== "mut") return `${fail(mutateMessage(slot.mutability, slot.name), node.at)};`;
    const root = name(emitter, slot);
    if (slot.constant) return `${fail("Invalid index assignment", node.at)};`;
    const [only] = node.path;
    if (path.length === 1 && only?.kind === "member")
      return `${root} = ${helper("setField", node.at, [root, JSON.stringify(only.name), value])};`;
    return path.length === 1
      ? `${root} = ${helper("setIndex", node.at, [root, path[0] as string, value])};`
      : `${root} = ${helper("setPath", node.at, [root, `[${path.join(", ")}]`, value])};`;
  };
  emitChain(emitter, node.candidates, write, undefinedVariable(node));
}

/** Flat `else if` chains, however long. */
function emitIf(emitter: FunctionEmitter, node: StatementOf<"if">): void {
  emitter.open(`if (${emitCondition(emitter, node.condition)}) {`);
  emitBlock(emitter, node.then);
  let { otherwise } = node;
  while (otherwise) {
    const only: Statement | undefined = otherwise.slots.length === 0 ? otherwise.body[0] : undefined;
    if (only?.kind !== "if" || otherwise.body.length !== 1) {
      emitter.reopen("} else {");
      emitBlock(emitter, otherwise);
      break;
    }
    emitter.reopen(`} else if (${emitter.step(only.at)}${emitCondition(emitter, only.condition)}) {`);
    emitBlock(emitter, only.then);
    otherwise = only.otherwise;
  }
  emitter.close("}");
}

function emitFor(
  emitter: FunctionEmitter,
  node: StatementOf<"count"> | StatementOf<"each">,
  cursor: string,
): void {
  const position = emitter.unique("cursor");
  emitter.line(`const ${position} = ${cursor};`);
  // The next value may come from a generator, which may fail.
  const next = `${position}.${mark(node.at)}next()`;
  const entry = emitter.loopEntry(node);
  if (entry) {
    emitter.open("for (;;) {");
    emitLoopEntry(emitter, entry, "enterAt", [position, ...entry.liveIn]);
    emitter.line(`if (!${next}) break;`);
  } else emitter.open(`while (${next}) {`);
  emitBlock(emitter, node.body, { slot: node.slot, value: `${position}.value` });
  emitter.close("}");
}

/** At the head of a hot loop: goes on in machine code, which takes the variables and gives them back. */
function emitLoopEntry(
  emitter: FunctionEmitter,
  { tier, liveOut }: LoopEntry,
  method: string,
  args: readonly string[],
): void {
  const outcome = emitter.unique("outcome");
  emitter.open(`if (--${tier}.budget < 0) {`);
  emitter.line(`const ${outcome} = ${tier}.${method}(${args.join(", ")});`);
  emitter.open(`if (${outcome} !== undefined) {`);
  const returned = emitter.isMain ? emitter.module.exports() : `${outcome}.values[0]`;
  emitter.line(`if (${outcome}.returned) return ${returned};`);
  liveOut.forEach((variable, i) => {
    emitter.line(`${variable} = ${outcome}.values[${i}];`);
  });
  emitter.line("break;");
  emitter.close("}");
  emitter.close("}");
}
