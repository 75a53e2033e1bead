/** How each node uses its operands: which it keeps (owned), and what runs before an operand is used. */

import type { Expression, IrNode } from "../ir/nodes.js";
import { operandFields } from "../ir/walk.js";
import { builtinNamed } from "../stdlib/registry.js";

/** The field whose operands are stored, returned, thrown, or passed to parameters, of each kind that has one. */
const OWNING: ReadonlyMap<string, string> = new Map([
  ["declare", "value"],
  ["assign", "value"],
  ["assignFirst", "value"],
  ["store", "value"],
  ["return", "value"],
  ["throw", "value"],
  ["entry", "value"],
  ["wrap", "value"],
  ["yield", "value"],
  ["array", "items"],
  ["struct", "values"],
  ["tag", "args"],
  ["spawn", "args"],
  ["call", "args"],
  ["callMethod", "args"],
  ["callFunction", "args"],
  ["callBuiltin", "args"],
]);

/** The operands that gain an owner wherever the parameter they are passed to consumes, if they are passed. */
export function owningOperands(node: IrNode): Expression | readonly Expression[] | null {
  const field = OWNING.get(node.kind);
  return field === undefined ? null : ((node as unknown as Record<string, Expression>)[field] ?? null);
}

/** Whether that is so for the operand in this place of the field. */
export function isConsumed(node: IrNode, index: number): boolean {
  switch (node.kind) {
    case "callMethod":
      return node.targets.length === 0 || node.targets.some(({ consumes }) => consumes[index + 1] ?? true);
    case "callFunction":
      return node.target.consumes[index] ?? false;
    case "callBuiltin": {
      const { parameters } = builtinNamed(node.name);
      return parameters[Math.min(index, parameters.length - 1)]?.consumes ?? false;
    }
    default:
      return true;
  }
}

/** An operand's place: its node and how many operands of the node come before it. */
export interface Place {
  readonly node: IrNode;
  readonly position: number;
}

/** Replaces each operand of a node. */
export function replaceOperands(
  node: IrNode,
  replace: (operand: Expression, owned: boolean, place: Place) => Expression,
): void {
  const record = node as unknown as Record<string, unknown>;
  const owning = OWNING.get(node.kind);
  let position = 0;
  const fields = operandFields(node);
  for (let i = 0; i < fields.length; i++) {
    const { name, kind } = fields[i] as (typeof fields)[number];
    const owned = name === owning;
    const replaced = (operand: Expression, index: number): Expression =>
      replace(operand, owned && isConsumed(node, index), { node, position: position++ });
    const value = record[name];
    record[name] =
      kind === "expressions"
        ? (value as readonly Expression[]).map(replaced)
        : replaced(value as Expression, 0);
  }
}

/**
 * What runs between an operand's evaluation and its use: the operands after it, and for a call of a constant
 * function the call itself.
 */
export function runsLater({ node, position }: Place): Expression[] {
  const record = node as unknown as Record<string, unknown>;
  const operands = operandFields(node).flatMap(({ name }) => record[name] as Expression | Expression[]);
  const body: Expression[] = node.kind === "callFunction" ? [{ ...node, args: [] }] : [];
  return [...operands.slice(position + 1), ...body];
}
