/** `range(...)` as an array: a function written here as IR, which counts and appends. */

import { literalInt } from "../ir/literal.js";
import type { Expression, ExpressionOf, IrFunction, Slot, Statement } from "../ir/nodes.js";
import { oncePer } from "../ir/once-per.js";
import { MAX_RANGE, RANGE_TOO_LARGE } from "../runtime/iterate.js";
import { readAt, syntheticFunction, syntheticId, syntheticSlot } from "./synthetic.js";

type BuiltinCall = ExpressionOf<"callBuiltin">;

/** Whether the call makes an array of ints that machine code can make, if its bounds are ints. */
export function isNativeRange({ name, args }: BuiltinCall): boolean {
  return name === "range" && args.length >= 1 && args.length <= 3 && stepOf(args) !== null;
}

/** What the call of `range` calls in machine code, with the bounds but for the step as arguments. */
export const rangeFunction = oncePer(makeFunction);

/** The step: a literal other than 0, or else null. */
function stepOf(args: readonly Expression[]): number | null {
  const [, , step] = args;
  return step ? literalInt(step) || null : 1;
}

function makeFunction({ at, args }: BuiltinCall, around: IrFunction): IrFunction {
  const slot = (name: string): Slot => syntheticSlot(around, name);
  const read = readAt(at);
  const int = (value: number): Expression => ({ kind: "int", at, value });
  const bounds = args.length === 1 ? [slot("stop")] : [slot("start"), slot("stop")];
  const [first, last] = [bounds[0] as Slot, bounds.at(-1) as Slot];
  const start = args.length === 1 ? int(0) : read(first);
  const step = stepOf(args) as number;
  const array = slot("array");
  const item = slot("item");
  const pushed: Expression = { kind: "callBuiltin", at, name: "push", args: [read(array), read(item)] };
  const body: Statement[] = [
    failIfLarge(at, start, read(last), step),
    { kind: "declare", at, slot: array, value: { kind: "array", at, items: [] } },
    {
      kind: "count",
      at,
      slot: item,
      bounds: [start, read(last), int(step)],
      body: { slots: [item], body: [{ kind: "assign", at, slot: array, value: pushed }] },
    },
    { kind: "return", at, value: read(array) },
  ];
  return syntheticFunction(around, {
    id: syntheticId(),
    name: "range",
    at,
    parameters: bounds,
    required: bounds.length,
    body: { slots: [array], body },
  });
}

function failIfLarge(at: number, start: Expression, stop: Expression, step: number): Statement {
  const float = (value: Expression): Expression => ({
    kind: "callBuiltin",
    at,
    name: "to_float",
    args: [value],
  });
  const binary = (operator: "-" | "/" | ">", left: Expression, right: Expression): Expression => ({
    kind: "binary",
    at,
    operator,
    left,
    right,
  });
  const distance = binary("-", float(stop), float(start));
  const count = binary("/", distance, { kind: "float", at, value: step });
  const message: Expression = { kind: "string", at, value: RANGE_TOO_LARGE };
  return {
    kind: "if",
    at,
    condition: binary(">", count, { kind: "float", at, value: MAX_RANGE }),
    then: { slots: [], body: [{ kind: "evaluate", at, value: { kind: "throw", at, value: message } }] },
    otherwise: null,
  };
}
