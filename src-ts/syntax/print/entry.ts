/** One line of a tree dump. */

import type { Node } from "../ast.js";

export interface Entry {
  readonly text: string;
  readonly place: Node;
  /** Asked for only when the line has been written. */
  readonly children: () => readonly Entry[];
}

/** What a node shows beside its kind, and what hangs below it. */
export interface Description {
  readonly detail?: string | number | bigint | null;
  readonly children?: () => readonly Entry[];
}

/** For each kind of a union of nodes, how one is described: a kind left out does not compile. */
export type Describers<AnyNode extends { readonly kind: string }> = {
  readonly [Kind in AnyNode["kind"]]: (node: Extract<AnyNode, { readonly kind: Kind }>) => Description;
};

/** The line of a node: its role in the parent, its kind, its details. */
export function entryOf<AnyNode extends Node & { readonly kind: string }>(
  describers: Describers<AnyNode>,
  node: AnyNode,
  role: string,
): Entry {
  const describe = describers[node.kind as AnyNode["kind"]] as (node: AnyNode) => Description;
  const { detail, children } = describe(node);
  return entry(`${prefix(role)}${node.kind}${suffix(detail)}`, node, children);
}

/** A line for something that is no node of a kind: a name, a body, a clause. */
export function entry(text: string, place: Node, children: () => readonly Entry[] = () => []): Entry {
  return { text, place, children };
}

function prefix(role: string): string {
  return role === "" ? "" : `${role}: `;
}

function suffix(detail: Description["detail"]): string {
  return detail === undefined || detail === null || detail === "" ? "" : ` ${detail}`;
}
