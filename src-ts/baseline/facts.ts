/**
 * What is known about a module's values before it runs: the kinds that each variable and each function's
 * result can have, from everything that is assigned to it anywhere in the file.
 */

import type { Expression, ExpressionOf, IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { walkBlock } from "../ir/walk.js";
import { builtinNamed } from "../stdlib/registry.js";
import * as kinds from "./kinds.js";
import { type Kinds, mayBe } from "./kinds.js";

const { ANY, BOOL, INT, NOTHING, NULL, OTHER, STRING, STRUCT } = kinds;

/** How a variable or a result gets its values. */
type Source = () => Kinds;

export class Facts {
  /** Whether a struct may define what operators mean: it then depends on the struct met. */
  readonly hasHooks: boolean;
  private readonly slots = new Map<Slot, Kinds>();
  private readonly results = new Map<IrFunction, Kinds>();

  constructor(module: Module) {
    const nodes = module.functions.flatMap((fn) => {
      const inside: IrNode[] = [];
      walkBlock(fn.body, (node) => inside.push(node));
      return inside.map((node) => ({ fn, node }));
    });
    // Structs of other files bring the hooks of those.
    const isClosed = module.exports.length === 0 && !nodes.some(({ node }) => node.kind === "import");
    const methods = nodes.flatMap(({ node }) => (node.kind === "defineStruct" ? node.methods : []));
    this.hasHooks = !isClosed || methods.some(({ name }) => name.includes(".op_"));
    for (const fn of module.functions) for (const slot of fn.parameters) this.slots.set(slot, ANY);
    for (const { parameters } of methods) this.slots.set(parameters[0] as Slot, STRUCT);
    for (const fn of module.functions) this.results.set(fn, atItsEnd(fn));
    this.settle(nodes);
  }

  /** The kinds of values that the expression can have. */
  of(node: Expression): Kinds {
    switch (node.kind) {
      case "null":
        return NULL;
      case "int":
        return kinds.kindOfInt(node.value);
      case "float":
        return kinds.FLOAT;
      case "string":
      case "interpolate":
        return STRING;
      case "get":
        return this.ofSlot(node.slot);
      case "lookup":
        return node.candidates.reduce((all, slot) => all | this.ofSlot(slot), this.of(node.otherwise));
      case "share":
        return this.of(node.value);
      case "unary":
        return this.ofUnary(node);
      case "binary":
        return this.ofBinary(node);
      case "logical":
        return node.operator === "??" ? (this.of(node.left) & ~NULL) | this.of(node.right) : BOOL;
      case "callFunction":
        return this.results.get(node.target) ?? ANY;
      case "callBuiltin":
        return kinds.declaredKinds(builtinNamed(node.name).result);
      case "index":
        return kinds.isOnly(this.of(node.object), STRING) ? STRING : ANY;
      case "slice":
        return this.of(node.object) & (kinds.ARRAY | STRING);
      case "rest":
      case "array":
        return kinds.ARRAY;
      case "dict":
      case "namedRest":
        return kinds.DICT;
      case "struct":
        return STRUCT;
      case "tag":
      case "wrap":
      case "closure":
        return OTHER;
      case "bool":
      case "isBound":
      case "isNull":
      case "isFailure":
      case "matches":
      case "hasField":
      case "hasPayload":
        return BOOL;
      case "throw":
      case "fail":
        return NOTHING;
      default:
        return ANY;
    }
  }

  private ofUnary({ operator, operand }: ExpressionOf<"unary">): Kinds {
    const inner = this.of(operand);
    if (this.mayHook(inner)) return ANY;
    return operator === "-" ? kinds.negatedKinds(inner) : BOOL;
  }

  private ofBinary({ operator, left, right }: ExpressionOf<"binary">): Kinds {
    const first = this.of(left);
    if (this.mayHook(first)) return ANY;
    switch (operator) {
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
        return kinds.arithmeticKinds(operator, first, this.of(right));
      default:
        return BOOL;
    }
  }

  /** Whether an operator's left operand may be a struct that defines it. */
  mayHook(left: Kinds): boolean {
    return this.hasHooks && mayBe(left, STRUCT);
  }

  ofSlot(slot: Slot): Kinds {
    return slot.constant ? OTHER : (this.slots.get(slot) ?? NOTHING);
  }

  /** The least fixed point: nothing is possible until something makes it so. */
  private settle(nodes: readonly { fn: IrFunction; node: IrNode }[]): void {
    const flows = nodes.flatMap(({ fn, node }) => this.flowsOf(fn, node));
    for (let changed = true; changed; ) {
      changed = false;
      for (const { table, key, source } of flows) {
        const known = table.get(key) ?? NOTHING;
        const all = known | source();
        if (all === known) continue;
        table.set(key, all);
        changed = true;
      }
    }
  }

  private flowsOf(fn: IrFunction, node: IrNode): Flow[] {
    const into = (slots: readonly Slot[], source: Source): Flow[] =>
      slots.map((slot) => ({ table: this.slots as Map<unknown, Kinds>, key: slot, source }));
    switch (node.kind) {
      case "declare":
      case "assign":
        return into([node.slot], () => this.of(node.value));
      case "assignFirst":
        return into(node.create ? [...node.candidates, node.create] : node.candidates, () =>
          this.of(node.value),
        );
      case "count":
        return into([node.slot], () => INT);
      case "each":
        return into([node.slot], () => kinds.itemKinds(this.of(node.iterable)));
      case "try":
        return into([node.slot], () => STRUCT);
      case "import":
        return into(node.namespace ? [...node.slots, node.namespace] : node.slots, () => ANY);
      case "defineStruct":
        return into([node.slot], () => OTHER);
      case "return":
        return [{ table: this.results as Map<unknown, Kinds>, key: fn, source: () => this.of(node.value) }];
      default:
        return [];
    }
  }
}

interface Flow {
  readonly table: Map<unknown, Kinds>;
  readonly key: unknown;
  readonly source: Source;
}

/** What a call gives besides what the body returns. */
function atItsEnd({ isAsync, isGenerator, body }: IrFunction): Kinds {
  if (isAsync || isGenerator) return OTHER;
  return body.body.at(-1)?.kind === "return" ? NOTHING : NULL;
}
