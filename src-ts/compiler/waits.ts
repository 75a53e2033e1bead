/**
 * Finds what may wait: calls during which a task may have to be left where it is, and the functions with such
 * calls in them, which engines therefore keep in a second, resumable form. Only programs that start tasks need it.
 *
 * `receive` and `sleep` wait, and so does the call of a function that waits. For a value that is called, and
 * for a sequence that is walked over, it is enough that some function used as a value, some generator, waits.
 * What other files give to this one may wait.
 */

import type { ExpressionOf, IrFunction, IrNode, Module, Waits } from "../ir/nodes.js";
import { builtinNamed, isBuiltin } from "../stdlib/registry.js";

/** Why something waits: by itself, or because that function waits, or calls of values, or pulling from sequences. */
type Cause = IrFunction | "itself" | "values" | "sequences";

export function findWaits(module: Module): Waits {
  return new Finder(module).find();
}

class Finder {
  private readonly nodes: readonly IrNode[];
  /** Methods by their names without the struct's. */
  private readonly methods = new Map<string, IrFunction[]>();
  /** Functions that are used as values. */
  private readonly values: ReadonlySet<IrFunction>;
  /** What holds, and of that what has not been followed up yet. */
  private readonly causes = new Set<Cause>();
  private readonly pending: Cause[] = [];

  constructor(private readonly module: Module) {
    this.nodes = module.functions.flatMap(({ nodes }) => nodes);
    const declared = new Set<IrNode>();
    for (const node of this.nodes) {
      if (node.kind === "defineStruct")
        for (const method of node.methods)
          listIn(this.methods, method.name.slice(node.name.length + 1)).push(method);
      if (node.kind === "declare" && node.slot.constant) declared.add(node.value);
    }
    const others = this.nodes.filter((node) => !declared.has(node));
    this.values = new Set(others.flatMap((node) => this.functionsUsedBy(node)));
  }

  find(): Waits {
    const callers = new Map<Cause, IrFunction[]>();
    for (const fn of this.module.functions)
      for (const node of fn.nodes) for (const cause of this.causesOf(node)) listIn(callers, cause).push(fn);
    const waiting = new Set<IrFunction>();
    this.add("itself");
    if (this.foreignValues()) this.add("values");
    for (let cause = this.pending.pop(); cause; cause = this.pending.pop()) {
      if (cause === "values") this.add("sequences");
      for (const fn of callers.get(cause) ?? []) {
        waiting.add(fn);
        // A generator waits when it is pulled, not when it is called.
        this.add(fn.isGenerator ? "sequences" : fn);
        if (this.values.has(fn) && !fn.isGenerator) this.add("values");
      }
    }
    const { main, functions } = this.module;
    return {
      nodes: new Set(
        this.nodes.filter((node) => this.causesOf(node).some((cause) => this.causes.has(cause))),
      ),
      functions: new Set(functions.filter((fn) => fn.isTask || (waiting.has(fn) && fn !== main))),
    };
  }

  private add(cause: Cause): void {
    if (this.causes.has(cause)) return;
    this.causes.add(cause);
    this.pending.push(cause);
  }

  /** Whether function values come from elsewhere that may wait. */
  private foreignValues(): boolean {
    const isForeign = (node: IrNode): boolean =>
      node.kind === "import" || (node.kind === "builtin" && isResumable(node.name));
    return this.module.exports.length > 0 || this.nodes.some(isForeign);
  }

  private functionsUsedBy(node: IrNode): readonly IrFunction[] {
    switch (node.kind) {
      case "closure":
        return [node.target];
      case "get":
        return node.slot.constant ? [node.slot.constant] : [];
      case "lookup":
        return node.candidates.flatMap(({ constant }) => (constant ? [constant] : []));
      case "field":
      case "optionalField":
        return this.methods.get(node.name) ?? [];
      default:
        return [];
    }
  }

  /** Why the node itself may wait, apart from what is inside it. */
  private causesOf(node: IrNode): readonly Cause[] {
    switch (node.kind) {
      case "callFunction":
        return node.target.isGenerator ? [] : [node.target];
      case "call":
        return ["values"];
      case "callBuiltin":
        if (!isResumable(node.name)) return [];
        return [
          builtinNamed(node.name).parameters.some(({ kind }) => kind === "function") ? "values" : "itself",
        ];
      case "callMethod":
        return this.causesOfMethod(node);
      case "each":
        return ["sequences"];
      default:
        return [];
    }
  }

  private causesOfMethod({ name }: ExpressionOf<"callMethod">): readonly Cause[] {
    if (name === "receive") return ["itself"];
    const methods = (this.methods.get(name) ?? []).filter(({ isGenerator }) => !isGenerator);
    if (name === "next" || name === "collect") return [...methods, "sequences"];
    if (!isBuiltin(name)) return [...methods, "values"];
    // A sequence has the methods of arrays.
    return builtinNamed(name).parameters[0]?.kind === "string" ? methods : [...methods, "sequences"];
  }
}

function listIn<Key>(lists: Map<Key, IrFunction[]>, key: Key): IrFunction[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}

function isResumable(name: string): boolean {
  return isBuiltin(name) && builtinNamed(name).runResumable !== undefined;
}
