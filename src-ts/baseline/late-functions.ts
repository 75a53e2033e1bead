/**
 * Functions whose JavaScript is made when they are first called. Most runs of a long file call few of its functions,
 * and would wait for all others to be emitted.
 *
 * Whoever calls such a function calls its stub, and code that is emitted once the function is there calls it directly:
 *
 *     var total$code;
 *     function total$late(xs) { return (total$code ??= $.compile(7))(xs); }
 *
 * V8 inlines stubs. The text of the function is evaluated by a direct `eval` beside the stubs, where it sees the
 * constants of the file's text. Top-level variables that functions use are declared there, too, instead of in
 * `main`, whose other variables V8 may thus keep in registers.
 */

import type { IrFunction, Slot } from "../ir/nodes.js";
import type { RuffFunction } from "../runtime/value.js";
import type { Names } from "./names.js";

/** A function of JavaScript that a Ruff function has become. */
export type Code = RuffFunction["code"];

export class LateFunctions {
  /** Those that something may call. */
  private readonly stubs = new Set<IrFunction>();
  private readonly made = new Set<IrFunction>();
  private readonly variables: Slot[] = [];
  /** The one that is being made. */
  private current: IrFunction | null = null;

  /** `main` is the top level whose functions are made late; null if all are made at once. */
  constructor(
    private readonly names: Names,
    private readonly main: IrFunction | null,
  ) {}

  /** Whether the function is made late: it must see nothing but the file's own scope. */
  takes(fn: IrFunction): boolean {
    return this.main !== null && fn.parent === this.main && [...fn.captures].every(({ global }) => global);
  }

  /** How code that is emitted now finds the function. */
  nameOf(fn: IrFunction): string {
    this.stubs.add(fn);
    if (fn === this.current) return this.names.ofFunction(fn);
    return this.made.has(fn) ? codeName(this.names, fn) : stubName(this.names, fn);
  }

  /** Whether the function needs no declaration but its stub. Notes that it has one. */
  declaresFunction(fn: IrFunction): boolean {
    const isLate = this.takes(fn);
    if (isLate) this.stubs.add(fn);
    return isLate;
  }

  /** Whether the top-level variable is declared beside the stubs. Notes that it is. */
  declares(slot: Slot): boolean {
    const isShared = this.main !== null && slot.global && slot.captured;
    if (isShared) this.variables.push(slot);
    return isShared;
  }

  /** What makes a late function may fail, for lack of stack: then the next call tries again. */
  make(fn: IrFunction, make: () => Code): Code {
    const outer = this.current;
    this.current = fn;
    try {
      const code = make();
      this.made.add(fn);
      return code;
    } finally {
      this.current = outer;
    }
  }

  /** What the file's text has of all this. */
  declarations(): string[] {
    if (this.main === null) return [];
    const { names } = this;
    const variables = this.variables.map((slot) => names.ofSlot(slot));
    const stubs = [...this.stubs];
    const declared = [...variables, ...stubs.map((fn) => codeName(names, fn))];
    return [
      ...(declared.length > 0 ? [`var ${declared.join(", ")};`] : []),
      ...stubs.map((fn) => stub(names, fn)),
      "$.evaluateBy(($text) => eval($text));",
    ];
  }

  /** The functions by the names of their stubs. */
  byStub(): Map<string, IrFunction> {
    return new Map([...this.stubs].map((fn) => [stubName(this.names, fn), fn]));
  }
}

function stub(names: Names, fn: IrFunction): string {
  const parameters = fn.parameters.map((slot) => names.ofSlot(slot)).join(", ");
  const code = codeName(names, fn);
  return `function ${stubName(names, fn)}(${parameters}) { return (${code} ??= $.compile(${fn.id}))(${parameters}); }`;
}

function stubName(names: Names, fn: IrFunction): string {
  return `${names.ofFunction(fn)}$late`;
}

function codeName(names: Names, fn: IrFunction): string {
  return `${names.ofFunction(fn)}$code`;
}
