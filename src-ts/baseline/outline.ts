/** What one look at all nodes of a file tells, so that facts can be found for some of its functions only. */

import type { ExpressionOf, IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { builtinNamed } from "../stdlib/registry.js";
import { FLOAT, mayBe, resultKinds } from "./kinds.js";

export class Outline {
  /** The calls of a function by its name. */
  private readonly calls = new Map<IrFunction, ExpressionOf<"callFunction">[]>();
  /** What functions inside a function, or it itself, assign to variables of it that others use, too. */
  private readonly assignments = new Map<IrFunction, IrNode[]>();
  private readonly escaping = new Set<IrFunction | null>();
  readonly methods = new Set<IrFunction>();
  private isOpen: boolean;
  /** Whether floats play a part in the file. */
  makesFloats = false;

  constructor(readonly module: Module) {
    this.isOpen = module.exports.length > 0;
    for (const { slot } of module.exports) this.escaping.add(slot.constant);
    for (const fn of module.functions) fn.nodes.forEach((node) => this.note(node, fn));
  }

  private note(node: IrNode, fn: IrFunction): void {
    switch (node.kind) {
      case "get":
        if (node.slot.constant) this.escaping.add(node.slot.constant);
        return;
      case "lookup":
        for (const { constant } of node.candidates) this.escaping.add(constant);
        return;
      case "callFunction":
        append(this.calls, node.target, node);
        return;
      case "callBuiltin":
        this.makesFloats ||= mayBe(resultKinds(builtinNamed(node.name)), FLOAT);
        return;
      case "float":
        this.makesFloats = true;
        return;
      case "defineStruct":
        for (const method of node.methods) this.methods.add(method);
        break;
      case "import":
        this.isOpen = true;
    }
    for (const slot of assignedBy(node)) if (slot.owner !== fn) append(this.assignments, slot.owner, node);
  }

  /** Whether operators may meet structs that define them: of this file, or of another one. */
  get hasHooks(): boolean {
    return this.isOpen || [...this.methods].some(({ name }) => name.includes(".op_"));
  }

  /** The calls of a function that is called by its name and nothing else: all arguments are to be seen. */
  callsOf(fn: IrFunction): readonly ExpressionOf<"callFunction">[] | null {
    return this.escaping.has(fn) ? null : (this.calls.get(fn) ?? null);
  }

  /** What other functions assign to variables of the function. */
  assignmentsTo(fn: IrFunction): readonly IrNode[] {
    return this.assignments.get(fn) ?? [];
  }
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

/** Adds an item to the list of the key. */
export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
