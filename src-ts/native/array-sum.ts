/** `sum(array)`: a function written here as IR, which adds the items up in their order. */

import type { Expression, IrFunction, Slot } from "../ir/nodes.js";
import { syntheticFunction, syntheticId, syntheticSlot } from "./synthetic.js";

const known = new WeakMap<IrFunction, IrFunction>();

export function isSum(name: string, args: number): boolean {
  return name === "sum" && args === 1;
}

/** What a call of `sum` calls in machine code. */
export function sumFunction(around: IrFunction): IrFunction {
  let fn = known.get(around);
  if (!fn) {
    fn = makeFunction(around);
    known.set(around, fn);
  }
  return fn;
}

function makeFunction(around: IrFunction): IrFunction {
  const { at } = around;
  const slot = (name: string): Slot => syntheticSlot(around, name);
  const read = (from: Slot): Expression => ({ kind: "get", at, slot: from });
  const [array, total, item] = [slot("array"), slot("total"), slot("item")];
  const added: Expression = { kind: "binary", at, operator: "+", left: read(total), right: read(item) };
  return syntheticFunction(around, {
    id: syntheticId(),
    name: "sum",
    at,
    parameters: [array],
    required: 1,
    body: {
      slots: [total],
      body: [
        { kind: "declare", at, slot: total, value: { kind: "int", at, value: 0 } },
        {
          kind: "each",
          at,
          slot: item,
          iterable: read(array),
          body: { slots: [item], body: [{ kind: "assign", at, slot: total, value: added }] },
        },
        { kind: "return", at, value: read(total) },
      ],
    },
  });
}
