/** How each node uses its operands: which it keeps (owned), and what runs before an operand is used. */

import type { Block, Expression, ExpressionOf, IrNode, Statement } from "../ir/nodes.js";
import { fieldsOf } from "../ir/walk.js";
import { builtinNamed } from "../stdlib/registry.js";

/** The operands that gain an owner: what is stored, returned, thrown, or passed to a consuming parameter. */
export function ownedOperands(node: IrNode): readonly Expression[] {
  switch (node.kind) {
    case "declare":
    case "assign":
    case "assignFirst":
    case "store":
    case "return":
    case "throw":
    case "entry":
    case "wrap":
    case "yield":
      return [node.value];
    case "array":
      return node.items;
    case "struct":
      return node.values;
    case "call":
    case "tag":
    case "spawn":
      return node.args;
    case "callMethod":
      return node.args.filter(
        (_, i) => node.targets.length === 0 || node.targets.some(({ consumes }) => consumes[i + 1] ?? true),
      );
    case "callFunction":
      return node.args.filter((_, i) => node.target.consumes[i]);
    case "callBuiltin": {
      const { parameters } = builtinNamed(node.name);
      return node.args.filter((_, i) => parameters[Math.min(i, parameters.length - 1)]?.consumes);
    }
    default:
      return [];
  }
}

/** Whether a struct's method that the call may mean keeps the object. */
export function isReceiverKept({ open, targets }: ExpressionOf<"callMethod">): boolean {
  return open || targets.some(({ consumes }) => consumes[0] ?? true);
}

type Replace = (operand: Expression, owned: boolean, later: readonly Expression[]) => Expression;

/**
 * Replaces each operand of a node. `later` lists what runs between the operand's evaluation and its use: the
 * operands after it, and for a call of a constant function the call itself.
 */
export function replaceOperands(node: IrNode, replace: Replace): void {
  const owned = new Set(ownedOperands(node));
  const operands = operandsOf(node);
  const body: Expression[] = node.kind === "callFunction" ? [{ ...node, args: [] }] : [];
  const replaced = new Map<Expression, Expression>();
  operands.forEach((operand, i) => {
    replaced.set(operand, replace(operand, owned.has(operand), [...operands.slice(i + 1), ...body]));
  });
  const record = node as unknown as Record<string, unknown>;
  for (const { name, kind, value } of fieldsOf(node)) {
    if (kind === "expression") record[name] = replaced.get(value as Expression);
    else if (kind === "expressions")
      record[name] = (value as Expression[]).map((operand) => replaced.get(operand) as Expression);
  }
}

function operandsOf(node: IrNode): Expression[] {
  return fieldsOf(node).flatMap(({ kind, value }) => {
    if (kind === "expression") return [value as Expression];
    return kind === "expressions" ? (value as Expression[]) : [];
  });
}

/** The blocks directly inside a statement. */
export function childBlocks(statement: Statement): Block[] {
  return fieldsOf(statement).flatMap(({ kind, value }) =>
    (kind === "block" || kind === "block?") && value !== null ? [value as Block] : [],
  );
}
