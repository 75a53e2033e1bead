/** Which functions of a file call which by name. */

import type { IrFunction, Module } from "./nodes.js";
import { oncePer } from "./once-per.js";

export class CallGraph {
  private readonly calls = new Map<IrFunction, ReadonlySet<IrFunction>>();
  private found: readonly (readonly IrFunction[])[] | null = null;

  constructor({ functions }: Module) {
    for (const fn of functions) this.calls.set(fn, fn.summary.calls);
  }

  /** The constant functions that the body of a function calls. */
  calledBy(fn: IrFunction): ReadonlySet<IrFunction> {
    return this.calls.get(fn) ?? NONE;
  }

  /** The functions in groups of those that call each other, each group after the groups that it calls. */
  get components(): readonly (readonly IrFunction[])[] {
    this.found ??= componentsOf(this.calls);
    return this.found;
  }

  /** The functions that can call themselves, directly or through others. */
  recursive(): Set<IrFunction> {
    return new Set(
      this.components.flatMap((members) => {
        const [first] = members as readonly [IrFunction];
        return members.length > 1 || this.calledBy(first).has(first) ? members : [];
      }),
    );
  }
}

const NONE: ReadonlySet<IrFunction> = new Set();

/** The calls of a module whose functions are complete. */
export const callGraph = oncePer((module: Module) => new CallGraph(module));

interface Visit {
  readonly fn: IrFunction;
  /** The calls not yet followed. */
  readonly calls: Iterator<IrFunction>;
  readonly index: number;
  /** The earliest function on the path that calls from here lead back to. */
  low: number;
}

/** Tarjan's algorithm, without recursion because chains of calls may be long. */
function componentsOf(graph: ReadonlyMap<IrFunction, ReadonlySet<IrFunction>>): IrFunction[][] {
  const components: IrFunction[][] = [];
  const visits = new Map<IrFunction, Visit>();
  const open: IrFunction[] = [];
  const isOpen = new Set<IrFunction>();
  const enter = (fn: IrFunction): Visit => {
    const calls = (graph.get(fn) ?? NONE).values();
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
