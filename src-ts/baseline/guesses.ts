/**
 * Guesses about values, where facts say nothing: that fields of one name, all items of arrays, and the arguments of
 * methods of one name are of the kinds that the file puts there. Code may be the faster for them, but must not rely
 * on them.
 */

import type { Expression, IrFunction, IrNode, Slot } from "../ir/nodes.js";
import { builtinNamed } from "../stdlib/registry.js";
import { Facts, type Known, ownerOf } from "./facts.js";
import type { Flow } from "./flow.js";
import { ANY, type Kinds, NOTHING } from "./kinds.js";
import { append } from "./outline.js";

const ITEMS = "[]";

export class Guesses extends Facts {
  /** The flows into fields and items by their names, and into parameters of methods by the methods. */
  private guessed: Map<IrFunction | string, Flow[]> | null = null;

  override of(node: Expression): Kinds {
    if (node.kind === "field") return this.read(`.${node.name}`);
    if (node.kind === "index") return super.of(node) & this.read(ITEMS);
    return super.of(node);
  }

  /** What stands where a path ends with the segment. */
  ofStored(segment: Expression): Kinds {
    return this.read(segment.kind === "member" ? `.${segment.name}` : ITEMS);
  }

  /** A method is called as its name is called anywhere. */
  override ofArgument({ owner }: Slot): Kinds {
    return this.outline.methods.has(owner) ? NOTHING : ANY;
  }

  protected override flowsInto(what: IrFunction | string): Flow[] {
    this.guessed ??= this.guesses();
    return [...super.flowsInto(what), ...(this.guessed.get(what) ?? [])];
  }

  private guesses(): Map<IrFunction | string, Flow[]> {
    const flows = new Map<IrFunction | string, Flow[]>();
    for (const { nodes } of this.outline.module.functions)
      for (const node of nodes)
        for (const flow of this.guessesAt(node)) append(flows, ownerOf(flow.into), flow);
    return flows;
  }

  private guessesAt(node: IrNode): Flow[] {
    const into = (target: Known | undefined, value: Expression | undefined): Flow[] =>
      target && value ? [{ into: target, source: () => this.of(value) }] : [];
    switch (node.kind) {
      case "struct":
        return node.fieldNames.flatMap((name, i) => into(`.${name}`, node.values[i]));
      case "array":
        return node.items.flatMap((item) => (item.kind === "spread" ? [] : into(ITEMS, item)));
      case "store":
      case "update": {
        const last = node.path.at(-1);
        return into(last?.kind === "member" ? `.${last.name}` : ITEMS, node.value);
      }
      case "callBuiltin":
        return builtinNamed(node.name).name === "push" ? into(ITEMS, node.args[1]) : [];
      case "callMethod":
        return [...this.outline.methods]
          .filter(({ name }) => name.endsWith(`.${node.name}`))
          .flatMap(({ parameters }) => parameters.slice(1).flatMap((slot, i) => into(slot, node.args[i])));
      default:
        return [];
    }
  }
}
