/**
 * Guesses about values, where facts say nothing: that fields of one name, all items of arrays, and the arguments of
 * methods of one name are of the kinds that the file puts there. Code may be the faster for them, but must not rely
 * on them.
 */

import type { Expression, IrFunction, Slot } from "../ir/nodes.js";
import { builtinNamed } from "../stdlib/registry.js";
import { Facts, type Known } from "./facts.js";
import type { Flow } from "./flow.js";
import { type Kinds, NOTHING } from "./kinds.js";
import { methodsOf, type PlacedNode } from "./module-nodes.js";

const ITEMS = "[]";

export class Guesses extends Facts {
  override of(node: Expression): Kinds {
    if (node.kind === "field") return this.read(`.${node.name}`);
    if (node.kind === "index") return super.of(node) & this.read(ITEMS);
    return super.of(node);
  }

  /** What stands where a path ends with the segment. */
  ofStored(segment: Expression): Kinds {
    return this.read(segment.kind === "member" ? `.${segment.name}` : ITEMS);
  }

  protected override startOf(nodes: readonly PlacedNode[]): Map<Known, Kinds> {
    const start = super.startOf(nodes);
    for (const { parameters } of methodsOf(nodes))
      for (const slot of parameters.slice(1)) start.set(slot, NOTHING);
    return start;
  }

  protected override flowsOf(nodes: readonly PlacedNode[]): Flow[] {
    const methods = methodsOf(nodes);
    return [...super.flowsOf(nodes), ...nodes.flatMap((place) => this.guessesAt(place, methods))];
  }

  private guessesAt({ node }: PlacedNode, methods: readonly IrFunction[]): Flow[] {
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
        return methods
          .filter(({ name }) => name.endsWith(`.${node.name}`))
          .flatMap(({ parameters }) =>
            parameters.slice(1).flatMap((slot: Slot, i) => into(slot, node.args[i])),
          );
      default:
        return [];
    }
  }
}
