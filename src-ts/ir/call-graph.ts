/** Which functions of a file call which by name. */

import type { IrFunction, Module } from "./nodes.js";

export type CallGraph = ReadonlyMap<IrFunction, ReadonlySet<IrFunction>>;

/** For each function, the constant functions that its body calls. */
export function callGraph({ functions }: Module): CallGraph {
  const graph = new Map<IrFunction, ReadonlySet<IrFunction>>();
  for (const fn of functions) {
    const called = new Set<IrFunction>();
    fn.nodes.forEach((node) => {
      if (node.kind === "callFunction") called.add(node.target);
    });
    graph.set(fn, called);
  }
  return graph;
}

/** The functions that can call themselves, directly or through others. */
export function recursiveFunctions(graph: CallGraph): Set<IrFunction> {
  const components = callComponents(graph);
  return new Set(
    components.flatMap((members) => {
      const [first] = members as [IrFunction];
      return members.length > 1 || graph.get(first)?.has(first) ? members : [];
    }),
  );
}

interface Visit {
  readonly fn: IrFunction;
  /** The calls not yet followed. */
  readonly calls: Iterator<IrFunction>;
  readonly index: number;
  /** The earliest function on the path that calls from here lead back to. */
  low: number;
}

/**
 * The functions in groups of those that call each other, each group after the groups that it calls: Tarjan's
 * algorithm, without recursion because chains of calls may be long.
 */
export function callComponents(graph: CallGraph): IrFunction[][] {
  const components: IrFunction[][] = [];
  const visits = new Map<IrFunction, Visit>();
  const open: IrFunction[] = [];
  const isOpen = new Set<IrFunction>();
  const enter = (fn: IrFunction): Visit => {
    const calls = (graph.get(fn) ?? new Set()).values();
    const visit = { fn, calls, index: visits.size, low: visits.size };
    visits.set(fn, visit);
    open.push(fn);
    isOpen.add(fn);
    return visit;
  };
  const close = ({ fn }: Visit): void => {
    const component = open.splice(open.lastIndexOf(fn));
    for (const member of component) isOpen.delete(member);
    components.push(component);
  };
  for (const start of graph.keys()) {
    const path = visits.has(start) ? [] : [enter(start)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { value: called, done } = visit.calls.next();
      const known = done ? undefined : visits.get(called);
      if (done) {
        path.pop();
        const caller = path.at(-1);
        if (caller) caller.low = Math.min(caller.low, visit.low);
        if (visit.low === visit.index) close(visit);
      } else if (!known) path.push(enter(called));
      else if (isOpen.has(called)) visit.low = Math.min(visit.low, known.index);
    }
  }
  return components;
}
