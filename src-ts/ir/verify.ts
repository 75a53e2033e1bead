/** Checks what engines rely on. A failure is a defect of the compiler, never of the program. */

import type { Block, IrFunction, IrNode, Module, Slot } from "./nodes.js";
import { blocksOf, childrenOf, fieldsOf, isLoop, nodesIn, walk } from "./walk.js";

/** What is wrong with the module, one sentence each; empty if nothing is. */
export function verifyModule(module: Module): string[] {
  return module.functions.flatMap((fn) => verifyFunction(fn));
}

function verifyFunction(fn: IrFunction): string[] {
  const problems: string[] = [];
  const visible = new Set<Slot>([...fn.captures, ...fn.parameters]);
  const verifyBlock = (block: Block): void => {
    for (const slot of block.slots) {
      if (slot.owner !== fn) problems.push(`${fn.name}: block owns slot ${slot.name} of another function`);
      visible.add(slot);
    }
    for (const statement of block.body) {
      blocksOf(statement).forEach(verifyBlock);
      walk(statement, (node) =>
        problems.push(...verifySlots(fn, visible, fieldsOf(node)), ...verifyPlaces(fn, node)),
      );
    }
  };
  verifyBlock(fn.body);
  return [...problems, ...verifyLoops(fn)];
}

/** What a trip declares is of that trip. */
function verifyLoops(fn: IrFunction): string[] {
  return fn.nodes.flatMap((loop) => {
    if (!isLoop(loop)) return [];
    const inside = nodesIn(loop.body);
    const own = new Set([loop.body, ...inside.flatMap(blocksOf)].flatMap(({ slots }) => slots));
    return inside.flatMap((node) =>
      node.kind === "declare" && !own.has(node.slot)
        ? [`${fn.name}: slot ${node.slot.name} is declared in a loop and owned outside`]
        : [],
    );
  });
}

/** Nodes that only mean something directly inside certain others. */
const ONLY_INSIDE: Partial<Record<IrNode["kind"], readonly IrNode["kind"][]>> = {
  spread: ["array", "dict"],
  entry: ["dict"],
  member: ["store", "update"],
};

function verifyPlaces(fn: IrFunction, node: IrNode): string[] {
  return childrenOf(node)
    .filter(({ kind }) => !(ONLY_INSIDE[kind]?.includes(node.kind) ?? true))
    .map(({ kind }) => `${fn.name}: ${kind} inside ${node.kind}`);
}

function verifySlots(
  fn: IrFunction,
  visible: ReadonlySet<Slot>,
  fields: ReturnType<typeof fieldsOf>,
): string[] {
  const used = fields.flatMap(({ kind, value }) => {
    if (kind === "slot" || kind === "slot?") return value === null ? [] : [value as Slot];
    return kind === "slots" ? (value as Slot[]) : [];
  });
  return used
    .filter((slot) => !visible.has(slot))
    .map((slot) => `${fn.name}: slot ${slot.name} is neither owned nor captured`);
}
