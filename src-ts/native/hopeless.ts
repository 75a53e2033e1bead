/** A quick look, before any types are known, at what cannot run in machine code. It errs on the side of hope. */

import type { Expression, IrFunction, IrNode, Statement } from "../ir/nodes.js";
import { childrenOf } from "../ir/walk.js";
import { isSum } from "./array-sum.js";
import { driverOf } from "./driver.js";
import { typeOfBuiltin, typeOfFunction } from "./function-types.js";
import { isNativeMath } from "./math.js";
import { isNativeRange } from "./range-array.js";
import { isRecursiveInData } from "./recursive-data.js";
import { isNativeBuiltin } from "./type-builtin.js";

/** What cannot run in machine code wherever it stands. */
const HOPELESS = new Set<IrNode["kind"]>([
  "optionalField",
  "rest",
  "namedElement",
  "namedRest",
  "spread",
  "dict",
  "tag",
  "wrap",
  "matches",
  "isFailure",
  "payload",
  "hasPayload",
  "interpolate",
  "await",
  "yield",
  "try",
  "defineStruct",
  "import",
  "spawn",
]);

/** Functions that were looked at; false while they are. */
const known = new WeakMap<IrFunction, boolean>();

/** Whether the node, or one inside it, cannot run in machine code. */
export function isHopeless(node: IrNode): boolean {
  switch (node.kind) {
    case "callBuiltin": {
      const driver = driverOf(node);
      if (driver) return driver.operands.some(isHopeless);
      const { name, args } = node;
      const isKnown =
        name === "pop" ||
        isSum(name, args.length) ||
        isNativeRange(node) ||
        isNativeBuiltin(name, args.length) ||
        isNativeMath(name, args.length);
      return !isKnown || args.some(isHopeless);
    }
    case "callFunction":
      return isHopelessFunction(node.target) || node.args.some(isHopeless);
    case "builtin":
      return typeOfBuiltin(node.name) === null;
    case "closure":
      return typeOfFunction(node.target) === null;
    case "call":
      return isHopelessCallee(node.callee) || node.args.some(isHopeless);
    case "lookup":
      return false; // what the name means otherwise does not matter where a candidate is bound
    case "throw":
      // Its message is put together where the error is reported.
      if (node.value.kind === "interpolate") return node.value.parts.some(isHopelessPart);
      return node.value.kind !== "string";
    default:
      return HOPELESS.has(node.kind) || childrenOf(node).some(isHopeless);
  }
}

/** Functions come from variables: machine code keeps them nowhere else. */
function isHopelessCallee(node: Expression): boolean {
  return node.kind !== "get" && node.kind !== "lookup" && (node.kind !== "closure" || isHopeless(node));
}

function isHopelessPart(part: IrNode): boolean {
  return part.kind !== "string" && isHopeless(part);
}

/** Whether each call meets something hopeless: what only some ways lead to counts for nothing. */
export function isHopelessFunction(fn: IrFunction): boolean {
  const before = known.get(fn);
  if (before !== undefined) return before;
  known.set(fn, false);
  const isSo = isRecursiveInData(fn) || fn.body.body.some(isAlwaysHopeless);
  known.set(fn, isSo);
  return isSo;
}

function isAlwaysHopeless(statement: Statement): boolean {
  switch (statement.kind) {
    case "if":
    case "while":
      return isHopeless(statement.condition);
    case "count":
      return statement.bounds.some(isHopeless) || statement.body.body.some(isAlwaysHopeless);
    case "each":
      return isHopeless(statement.iterable) || statement.body.body.some(isAlwaysHopeless);
    default:
      return isHopeless(statement);
  }
}
