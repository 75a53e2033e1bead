/**
 * Finds what may wait: calls during which a task may have to be left where it is, and the functions with such
 * calls in them, which engines therefore keep in a second, resumable form. Only programs that start tasks need it.
 *
 * `receive` and `sleep` wait, and so does the call of a function that waits. For a value that is called, and
 * for a sequence that is walked over, it is enough that some function used as a value, some generator, waits.
 * What other files give to this one may wait.
 */

import type { ExpressionOf, IrFunction, IrNode, Module, Waits } from "../ir/nodes.js";
import { walkBlock } from "../ir/walk.js";
import { builtinNamed, isBuiltin } from "../stdlib/registry.js";

export function findWaits(module: Module): Waits {
  const finder = new Finder(module);
  finder.settle();
  return finder.result();
}

class Finder {
  private readonly nodesOf: ReadonlyMap<IrFunction, readonly IrNode[]>;
  /** The functions whose bodies may wait. A generator's waits when it is pulled, not when it is called. */
  private readonly waiting = new Set<IrFunction>();
  /** Methods by their names without the struct's. */
  private readonly methods = new Map<string, IrFunction[]>();
  /** Functions that are used as values. */
  private readonly values: ReadonlySet<IrFunction>;
  /** Whether calls of values, and pulling from sequences, may wait. */
  private valuesWait: boolean;
  private sequencesWait: boolean;

  constructor(private readonly module: Module) {
    const nodesOf = new Map<IrFunction, IrNode[]>();
    for (const fn of module.functions) {
      const nodes: IrNode[] = [];
      walkBlock(fn.body, (node) => nodes.push(node));
      nodesOf.set(fn, nodes);
    }
    this.nodesOf = nodesOf;
    const nodes = [...nodesOf.values()].flat();
    for (const node of nodes)
      if (node.kind === "defineStruct")
        for (const method of node.methods) {
          const name = method.name.slice(node.name.length + 1);
          this.methods.set(name, [...(this.methods.get(name) ?? []), method]);
        }
    const declared = new Set<IrNode>(
      nodes.flatMap((node) => (node.kind === "declare" && node.slot.constant ? [node.value] : [])),
    );
    this.values = new Set(nodes.flatMap((node) => (declared.has(node) ? [] : this.functionsUsedBy(node))));
    const isOpen = module.exports.length > 0 || nodes.some(({ kind }) => kind === "import");
    this.valuesWait =
      isOpen || nodes.some((node) => node.kind === "builtin" && isResumableBuiltin(node.name));
    this.sequencesWait = this.valuesWait;
  }

  /** Goes on until nothing changes: what waits makes its callers wait. */
  settle(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [fn, nodes] of this.nodesOf) {
        if (this.waiting.has(fn) || !nodes.some((node) => this.mayWait(node))) continue;
        this.waiting.add(fn);
        if (this.values.has(fn) && !fn.isGenerator) this.valuesWait = true;
        if (fn.isGenerator || this.valuesWait) this.sequencesWait = true;
        changed = true;
      }
    }
  }

  result(): Waits {
    const nodes = [...this.nodesOf.values()].flat().filter((node) => this.mayWait(node));
    const functions = this.module.functions.filter(
      (fn) => fn.isTask || (this.waiting.has(fn) && fn !== this.module.main),
    );
    return { nodes: new Set(nodes), functions: new Set(functions) };
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

  private mayWait(node: IrNode): boolean {
    switch (node.kind) {
      case "callFunction":
        return this.waiting.has(node.target) && !node.target.isGenerator;
      case "call":
        return this.valuesWait;
      case "callBuiltin":
        return isResumableBuiltin(node.name) && (this.valuesWait || !callsFunctions(node.name));
      case "callMethod":
        return this.methodMayWait(node);
      case "each":
        return this.sequencesWait;
      default:
        return false;
    }
  }

  private methodMayWait({ name }: ExpressionOf<"callMethod">): boolean {
    if (name === "receive") return true;
    const methods = this.methods.get(name) ?? [];
    if (methods.some((method) => this.waiting.has(method) && !method.isGenerator)) return true;
    if (name === "next" || name === "collect") return this.sequencesWait;
    if (!isBuiltin(name)) return this.valuesWait;
    if (builtinNamed(name).parameters[0]?.kind === "string") return false;
    // A sequence has the methods of arrays.
    return this.sequencesWait;
  }
}

function isResumableBuiltin(name: string): boolean {
  return isBuiltin(name) && builtinNamed(name).runResumable !== undefined;
}

function callsFunctions(name: string): boolean {
  return builtinNamed(name).parameters.some(({ kind }) => kind === "function");
}
