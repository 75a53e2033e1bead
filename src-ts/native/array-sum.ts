/** `sum(array)`: a function written here as IR, which adds the items up in their order. */

import type { Expression, IrFunction, Slot } from "../ir/nodes.js";
import { oncePer } from "../ir/once-per.js";
import { readAt, syntheticFunction, syntheticId, syntheticSlot } from "./synthetic.js";

export function isSum(name: string, args: number): boolean {
  return name === "sum" && args === 1;
}

/** What a call of `sum` in this function calls in machine code. */
export const sumFunction = oncePer((around: IrFunction): IrFunction => {
  const { at } = around;
  const slot = (name: string): Slot => syntheticSlot(around, name);
  const read = readAt(at);
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
});
