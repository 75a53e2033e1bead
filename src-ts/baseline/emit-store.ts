/** Writes into containers: `name[path]... := value` and `name[path]... op= value`. */

import type { Expression, Slot, StatementOf } from "../ir/nodes.js";
import { mutateMessage } from "../runtime/binding.js";
import { readElement, readField, writeElement, writeField } from "./emit-access.js";
import { helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import { arithmetic } from "./emit-operator.js";
import { emitChain, fail, name } from "./emit-statement.js";
import { ANY, arithmeticKinds } from "./kinds.js";
import { type Operand, operandOf } from "./operand.js";

type PathNode = StatementOf<"store"> | StatementOf<"update">;

export function emitStore(e: FunctionEmitter, node: StatementOf<"store">): void {
  const value = hold(e, node.value);
  const path = node.path.map((segment) => hold(e, segment));
  emitWrite(e, node, path, value);
}

export function emitUpdate(e: FunctionEmitter, node: StatementOf<"update">): void {
  const path = node.path.map((segment) => hold(e, segment));
  const last = node.path.at(-1) as Expression;
  const old: Operand = { ...unknown(e.temporary()), guess: e.module.guesses?.ofStored(last) ?? ANY };
  emitChain(
    e,
    node.candidates,
    (slot) => `${old.code} = ${read(e, node, slot, path)};`,
    undefinedVariable(e, node),
  );
  const right = hold(e, node.value);
  const kinds = e.module.facts.mayHook(ANY) ? ANY : arithmeticKinds(node.operator, ANY, right.kinds);
  const value: Operand = { ...unknown(e.temporary()), kinds };
  e.line(`${value.code} = ${arithmetic(e, node.operator, node.at, old, right)};`);
  emitWrite(e, node, path, value);
}

/** Evaluates now, so that what follows cannot change it. */
export function hold(e: FunctionEmitter, node: Expression): Operand {
  const before: string[] = [];
  const operand = operandOf(e, node, before, true);
  for (const assignment of before) e.line(`${assignment};`);
  return operand;
}

function unknown(code: string): Operand {
  return { code, kinds: ANY, guess: ANY, literal: null, double: null, slot: null };
}

function rootOf(e: FunctionEmitter, slot: Slot): Operand {
  return { ...unknown(name(e, slot)), kinds: e.module.facts.ofSlot(slot), slot };
}

/** What stands at the end of the path. */
function read(e: FunctionEmitter, node: PathNode, slot: Slot, path: readonly Operand[]): string {
  const root = rootOf(e, slot);
  const [segment, ...others] = node.path;
  const general = helper(e, "getPath", node.at, [root.code, `[${path.map(({ code }) => code).join(", ")}]`]);
  if (others.length > 0 || slot.constant) return general;
  if (segment?.kind === "member") return readField(e, root, segment.name, general);
  return readElement(e, root, path[0] as Operand, node.at);
}

function emitWrite(e: FunctionEmitter, node: PathNode, path: readonly Operand[], value: Operand): void {
  const { at } = node;
  const [segment, ...others] = node.path;
  const write = (slot: Slot): string => {
    if (slot.mutability !== "mut") return `${fail(e, mutateMessage(slot.mutability, slot.name), at)};`;
    if (slot.constant) return `${fail(e, "Invalid index assignment", at)};`;
    const root = rootOf(e, slot);
    if (others.length > 0) {
      const segments = `[${path.map(({ code }) => code).join(", ")}]`;
      return `${root.code} = ${helper(e, "setPath", at, [root.code, segments, value.code])};`;
    }
    if (segment?.kind === "member") return writeField(e, root, segment.name, value, at);
    return writeElement(e, root, path[0] as Operand, value, at);
  };
  emitChain(e, node.candidates, write, undefinedVariable(e, node));
}

function undefinedVariable(e: FunctionEmitter, node: PathNode): string {
  return `${helper(e, "undefinedVariable", node.at, [JSON.stringify(node.name)])};`;
}
