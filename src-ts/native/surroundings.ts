/**
 * What is around a function or loop and may go to machine code as a whole: the loop or function that it stands in,
 * or that calls it.
 */

import { callGraph } from "../ir/call-graph.js";
import type { IrFunction, IrNode, LoopStatement, Module } from "../ir/nodes.js";
import { isLoop, walkBlock } from "../ir/walk.js";
import type { NativeTier } from "./tier.js";

const CALLS: ReadonlySet<string> = new Set<IrNode["kind"]>(["callFunction", "callMethod", "callBuiltin"]);

export class Surroundings {
  /** For loops and calls inside a loop that has a tier: the innermost such loop's. */
  private readonly loops = new Map<IrNode, NativeTier>();
  private readonly found = new Map<IrFunction, readonly NativeTier[]>();
  private known: Calls | null = null;

  /** `tierOf` gives a function's tier if it is a candidate. */
  constructor(
    private readonly module: Module,
    private readonly tierOf: (fn: IrFunction) => NativeTier | null,
  ) {}

  /** Notes a loop's tier. Outer loops come before inner ones. */
  add(loop: LoopStatement, tier: NativeTier): void {
    walkBlock(loop.body, (node) => {
      if (isLoop(node) || CALLS.has(node.kind)) this.loops.set(node, tier);
    });
  }

  /** Of a loop, or of a call of a builtin. */
  ofNode(owner: IrFunction, node: IrNode): readonly NativeTier[] {
    const tier = this.loops.get(node) ?? this.tierOf(owner);
    return tier ? [tier] : [];
  }

  /** Those that call the function, directly or through functions that are no candidates. */
  ofFunction(fn: IrFunction): readonly NativeTier[] {
    let tiers = this.found.get(fn);
    if (!tiers) {
      const callers = new Set<NativeTier>();
      this.collect(fn, callers, new Set());
      tiers = [...callers];
      this.found.set(fn, tiers);
    }
    return tiers;
  }

  /** Whether it looks as if the function is called many times. */
  isRepeated(fn: IrFunction): boolean {
    return this.calls.isRepeated(fn);
  }

  isRecursive(fn: IrFunction): boolean {
    return this.calls.isRecursive(fn);
  }

  /** Whether a node is in no loop, and in no function that looks as if it were called many times. */
  runsOnce(owner: IrFunction, node: IrNode): boolean {
    return !this.calls.isInLoop(node) && (owner.parent === null || !this.calls.isRepeated(owner));
  }

  private get calls(): Calls {
    this.known ??= new Calls(this.module);
    return this.known;
  }

  private collect(fn: IrFunction, into: Set<NativeTier>, visited: Set<IrFunction>): void {
    if (visited.has(fn)) return;
    visited.add(fn);
    for (const { caller, node } of this.calls.of(fn)) {
      const tier = this.loops.get(node) ?? this.tierOf(caller);
      if (tier) into.add(tier);
      else this.collect(caller, into, visited);
    }
  }
}

interface Call {
  readonly caller: IrFunction;
  readonly node: IrNode;
}

/** The calls of each function by name, and of each method that a call may mean. */
class Calls {
  private readonly byTarget = new Map<IrFunction, Call[]>();
  private readonly component = new Map<IrFunction, readonly IrFunction[]>();
  private readonly inLoops = new Set<IrNode>();
  private readonly repeated = new Map<IrFunction, boolean>();

  constructor(module: Module) {
    for (const members of callGraph(module).components)
      for (const fn of members) this.component.set(fn, members);
    for (const caller of module.functions)
      caller.nodes.forEach((node) => {
        if (node.kind === "callFunction") this.add({ caller, node }, node.target);
        else if (node.kind === "callMethod")
          for (const method of node.targets) this.add({ caller, node }, method);
        else if (isLoop(node)) walkBlock(node.body, (inner) => this.inLoops.add(inner));
      });
  }

  private add(call: Call, target: IrFunction): void {
    const calls = this.byTarget.get(target);
    if (calls) calls.push(call);
    else this.byTarget.set(target, [call]);
  }

  isInLoop(node: IrNode): boolean {
    return this.inLoops.has(node);
  }

  /** Without those within a cycle of calls: there, no one waits for another. */
  of(fn: IrFunction): readonly Call[] {
    const cycle = this.component.get(fn);
    return (this.byTarget.get(fn) ?? []).filter(({ caller }) => this.component.get(caller) !== cycle);
  }

  /** Whether it looks as if the function is called many times: in loops, in a recursion, or from who knows where. */
  isRepeated(fn: IrFunction): boolean {
    let repeated = this.repeated.get(fn);
    if (repeated === undefined) {
      const calls = this.byTarget.get(fn) ?? [];
      repeated =
        calls.length === 0 ||
        this.isRecursive(fn) ||
        calls.some(({ caller, node }) => this.inLoops.has(node) || this.isRepeatedCaller(caller));
      this.repeated.set(fn, repeated);
    }
    return repeated;
  }

  /** Whether it is part of a cycle of calls. */
  isRecursive(fn: IrFunction): boolean {
    const calls = this.byTarget.get(fn) ?? [];
    return calls.some(({ caller }) => this.component.get(caller) === this.component.get(fn));
  }

  private isRepeatedCaller(caller: IrFunction): boolean {
    return caller.parent !== null && this.isRepeated(caller);
  }
}
