/**
 * Expressions as a debugger wants them: each one call of the runtime, without fast paths. V8 stops before every
 * part of a comma expression, so that one step over `a.x + a.y` would otherwise take five.
 */

import type { BinaryOperator, Expression } from "../ir/nodes.js";
import { emit, helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";

const HELPERS: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "==": "equal",
  "!=": "unequal",
  "<": "less",
  "<=": "lessEqual",
  ">": "greater",
  ">=": "greaterEqual",
};

/** Null where the usual code is plain already. */
export function emitPlainly(e: FunctionEmitter, node: Expression): string | null {
  const list = (nodes: readonly Expression[]): string[] => nodes.map((each) => emit(e, each));
  switch (node.kind) {
    case "binary":
      return helper(e, HELPERS[node.operator], node.at, list([node.left, node.right]));
    case "index":
      return helper(e, "getIndex", node.at, list([node.object, node.index]));
    case "call": {
      const args = list(node.args);
      return helper(e, "call", node.at, [`[${args.join(", ")}]`, ...list([node.callee])]);
    }
    case "field":
      return helper(e, "getField", node.at, [...list([node.object]), JSON.stringify(node.name)]);
    case "callMethod": {
      const [object = "", ...args] = list([node.object, ...node.args]);
      const [name, receiver] = [JSON.stringify(node.name), JSON.stringify(node.receiver)];
      return helper(e, "callMethod", node.at, [object, name, `[${args.join(", ")}]`, receiver]);
    }
    default:
      return null;
  }
}
