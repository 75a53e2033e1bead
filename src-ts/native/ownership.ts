/**
 * Moves the question whether an array has a second owner out of loops.
 *
 * A store must copy an array that has one. Whether it has changes only where the array is shared, so a loop that
 * writes into arrays without sharing them can have them copied before it begins: a copy that is made early, or for
 * nothing, is not to be seen. What remains in the loop is the write itself, and LLVM can keep the array's address in
 * a register.
 */

import type { TypedExpression, TypedSegment, TypedStatement, Variable } from "./typed.js";
import { ArrayType } from "./types.js";

/** An array that a loop writes into: that of a variable, or a row of it. */
export interface Owned {
  readonly root: Variable;
  readonly store: Extract<TypedStatement, { kind: "store" }>;
  /** How many indexes of the store's path lead to it. */
  readonly depth: number;
}

export type LoopStatement = Extract<TypedStatement, { kind: "loop" | "count" }>;

/** Names an array by its variable and the indexes that lead to a row; null where an index is no variable or constant. */
export function ownedKey(root: Variable, path: readonly TypedSegment[]): string | null {
  const parts = path.map((index) => {
    if (index.kind === "member") return null;
    if (index.kind === "read") return `v${index.variable.id}`;
    return index.kind === "constant" ? `c${index.value}` : null;
  });
  return parts.includes(null) ? null : [root.id, root.name, ...parts].join(",");
}

/** The arrays that can be copied before the loop, outer ones first. */
export function ownedBefore(loop: LoopStatement): Owned[] {
  const facts = factsOf(loop);
  const found = new Map<string, Owned>();
  for (const store of facts.stores) {
    const { root, path } = store;
    if (!(root.type instanceof ArrayType) || path.some(({ kind }) => kind === "member")) continue;
    if (facts.set.has(root) || facts.shared.has(root) || root.pinned !== undefined) continue;
    for (let depth = 0; depth < path.length; depth++) {
      if (depth > 0 && !isFixed(path[depth - 1] as TypedExpression, facts)) break;
      if (depth > 0 && facts.rowsChange.has(root)) break;
      const key = ownedKey(root, path.slice(0, depth));
      if (key !== null && !found.has(key)) found.set(key, { root, store, depth });
    }
  }
  return [...found.values()].sort((a, b) => a.depth - b.depth);
}

/** The array variables that the loop reads or writes into and gives no new array; those that it copies before a write count as new. */
export function steadyIn(loop: LoopStatement, owns: (key: string | null) => boolean): Variable[] {
  const { set, stores, read } = factsOf(loop);
  const copied = new Set(stores.filter(({ root }) => !owns(ownedKey(root, []))).map(({ root }) => root));
  return [...read].filter(
    (variable) =>
      variable.type instanceof ArrayType &&
      variable.pinned === undefined &&
      !set.has(variable) &&
      !copied.has(variable),
  );
}

function isFixed(index: TypedExpression, { set }: Facts): boolean {
  if (index.kind === "constant") return true;
  return index.kind === "read" && index.variable.pinned === undefined && !set.has(index.variable);
}

interface Facts {
  readonly stores: Extract<TypedStatement, { kind: "store" }>[];
  /** Variables that get a new value in the loop. */
  readonly set: Set<Variable>;
  /** Variables whose array gets a second owner. */
  readonly shared: Set<Variable>;
  /** Variables whose array's rows get a second owner or are exchanged. */
  readonly rowsChange: Set<Variable>;
  readonly read: Set<Variable>;
}

function factsOf(loop: LoopStatement): Facts {
  const facts: Facts = {
    stores: [],
    set: new Set(),
    shared: new Set(),
    rowsChange: new Set(),
    read: new Set(),
  };
  const visit = (node: TypedExpression | TypedStatement): void => {
    switch (node.kind) {
      case "set":
      case "count":
        for (const part of Object.values(node.variable.parts ?? [])) facts.set.add(part);
        facts.set.add(node.variable);
        break;
      case "read":
        facts.read.add(node.variable);
        break;
      case "store":
        facts.read.add(node.root);
        facts.stores.push(node);
        if (node.path.length === 1) facts.rowsChange.add(node.root);
        break;
      case "share":
      case "take": {
        const root = rootOf(node.operand);
        if (root) (node.operand.kind === "read" ? facts.shared : facts.rowsChange).add(root);
        break;
      }
    }
  };
  walkTyped(loop, visit);
  return facts;
}

/** The variable that an array is read from, directly or as a row. */
function rootOf(node: TypedExpression): Variable | null {
  if (node.kind === "read") return node.variable;
  return node.kind === "item" ? rootOf(node.object) : null;
}

type TypedNode = TypedExpression | TypedStatement;

/** Fields that lead out of the tree. */
const LINKS: ReadonlySet<string> = new Set(["target", "variable", "root", "type"]);

/** Visits a node and everything inside it; calls are not followed. */
export function walkTyped(node: TypedNode, visit: (node: TypedNode) => void): void {
  visit(node);
  for (const [field, value] of Object.entries(node)) {
    if (LINKS.has(field) || typeof value !== "object" || value === null) continue;
    const inside = Array.isArray(value) ? value : [value];
    for (const part of inside) if (typeof part === "object" && part !== null) walkTyped(part, visit);
  }
}
