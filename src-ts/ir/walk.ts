/**
 * Generic walks over the IR, driven by the node tables.
 *
 * Most programs are compiled before V8 has optimized anything: `for ... of` then makes an object for each item,
 * which `forEach` and plain loops do not. So those are used where every node passes.
 */

import {
  EXPRESSIONS,
  type Block,
  type Expression,
  type FieldKind,
  type FieldTypes,
  type IrNode,
  type LoopStatement,
  type NodeSpec,
  type Slot,
  STATEMENTS,
} from "./nodes.js";

interface Field {
  readonly name: string;
  readonly kind: FieldKind;
}

/** A field of a node: what its kind says is what its value is. */
export type FieldValue = {
  [Kind in FieldKind]: { readonly name: string; readonly kind: Kind; readonly value: FieldTypes[Kind] };
}[FieldKind];

/** For each kind of node, its fields, or those of certain kinds: the walks below are much of a compilation. */
function fieldsOfKinds(kinds: readonly FieldKind[] | null = null): ReadonlyMap<string, readonly Field[]> {
  return new Map(
    Object.entries<NodeSpec>({ ...EXPRESSIONS, ...STATEMENTS }).map(([kind, { fields }]) => [
      kind,
      Object.entries(fields)
        .map(([name, field]) => ({ name, kind: field }))
        .filter((field) => kinds === null || kinds.includes(field.kind)),
    ]),
  );
}

/** The fields of each kind of node in declaration order. */
export const FIELDS = fieldsOfKinds();
/** All kinds of nodes. */
export const KINDS = [...FIELDS.keys()] as readonly IrNode["kind"][];
const INSIDE = fieldsOfKinds(["expression", "expressions", "block", "block?"]);
const BLOCKS = fieldsOfKinds(["block", "block?"]);
const OPERANDS = fieldsOfKinds(["expression", "expressions"]);
const SLOTS = fieldsOfKinds(["slot", "slot?", "slots"]);

export function isLoop(node: IrNode): node is LoopStatement {
  return node.kind === "while" || node.kind === "count" || node.kind === "each";
}

/** The blocks directly inside a node: only statements have any. */
export function blocksOf(node: IrNode): Block[] {
  const record = node as unknown as Record<string, Block | null>;
  const blocks = (BLOCKS.get(node.kind) as readonly Field[]).map(({ name }) => record[name]);
  return blocks.filter((block): block is Block => Boolean(block));
}

/** The slots that a node itself refers to. */
export function slotsOf(node: IrNode): Slot[] {
  const record = node as unknown as Record<string, Slot | Slot[] | null>;
  const slots: Slot[] = [];
  for (const { name } of SLOTS.get(node.kind) as readonly Field[]) {
    const value = record[name];
    if (Array.isArray(value)) slots.push(...value);
    else if (value) slots.push(value);
  }
  return slots;
}

/** The fields that hold expressions: one each, or a list. */
export function operandFields(node: IrNode): readonly Field[] {
  return OPERANDS.get(node.kind) as readonly Field[];
}

/** A node's fields in declaration order: name, kind and content. */
export function fieldsOf(node: IrNode): FieldValue[] {
  const record = node as unknown as Record<string, unknown>;
  const fields = FIELDS.get(node.kind) as readonly Field[];
  return fields.map(({ name, kind }) => ({ name, kind, value: record[name] }) as FieldValue);
}

/** The nodes directly inside a node, in order of evaluation as far as the table tells it. */
export function childrenOf(node: IrNode): IrNode[] {
  const children: IrNode[] = [];
  eachChild(node, (child) => children.push(child));
  return children;
}

function eachChild(node: IrNode, use: (child: IrNode) => void): void {
  const record = node as unknown as Record<string, unknown>;
  const fields = INSIDE.get(node.kind) as readonly Field[];
  for (let i = 0; i < fields.length; i++) {
    const { name, kind } = fields[i] as Field;
    const value = record[name];
    if (kind === "expression") use(value as Expression);
    else if (kind === "expressions") useAll(value as readonly Expression[], use);
    else if (value !== null) useAll((value as Block).body, use);
  }
}

function useAll(nodes: readonly IrNode[], use: (child: IrNode) => void): void {
  for (let i = 0; i < nodes.length; i++) use(nodes[i] as IrNode);
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

/** What `walkBlock` visits. */
export function nodesIn(block: Block): IrNode[] {
  const nodes: IrNode[] = [];
  const collect = (node: IrNode): void => {
    nodes.push(node);
    eachChild(node, collect);
  };
  useAll(block.body, collect);
  return nodes;
}

/** Whether the node or one inside it, functions not entered, satisfies the predicate. */
export function someInside(node: IrNode, predicate: (node: IrNode) => boolean): boolean {
  return predicate(node) || childrenOf(node).some((child) => someInside(child, predicate));
}

/** Whether a node of the block, functions not entered, satisfies the predicate. */
export function someNode(block: Block, predicate: (node: IrNode) => boolean): boolean {
  return block.body.some((statement) => someInside(statement, predicate));
}
