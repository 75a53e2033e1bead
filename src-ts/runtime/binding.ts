/** Checks of immutable bindings, for the cases that only show at run time. */

import { RuffError } from "./error.js";

export type Mutability = "mut" | "let" | "const";

const PHRASE: Record<Mutability, string> = { mut: "", let: "immutable let", const: "const" };

/** How messages name a binding that cannot change. */
export function reassignMessage(mutability: Mutability, name: string): string {
  return `Cannot reassign ${PHRASE[mutability]} binding: ${name}`;
}

/** Throws unless the binding may be overwritten. */
export function checkReassign(mutability: Mutability, name: string): void {
  if (mutability !== "mut") throw new RuffError(reassignMessage(mutability, name));
}

export function mutateMessage(mutability: Mutability, name: string): string {
  return `Cannot mutate ${PHRASE[mutability]} binding: ${name}`;
}

/** Throws unless what the binding holds may be changed in place. */
export function checkMutable(mutability: Mutability, name: string): void {
  if (mutability !== "mut") throw new RuffError(mutateMessage(mutability, name));
}
