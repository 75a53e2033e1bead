/** Calls in resumable code: `yield*` passes on what the callee waits for. */

import type { Expression } from "../ir/nodes.js";
import { arityMismatch, builtinNamed } from "../stdlib/registry.js";
import { emit, helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import { mark } from "./positions.js";

/** Null where the call does not wait after all. */
export function emitResumable(e: FunctionEmitter, node: Expression): string | null {
  const list = (nodes: readonly Expression[]): string => nodes.map((each) => emit(e, each)).join(", ");
  switch (node.kind) {
    case "call": {
      const args = `[${list(node.args)}]`;
      return `(yield* ${helper(e, "callResumable", node.at, [args, emit(e, node.callee)])})`;
    }
    case "callFunction":
      return `(yield* ${mark(node.at)}${e.module.formName(node.target, true)}(${list(node.args)}))`;
    case "callBuiltin": {
      const row = builtinNamed(node.name);
      if (arityMismatch(row, node.args.length) !== null) return null;
      const args = ["$host", ...node.args.map((arg) => emit(e, arg))].join(", ");
      return `(yield* ${mark(node.at)}${e.module.builtinResumable(row.name)}(${args}))`;
    }
    case "callMethod": {
      const object = emit(e, node.object);
      const [name, receiver] = [JSON.stringify(node.name), JSON.stringify(node.receiver)];
      const operands = [object, name, `[${list(node.args)}]`, receiver];
      return `(yield* ${helper(e, "callMethodResumable", node.at, operands)})`;
    }
    default:
      return null;
  }
}
