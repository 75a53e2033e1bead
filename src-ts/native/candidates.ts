/** Which functions are worth an entry into machine code: those with a loop or on a cycle of calls. */

import type { IrFunction, Module } from "../ir/nodes.js";
import { someNode, walkBlock } from "../ir/walk.js";

export function findCandidates(module: Module): Set<IrFunction> {
  const calls = new Map(module.functions.map((fn) => [fn, calledBy(fn)]));
  return new Set(
    module.functions.filter(
      (fn) => fn.parent !== null && !fn.isGenerator && !fn.isAsync && (hasLoop(fn) || reaches(fn, calls)),
    ),
  );
}

function hasLoop(fn: IrFunction): boolean {
  return someNode(fn.body, ({ kind }) => kind === "while" || kind === "count" || kind === "each");
}

function calledBy(fn: IrFunction): Set<IrFunction> {
  const called = new Set<IrFunction>();
  walkBlock(fn.body, (node) => {
    if (node.kind === "callFunction") called.add(node.target);
  });
  return called;
}

/** Whether the function can call itself, directly or through others. */
function reaches(fn: IrFunction, calls: ReadonlyMap<IrFunction, ReadonlySet<IrFunction>>): boolean {
  const seen = new Set<IrFunction>();
  const pending = [...(calls.get(fn) ?? [])];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next === fn) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...(calls.get(next) ?? []));
  }
  return false;
}
