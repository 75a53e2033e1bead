/** Generic walks over the IR, driven by the node tables. */

import {
  EXPRESSIONS,
  type Block,
  type Expression,
  type FieldKind,
  type IrNode,
  type NodeSpec,
  STATEMENTS,
} from "./nodes.js";

const SPECS: Record<string, NodeSpec> = { ...EXPRESSIONS, ...STATEMENTS };

/** A node's fields in declaration order: name, kind and content. */
export function fieldsOf(node: IrNode): { name: string; kind: FieldKind; value: unknown }[] {
  const { fields } = SPECS[node.kind] as NodeSpec;
  const record = node as unknown as Record<string, unknown>;
  return Object.entries(fields).map(([name, kind]) => ({ name, kind, value: record[name] }));
}

/** The nodes directly inside a node, in order of evaluation as far as the table tells it. */
export function childrenOf(node: IrNode): IrNode[] {
  return fieldsOf(node).flatMap(({ kind, value }): IrNode[] => {
    switch (kind) {
      case "expression":
        return [value as Expression];
      case "expressions":
        return value as Expression[];
      case "block":
        return (value as Block).body;
      case "block?":
        return (value as Block | null)?.body ?? [];
      default:
        return [];
    }
  });
}

/** Visits a node and everything inside it, outside first. Functions are not entered. */
export function walk(node: IrNode, visit: (node: IrNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** Visits every node of a block. */
export function walkBlock(block: Block, visit: (node: IrNode) => void): void {
  for (const statement of block.body) walk(statement, visit);
}

/** Whether a node of the block, functions not entered, satisfies the predicate. */
export function someNode(block: Block, predicate: (node: IrNode) => boolean): boolean {
  const holds = (node: IrNode): boolean => predicate(node) || childrenOf(node).some(holds);
  return block.body.some(holds);
}
