/** From where variables and results get their values. */

import type { Expression, IrFunction, Module, Slot } from "../ir/nodes.js";
import { countingOf } from "./counting.js";
import type { Facts, Known } from "./facts.js";
import { ANY, INT, itemKinds, type Kinds, NATURAL, NOTHING, NULL, NUMBER, OTHER, STRUCT } from "./kinds.js";
import { calledByName, methodsOf, type PlacedNode } from "./module-nodes.js";

export interface Flow {
  readonly into: Known;
  /** The kinds that come from here, as far as is known by then. */
  readonly source: () => Kinds;
}

/** What is known before anything is assigned. */
export function startOf(module: Module, nodes: readonly PlacedNode[]): Map<Known, Kinds> {
  const start = new Map<Known, Kinds>();
  const byName = calledByName(module, nodes);
  for (const fn of module.functions) {
    start.set(fn, atItsEnd(fn));
    for (const slot of fn.parameters) start.set(slot, byName.has(fn) ? NOTHING : ANY);
  }
  for (const { parameters } of methodsOf(nodes)) start.set(parameters[0] as Slot, STRUCT);
  return start;
}

/** What a call gives besides what the body returns. */
function atItsEnd({ isAsync, isGenerator, body }: IrFunction): Kinds {
  if (isAsync || isGenerator) return OTHER;
  return body.body.at(-1)?.kind === "return" ? NOTHING : NULL;
}

export function flowsOf(nodes: readonly PlacedNode[], facts: Facts): Flow[] {
  return nodes.flatMap((place) => flowsAt(place, facts));
}

function flowsAt({ fn, node }: PlacedNode, facts: Facts): Flow[] {
  const from = (value: Expression) => () => facts.of(value);
  const all = (slots: readonly (Slot | null)[], source: () => Kinds): Flow[] =>
    slots.flatMap((slot) => (slot ? [{ into: slot, source }] : []));
  switch (node.kind) {
    case "declare":
    case "assign":
      return all([node.slot], from(node.value));
    case "assignFirst":
      return all([...node.candidates, node.create], from(node.value));
    case "callFunction":
      return node.args.flatMap((arg, i) => all([node.target.parameters[i] ?? null], from(arg)));
    case "return":
      return [{ into: fn, source: from(node.value) }];
    case "count":
      return all([node.slot], () => countedKinds(countingOf(node)));
    case "each":
      return all([node.slot], () => itemKinds(facts.of(node.iterable)));
    case "try":
      return all([node.slot], () => STRUCT);
    case "import":
      return all([...node.slots, node.namespace], () => ANY);
    case "defineStruct":
      return all([node.slot], () => OTHER);
    default:
      return [];
  }
}

function countedKinds(counting: ReturnType<typeof countingOf>): Kinds {
  if (counting === null || counting.start === null) return INT;
  return counting.start >= 0 && counting.step > 0 ? NATURAL : NUMBER;
}
