/** From where the variables and results of a function get their values. */

import type { Expression, IrFunction, IrNode } from "../ir/nodes.js";
import { assignedBy } from "../ir/summary.js";
import { countingOf } from "./counting.js";
import type { Facts, Known } from "./facts.js";
import { ANY, INT, itemKinds, type Kinds, NATURAL, NOTHING, NULL, NUMBER, OTHER, STRUCT } from "./kinds.js";
import type { Outline } from "./outline.js";

export interface Flow {
  readonly into: Known;
  /** The kinds that come from here, as far as is known by then. */
  readonly source: () => Kinds;
}

/** All flows into what belongs to the function. */
export function flowsInto(fn: IrFunction, outline: Outline, facts: Facts): Flow[] {
  const calls = outline.callsOf(fn);
  const flows: Flow[] = [{ into: fn, source: () => atItsEnd(fn) }];
  fn.parameters.forEach((into, i) => {
    if (outline.methods.has(fn) && i === 0) flows.push({ into, source: () => STRUCT });
    else if (calls === null) flows.push({ into, source: () => facts.ofArgument(into) });
  });
  for (const { args } of calls ?? [])
    args.forEach((arg, i) => {
      const into = fn.parameters[i];
      if (into) flows.push({ into, source: () => facts.of(arg) });
    });
  const assigned = (node: IrNode): void => {
    const source = sourceOf(node, facts);
    if (source === null) return;
    for (const into of assignedBy(node)) if (into.owner === fn) flows.push({ into, source });
  };
  fn.nodes.forEach((node) => {
    if (node.kind === "return") flows.push({ into: fn, source: from(node.value, facts) });
    else assigned(node);
  });
  outline.assignmentsTo(fn).forEach(assigned);
  return flows;
}

/** What a call gives besides what the body returns. */
function atItsEnd({ isAsync, isGenerator, body }: IrFunction): Kinds {
  if (isAsync || isGenerator) return OTHER;
  return body.body.at(-1)?.kind === "return" ? NOTHING : NULL;
}

function from(value: Expression, facts: Facts): Flow["source"] {
  return () => facts.of(value);
}

/** The kinds that the node gives to the variables that it assigns; null if it assigns none. */
function sourceOf(node: IrNode, facts: Facts): Flow["source"] | null {
  switch (node.kind) {
    case "declare":
    case "assign":
    case "assignFirst":
      return from(node.value, facts);
    case "count":
      return () => countedKinds(countingOf(node));
    case "each":
      return () => itemKinds(facts.of(node.iterable));
    case "try":
      return () => STRUCT;
    case "import":
      return () => ANY;
    case "defineStruct":
      return () => OTHER;
    default:
      return null;
  }
}

function countedKinds(counting: ReturnType<typeof countingOf>): Kinds {
  if (counting === null || counting.start === null) return INT;
  return counting.start >= 0 && counting.step > 0 ? NATURAL : NUMBER;
}
