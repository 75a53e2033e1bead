/** Writes into containers: `name[path]... := value` and `name[path]... op= value`. */

import type { Expression, Slot, StatementOf } from "../ir/nodes.js";
import { mutateMessage } from "../runtime/binding.js";
import { readElement, readField, readPath, type Step, writePath } from "./emit-access.js";
import { helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import { arithmetic } from "./emit-operator.js";
import { emitChain, fail, name } from "./emit-statement.js";
import { ANY, arithmeticKinds, DICT, isOnly } from "./kinds.js";
import { type Operand, operandOf, unknown } from "./operand.js";

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

function rootOf(e: FunctionEmitter, slot: Slot): Operand {
  return { ...unknown(name(e, slot)), kinds: e.module.facts.ofSlot(slot), slot };
}

/** What stands at the end of the path. */
function read(e: FunctionEmitter, node: PathNode, slot: Slot, path: readonly Operand[]): string {
  const root = rootOf(e, slot);
  const [only, ...others] = stepsOf(node, path) as [Step, ...Step[]];
  const general = helper(e, "getPath", node.at, [root.code, segmentsOf(path)]);
  if (slot.constant) return general;
  if (others.length > 0) return readPath(e, root, [only, ...others], general);
  return "name" in only ? readField(e, root, only.name, general) : readElement(e, root, only.index, node.at);
}

function emitWrite(e: FunctionEmitter, node: PathNode, path: readonly Operand[], value: Operand): void {
  const { at } = node;
  const steps = stepsOf(node, path);
  const write = (slot: Slot): string => {
    if (slot.mutability !== "mut") return `${fail(e, mutateMessage(slot.mutability, slot.name), at)};`;
    if (slot.constant) return `${fail(e, "Invalid index assignment", at)};`;
    const root = rootOf(e, slot);
    return writePath(
      e,
      root,
      steps,
      value,
      `${root.code} = ${generalWrite(e, root, steps, path, value, at)};`,
    );
  };
  emitChain(e, node.candidates, write, undefinedVariable(e, node));
}

/** The call of the runtime that stores whatever the containers are, and gives the root that it is from then on. */
function generalWrite(
  e: FunctionEmitter,
  root: Operand,
  [only, ...others]: readonly Step[],
  path: readonly Operand[],
  value: Operand,
  at: number,
): string {
  if (only === undefined || others.length > 0)
    return helper(e, "setPath", at, [root.code, segmentsOf(path), value.code]);
  if ("name" in only) return helper(e, "setField", at, [root.code, JSON.stringify(only.name), value.code]);
  const store = isOnly(root.kinds, DICT) ? "setEntry" : "setIndex";
  return helper(e, store, at, [root.code, only.index.code, value.code]);
}

function segmentsOf(path: readonly Operand[]): string {
  return `[${path.map(({ code }) => code).join(", ")}]`;
}

function stepsOf(node: PathNode, path: readonly Operand[]): Step[] {
  return node.path.map((segment, i) =>
    segment.kind === "member" ? { name: segment.name } : { index: path[i] as Operand },
  );
}

function undefinedVariable(e: FunctionEmitter, node: PathNode): string {
  return `${helper(e, "undefinedVariable", node.at, [JSON.stringify(node.name)])};`;
}
