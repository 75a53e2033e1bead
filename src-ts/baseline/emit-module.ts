/**
 * IR to JavaScript. The text is one function expression that takes the support object `$` and the host and
 * returns the program's main function:
 *
 *     (function ($, $host) {
 *     "use strict";
 *     const $add = $.add;
 *     const $k1 = new $.Float(0.5);
 *     const $$print = $.builtinCode("print");
 *     return (function main() { ... });
 *     })
 *
 * What it uses of the runtime stands in constants, which V8 treats as known.
 *
 * Ruff scopes become JavaScript scopes, slots variables, closures closures, constant functions function
 * declarations. Names with `$` are ours: Ruff identifiers cannot contain it. Of a long file the functions of the top
 * level get their text when they are first called (`late-functions.ts`).
 */

import type { ExpressionOf, IrFunction, IrNode, LoopStatement, Module, Slot } from "../ir/nodes.js";
import { bodyName, FunctionEmitter } from "./emit-function.js";
import { Facts } from "./facts.js";
import { Guesses } from "./guesses.js";
import { type Code, LateFunctions } from "./late-functions.js";
import { Names } from "./names.js";
import { Outline } from "./outline.js";
import { Prelude } from "./prelude.js";
import type { LoopExit, TierProvider } from "./tier.js";
import { type PositionTable, positionsOf, withoutMarkers } from "./positions.js";

/** A JavaScript text, and what its places mean. */
export interface EmittedText {
  readonly text: string;
  readonly positions: () => PositionTable;
}

export interface Emitted extends EmittedText {
  /** Which function a JavaScript function name stands for. */
  readonly functionNamed: () => ReadonlyMap<string, IrFunction>;
  /** The same for functions that only call those, once they have been made. */
  readonly stubNamed: () => ReadonlyMap<string, IrFunction>;
  /** The Ruff names of the variables and functions that have others in JavaScript. */
  readonly renamed: () => ReadonlyMap<string, string>;
  /** The text of a function that is called for the first time: its value is the function that `make` makes of it. */
  readonly makeLate: (fn: IrFunction, make: (emitted: EmittedText) => Code) => Code;
}

/** Code for a debugger: plain, and with the positions of all statements. */
export interface Stepping {
  /** Whether to stop before the first statement. */
  readonly stopFirst: boolean;
}

/** With `tiers`, candidates for the native engine get a prologue that counts calls. `late`: see `late-functions.ts`. */
export function emitModule(
  module: Module,
  tiers: TierProvider | null,
  { stepping = null, late = false }: { stepping?: Stepping | null; late?: boolean } = {},
): Emitted {
  const emitter = new ModuleEmitter(module, tiers, stepping, late);
  const main = new FunctionEmitter(emitter, module.main, false).emit();
  const marked = [
    "(function ($, $host) {",
    '"use strict";',
    ...emitter.prelude.lines(),
    ...emitter.late.declarations(),
    `return (${main});`, // in parentheses: V8 then compiles it at once, and does not read it twice
    "})",
  ].join("\n");
  return {
    ...withPositions(marked),
    functionNamed: once(() => emitter.functionsByName()),
    stubNamed: once(() => emitter.late.byStub()),
    renamed: () => emitter.names.renamed(),
    makeLate: (fn, make) => emitter.late.make(fn, () => make(withPositions(emitter.emitLate(fn)))),
  };
}

function withPositions(marked: string): EmittedText {
  return { text: withoutMarkers(marked), positions: once(() => positionsOf(marked)) };
}

function once<Result>(compute: () => Result): () => Result {
  let result: Result | undefined;
  return () => (result ??= compute());
}

export interface LoopEntry {
  readonly tier: string;
  readonly liveIn: readonly Slot[];
  readonly liveOut: readonly Slot[];
  /** Whether an error of machine code leaves live-outs that a handler may look at. */
  readonly inTry: boolean;
  readonly exits: readonly LoopExit[];
  readonly isInnermost: boolean;
}

export interface CallEntry {
  readonly tier: string;
  readonly captures: readonly Slot[];
}

export class ModuleEmitter {
  readonly names = new Names();
  readonly facts: Facts;
  /** Null where nothing is gained by guessing. */
  readonly guesses: Guesses | null;
  readonly late: LateFunctions;
  /** Of the text that is being emitted. */
  prelude = new Prelude();
  private uniques = 0;
  /** The functions being emitted in whose scopes functions that may wait have no ordinary form. */
  private readonly onlyResumable = new Set<IrFunction>();

  constructor(
    private readonly module: Module,
    private readonly tiers: TierProvider | null,
    readonly stepping: Stepping | null,
    late: boolean,
  ) {
    this.late = new LateFunctions(this.names, late ? module.main : null);
    const outline = new Outline(module);
    this.facts = new Facts(outline);
    this.guesses = outline.makesFloats ? new Guesses(outline) : null;
  }

  /** The name of a constant of the text with the given initialiser: the wanted one, unless it is taken. */
  constant(initialiser: string, wanted?: string): string {
    return this.prelude.constant(initialiser, wanted);
  }

  /** A function or class of the runtime (`support.ts`). */
  runtime(name: string): string {
    return this.prelude.runtime(name);
  }

  /** What a place that reads strings by position remembers of the last one. */
  stringMemo(): string {
    return this.prelude.stringMemo();
  }

  builtinValue(name: string): string {
    return this.constant(`$.builtinValue("${name}", $host)`, `$${name}`);
  }

  builtinResumable(name: string): string {
    return this.constant(`$.builtinResumable("${name}")`, `$$${name}$task`);
  }

  builtinCode(name: string): string {
    return this.constant(`$.builtinCode("${name}")`, `$$${name}`);
  }

  /** What all closures of a function share: arity, name and so on. */
  info(fn: IrFunction): string {
    return this.constant(`$.info(${fn.id})`);
  }

  /** The class of struct literals with these fields in this order. */
  structClass(name: string, fields: readonly string[]): string {
    const parts = [JSON.stringify(name), ...fields.map((field) => JSON.stringify(field))];
    return this.constant(`$.structClass(${parts.join(", ")})`, `$${name}`);
  }

  structType(name: string): string {
    return this.constant(`$.structType(${JSON.stringify(name)})`);
  }

  /** What the file's exports hold at its end. */
  exports(): string {
    const entries = this.module.exports.map(
      ({ name, slot }) => `[${JSON.stringify(name)}, ${this.exportedValue(slot)}]`,
    );
    return `$.exports([${entries.join(", ")}])`;
  }

  private exportedValue(slot: Slot): string {
    return slot.constant ? this.constantValue(slot.constant) : this.names.ofSlot(slot);
  }

  // ---- functions, and their resumable forms ----

  mayWait(node: IrNode): boolean {
    return this.module.waits?.nodes.has(node) ?? false;
  }

  /** The name of a function's JavaScript form. Of a generator's body there is only one. */
  formName(fn: IrFunction, resumable: boolean): string {
    const name = this.names.ofFunction(fn);
    return resumable && !fn.isGenerator ? `${name}$task` : name;
  }

  /** The name under which a form's body stands in JavaScript stack traces. */
  frameName(fn: IrFunction, resumable: boolean): string {
    const name = this.formName(fn, resumable);
    return fn.isGenerator || fn.isAsync ? bodyName(name) : name;
  }

  /**
   * Which forms a function has. What may wait has both, so that only tasks pay for being suspended; but inside
   * code that is resumable itself there is no other form, else forms would double with each level of nesting.
   */
  private forms(fn: IrFunction): readonly ("ordinary" | "resumable")[] {
    if (!this.module.waits?.functions.has(fn)) return ["ordinary"];
    return this.isInsideResumable(fn) || fn.isGenerator || fn.isTask
      ? ["resumable"]
      : ["ordinary", "resumable"];
  }

  private isInsideResumable({ parent }: IrFunction): boolean {
    return parent !== null && this.onlyResumable.has(parent);
  }

  /** The function's forms as JavaScript function declarations or expressions. */
  nested(fn: IrFunction): string[] {
    if (this.late.takes(fn)) return [this.late.nameOf(fn)];
    return this.forms(fn).map((form) => {
      const resumable = form === "resumable";
      if (resumable || this.isInsideResumable(fn)) this.onlyResumable.add(fn);
      const code = new FunctionEmitter(this, fn, resumable).emit();
      this.onlyResumable.delete(fn);
      return code;
    });
  }

  /** The same for declarations. */
  declared(fn: IrFunction): string[] {
    return this.late.declaresFunction(fn) ? [] : this.nested(fn);
  }

  /** The text of a late function: constants that others do not have yet, and the function. */
  emitLate(fn: IrFunction): string {
    const { prelude } = this;
    this.prelude = new Prelude(prelude);
    try {
      const code = new FunctionEmitter(this, fn, false).emit();
      return [...this.prelude.lines(), `(${code})`].join("\n");
    } finally {
      this.prelude = prelude;
    }
  }

  functionsByName(): Map<string, IrFunction> {
    return new Map(
      this.module.functions.flatMap((fn) => [false, true].map((form) => [this.frameName(fn, form), fn])),
    );
  }

  /** The name under which code finds a constant function. */
  reference(fn: IrFunction, resumable = false): string {
    return this.late.takes(fn) ? this.late.nameOf(fn) : this.formName(fn, resumable);
  }

  /** A new function value of the forms, given as code or by their names. */
  functionValue(fn: IrFunction, forms: readonly string[]): string {
    const args = [this.info(fn), ...forms].join(", ");
    if (forms.length > 1) return `new ${this.runtime("ResumableFunction")}(${args})`;
    return this.forms(fn)[0] === "ordinary" || fn.isGenerator
      ? `new ${this.runtime("RuffFunction")}(${args})`
      : `${this.runtime("resumableOnly")}(${args})`;
  }

  /** The value of a constant function. */
  constantValue(fn: IrFunction): string {
    const names = this.forms(fn).map((form) => this.reference(fn, form === "resumable"));
    return this.functionValue(fn, names);
  }

  /** Counts calls; once they suffice, tries to go on in machine code. */
  prologue(fn: IrFunction, parameters: string): string | null {
    if (!this.tiers?.isCandidate(fn)) return null;
    const tier = this.constant(`$.tier(${fn.id})`);
    return `if (--${tier}.budget < 0) { const entered$$ = ${tier}.enter(${parameters}); if (entered$$ !== undefined) return entered$$; }`;
  }

  /** A loop's way into machine code: the name of its tier, and what goes in and comes out. */
  loopTier(fn: IrFunction, loop: LoopStatement, inTry: boolean): LoopEntry | null {
    const added = this.tiers?.addLoop(fn, loop, inTry);
    if (!added) return null;
    return {
      tier: this.constant(`$.loopTier(${added.id})`),
      liveIn: added.liveIn,
      liveOut: added.liveOut,
      inTry,
      exits: added.exits,
      isInnermost: added.isInnermost,
    };
  }

  /** The way of a builtin's call into machine code: the name of its tier, and what it gets after the operands. */
  callTier(fn: IrFunction, node: ExpressionOf<"callBuiltin">): CallEntry | null {
    const added = this.tiers?.addCall(fn, node);
    return added ? { tier: this.constant(`$.callTier(${added.id})`), captures: added.captures } : null;
  }

  /** How the native engine reads and writes the top-level variables that it may need. */
  sharedGlobals(): string[] {
    return (this.tiers?.sharedGlobals ?? []).map((slot) => {
      const name = this.names.ofSlot(slot);
      return `  $.global(${slot.id}, () => ${name}, ($value) => { ${name} = $value; });`;
    });
  }

  /** Tells which function to call in the end. */
  cleanup(): string[] {
    const { cleanup } = this.module;
    return cleanup ? [`  $.cleanUpBy(${this.reference(cleanup)});`] : [];
  }

  nextUnique(): number {
    return ++this.uniques;
  }
}
