/** Which methods define operators, as far as the file tells. */

import type { BinaryOperator, IrFunction, Module } from "../ir/nodes.js";
import { BINARY_HOOKS } from "../runtime/hooks.js";

export class Hooks {
  private readonly methods = new Map<string, IrFunction>();
  private readonly byOperator = new Map<BinaryOperator, readonly IrFunction[]>();

  /** All functions of the file: what a call of a value may mean. */
  readonly functions: readonly IrFunction[];

  constructor(module: Module) {
    this.functions = module.functions.filter(({ parent }) => parent !== null);
    const methods: IrFunction[] = [];
    let isOpen = module.exports.length > 0;
    for (const { summary } of module.functions) {
      methods.push(...summary.methods);
      isOpen ||= summary.imports;
    }
    // Structs may come from other files, or go there and get more methods.
    if (!isOpen) for (const method of methods) this.add(method);
  }

  /** A method that is defined twice depends on when it is called. */
  private readonly ambiguous = new Set<string>();

  private add(method: IrFunction): void {
    if (this.methods.has(method.name)) this.ambiguous.add(method.name);
    this.methods.set(method.name, method);
  }

  /** The method that an operator means for a struct on its left. */
  of(struct: string, operator: BinaryOperator): IrFunction | null {
    const name = `${struct}.${BINARY_HOOKS[operator]}`;
    return this.ambiguous.has(name) ? null : (this.methods.get(name) ?? null);
  }

  /** The methods that an operator may mean for whatever struct. */
  named(operator: BinaryOperator): readonly IrFunction[] {
    let methods = this.byOperator.get(operator);
    if (!methods) {
      const hook = BINARY_HOOKS[operator];
      methods = [...this.methods.values()].filter(({ name }) => name.endsWith(`.${hook}`));
      this.byOperator.set(operator, methods);
    }
    return methods;
  }
}
