/** What the summaries of a file's functions tell together, so that facts can be found for some of them only. */

import type { ExpressionOf, IrFunction, IrNode, Module } from "../ir/nodes.js";
import { assignedBy } from "../ir/summary.js";
import { builtinNamed } from "../stdlib/registry.js";
import { FLOAT, mayBe, resultKinds } from "./kinds.js";

type Call = ExpressionOf<"callFunction">;

export class Outline {
  /** Who calls a function by its name. */
  private readonly callers = new Map<IrFunction, IrFunction[]>();
  private readonly calls = new Map<IrFunction, readonly Call[]>();
  /** Who assigns to variables of a function, but for itself. */
  private readonly assigners = new Map<IrFunction, IrFunction[]>();
  private readonly escaping = new Set<IrFunction | null>();
  readonly methods = new Set<IrFunction>();
  private isOpen: boolean;
  /** Whether floats play a part in the file. */
  readonly makesFloats: boolean;

  constructor(readonly module: Module) {
    this.isOpen = module.exports.length > 0;
    for (const { slot } of module.exports) this.escaping.add(slot.constant);
    const builtins = new Set<string>();
    let hasFloats = false;
    module.functions.forEach((fn) => {
      const { summary } = fn;
      summary.calls.forEach((called) => append(this.callers, called, fn));
      summary.assigns.forEach((owner) => append(this.assigners, owner, fn));
      summary.values.forEach((value) => this.escaping.add(value));
      summary.methods.forEach((method) => this.methods.add(method));
      summary.builtins.forEach((name) => builtins.add(name));
      hasFloats ||= summary.hasFloatLiteral;
      this.isOpen ||= summary.imports;
    });
    this.makesFloats =
      hasFloats || [...builtins].some((name) => mayBe(resultKinds(builtinNamed(name)), FLOAT));
  }

  /** Whether operators may meet structs that define them: of this file, or of another one. */
  get hasHooks(): boolean {
    return this.isOpen || [...this.methods].some(({ name }) => name.includes(".op_"));
  }

  /** The calls of a function that is called by its name and nothing else: all arguments are to be seen. */
  callsOf(fn: IrFunction): readonly Call[] | null {
    const callers = this.callers.get(fn);
    if (!callers || this.escaping.has(fn)) return null;
    let calls = this.calls.get(fn);
    if (!calls) {
      const isCall = (node: IrNode): node is Call => node.kind === "callFunction" && node.target === fn;
      calls = callers.flatMap(({ nodes }) => nodes.filter(isCall));
      this.calls.set(fn, calls);
    }
    return calls;
  }

  /** What other functions assign to variables of the function. */
  assignmentsTo(fn: IrFunction): readonly IrNode[] {
    const assigners = this.assigners.get(fn) ?? [];
    return assigners.flatMap(({ nodes }) =>
      nodes.filter((node) => assignedBy(node).some(({ owner }) => owner === fn)),
    );
  }
}

/** Adds an item to the list of the key. */
export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
