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

interface Field {
  readonly name: string;
  readonly kind: FieldKind;
}

const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries<NodeSpec>({ ...EXPRESSIONS, ...STATEMENTS }).map(([kind, { fields }]) => [
    kind,
    Object.entries(fields).map(([name, field]) => ({ name, kind: field })),
  ]),
);

const NODES: ReadonlySet<FieldKind> = new Set(["expression", "expressions", "block", "block?"]);

/** The fields that hold nodes: the walks below are most of a compilation, and look at no others. */
const INSIDE: ReadonlyMap<string, readonly Field[]> = new Map(
  [...FIELDS].map(([kind, fields]) => [kind, fields.filter((field) => NODES.has(field.kind))]),
);

const OPERANDS: ReadonlyMap<string, readonly { name: string; list: boolean }[]> = new Map(
  [...FIELDS].map(([kind, fields]) => [
    kind,
    fields
      .filter((field) => field.kind === "expression" || field.kind === "expressions")
      .map((field) => ({ name: field.name, list: field.kind === "expressions" })),
  ]),
);

/** The fields that hold expressions, and whether each holds a list of them. */
export function operandFields(node: IrNode): readonly { name: string; list: boolean }[] {
  return OPERANDS.get(node.kind) as readonly { name: string; list: boolean }[];
}

/** A node's fields in declaration order: name, kind and content. */
export function fieldsOf(node: IrNode): { name: string; kind: FieldKind; value: unknown }[] {
  const record = node as unknown as Record<string, unknown>;
  const fields = FIELDS.get(node.kind) as readonly Field[];
  return fields.map(({ name, kind }) => ({ name, kind, value: record[name] }));
}

/** The nodes directly inside a node, in order of evaluation as far as the table tells it. */
export function childrenOf(node: IrNode): IrNode[] {
  const children: IrNode[] = [];
  eachChild(node, (child) => children.push(child));
  return children;
}

function eachChild(node: IrNode, use: (child: IrNode) => void): void {
  const record = node as unknown as Record<string, unknown>;
  for (const { name, kind } of INSIDE.get(node.kind) as readonly Field[]) {
    const value = record[name];
    if (kind === "expression") use(value as Expression);
    else if (kind === "expressions") for (const inner of value as readonly Expression[]) use(inner);
    else if (value !== null) for (const inner of (value as Block).body) use(inner);
  }
}

/** Visits a node and everything inside it, outside first. Functions are not entered. */
export function walk(node: IrNode, visit: (node: IrNode) => void): void {
  const enter = (inner: IrNode): void => {
    visit(inner);
    eachChild(inner, enter);
  };
  enter(node);
}

/** Visits every node of a block. */
export function walkBlock(block: Block, visit: (node: IrNode) => void): void {
  for (const statement of block.body) walk(statement, visit);
}

/** Whether the node or one inside it, functions not entered, satisfies the predicate. */
export function someInside(node: IrNode, predicate: (node: IrNode) => boolean): boolean {
  return predicate(node) || childrenOf(node).some((child) => someInside(child, predicate));
}

/** Whether a node of the block, functions not entered, satisfies the predicate. */
export function someNode(block: Block, predicate: (node: IrNode) => boolean): boolean {
  return block.body.some((statement) => someInside(statement, predicate));
}
