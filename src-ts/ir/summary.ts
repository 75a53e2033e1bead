/**
 * What a function does that others have to know of: found by one look at its nodes, so that questions about a whole
 * file need no look at each function again. A file that was compiled before has these at hand, and most of its
 * functions' bodies not yet (`decode.ts`).
 */

import type { IrFunction, IrNode, Slot } from "./nodes.js";

export interface Summary {
  /** The constant functions that it calls by name. */
  readonly calls: ReadonlySet<IrFunction>;
  /** The constant functions that it uses as values, so that who calls them is not to be seen. */
  readonly values: ReadonlySet<IrFunction>;
  /** The functions to whose variables it gives values, other than itself. */
  readonly assigns: ReadonlySet<IrFunction>;
  /** The methods that it gives to structs. */
  readonly methods: readonly IrFunction[];
  /** The builtins that it calls. */
  readonly builtins: ReadonlySet<string>;
  readonly hasFloatLiteral: boolean;
  readonly imports: boolean;
}

export function summarize(fn: IrFunction): Summary {
  const calls = new Set<IrFunction>();
  const values = new Set<IrFunction>();
  const assigns = new Set<IrFunction>();
  const methods: IrFunction[] = [];
  const builtins = new Set<string>();
  let hasFloatLiteral = false;
  let imports = false;
  const note = (node: IrNode): void => {
    switch (node.kind) {
      case "get":
        if (node.slot.constant) values.add(node.slot.constant);
        return;
      case "lookup":
        for (const { constant } of node.candidates) if (constant) values.add(constant);
        return;
      case "callFunction":
        calls.add(node.target);
        return;
      case "callBuiltin":
        builtins.add(node.name);
        return;
      case "float":
        hasFloatLiteral = true;
        return;
      case "defineStruct":
        methods.push(...node.methods);
        break;
      case "import":
        imports = true;
    }
    for (const { owner } of assignedBy(node)) if (owner !== fn) assigns.add(owner);
  };
  fn.nodes.forEach(note);
  return { calls, values, assigns, methods, builtins, hasFloatLiteral, imports };
}

/** The variables that the node itself gives values. */
export function assignedBy(node: IrNode): readonly Slot[] {
  switch (node.kind) {
    case "declare":
    case "assign":
    case "count":
    case "each":
    case "try":
    case "defineStruct":
      return [node.slot];
    case "assignFirst":
      return node.create ? [...node.candidates, node.create] : node.candidates;
    case "import":
      return node.namespace ? [...node.slots, node.namespace] : node.slots;
    default:
      return NONE;
  }
}

const NONE: readonly Slot[] = [];
