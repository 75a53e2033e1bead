/** Emits one function: lines, indentation, temporaries. */

import type { Block, ExpressionOf, IrFunction, IrNode, LoopStatement, Slot } from "../ir/nodes.js";
import type { CallEntry, LoopEntry, ModuleEmitter } from "./emit-module.js";
import { emitBlock, isFunctionDeclaration } from "./emit-statement.js";
import type { Operand } from "./operand.js";
import { mark } from "./positions.js";

export class FunctionEmitter {
  private readonly output: string[] = [];
  private indent = 1;
  private used = 0;
  private most = 0;
  private readonly flags = new Set<string>();
  /** The offset of the statement being emitted. */
  at: number;

  constructor(
    readonly module: ModuleEmitter,
    private readonly fn: IrFunction,
    /** Whether the code is to be suspended where it has to wait: a JavaScript generator that yields waits. */
    private readonly resumable: boolean,
  ) {
    this.at = fn.at;
  }

  /** The whole function as a JavaScript function declaration or expression. */
  emit(): string {
    const { fn, module, resumable } = this;
    const name = module.formName(fn, resumable);
    if (fn.parent === null && module.stepping?.stopFirst) {
      this.at = fn.body.body.find((statement) => !isFunctionDeclaration(statement))?.at ?? fn.end;
      this.line("debugger;");
    }
    emitBlock(this, fn.body);
    if (fn.parent === null) this.output.unshift(...module.sharedGlobals(), ...module.cleanup());
    const parameters = fn.parameters.map((slot) => module.names.ofSlot(slot)).join(", ");
    const first: string[] = [];
    // `var`, because each variable of a `let` is a step for V8 and for a debugger.
    const own = [...Array.from({ length: this.most }, (_, i) => `$${i}`), ...this.flags];
    if (own.length > 0) first.push(`  var ${own.join(", ")};`);
    const prologue = module.prologue(fn, parameters);
    if (prologue) first.push(`  ${prologue}`);
    const lines = [...first, ...this.output, ...this.ending()];
    const keyword = resumable && !fn.isGenerator ? "function*" : "function";
    const head = `${keyword} ${name}(${parameters}) {`;
    if (fn.isGenerator) {
      const start = this.runtime(resumable ? "makeResumableGenerator" : "makeGenerator");
      return this.wrapped(head, start, "function*", bodyName(name), lines);
    }
    if (fn.isAsync) {
      const start = resumable ? `yield* ${this.runtime("asyncResumable")}` : this.runtime("async");
      return this.wrapped(head, start, keyword, bodyName(name), lines);
    }
    return [head, ...lines, "}"].join("\n");
  }

  /** Whether to suspend at a node. */
  suspendsAt(node: IrNode): boolean {
    return this.resumable && this.module.mayWait(node);
  }

  /** The last statement: a file returns what it exports, a function null unless it returned before. */
  private ending(): string[] {
    const { fn, module } = this;
    const start = `  ${this.step(fn.end)}return`;
    if (fn.parent === null) return [`${start} ${module.exports()};`];
    if (fn.body.body.at(-1)?.kind === "return") return [];
    if (fn.isGenerator) return module.stepping ? [`${start};`] : [];
    return [`${start} null;`];
  }

  /** A function whose body runs in another one, which a helper starts or keeps for later. */
  private wrapped(head: string, start: string, keyword: string, body: string, lines: string[]): string {
    return [
      head,
      `  ${this.step(this.fn.at)}return ${start}(${body});`,
      `  ${keyword} ${body}() {`,
      ...lines.map((line) => `  ${line}`),
      "  }",
      "}",
    ].join("\n");
  }

  /** How many `try` bodies of this function enclose the current place. */
  tryDepth = 0;

  /** A loop's way into machine code. None in generators, which are suspended. */
  loopEntry(loop: LoopStatement): LoopEntry | null {
    return this.fn.isGenerator ? null : this.module.loopTier(this.fn, loop, this.tryDepth > 0);
  }

  /** The way of a builtin's call into machine code, unless it may wait here. */
  callEntry(node: ExpressionOf<"callBuiltin">): CallEntry | null {
    return this.suspendsAt(node) ? null : this.module.callTier(this.fn, node);
  }

  /**
   * A test that the string is plain (`runtime/string.ts`): for a variable of this function that holds strings, the
   * answer is kept in a JavaScript variable. Null for other operands.
   */
  plainFlag({ slot }: Operand): string | null {
    if (!slot || !this.hasFlag(slot)) return null;
    const name = this.module.names.ofSlot(slot);
    this.flags.add(flagOf(name));
    return `(${flagOf(name)} ??= ${this.runtime("isPlain")}(${name}))`;
  }

  /** Whether the variable holds floats as bare JavaScript numbers. */
  isBare(slot: Slot): boolean {
    return !this.module.stepping && this.module.facts.isBareFloat(slot);
  }

  /** The statement that forgets whether the variable's string is plain, where it gets another one. */
  resetFlag(slot: Slot): string {
    if (!this.hasFlag(slot)) return "";
    const flag = flagOf(this.module.names.ofSlot(slot));
    this.flags.add(flag);
    return ` ${flag} = undefined;`;
  }

  private hasFlag(slot: Slot): boolean {
    return slot.owner === this.fn && !this.module.stepping && this.module.facts.isIndexedString(slot);
  }

  runtime(name: string): string {
    return this.module.runtime(name);
  }

  get isMain(): boolean {
    return this.fn.parent === null;
  }

  /** A line of the current statement. */
  line(text: string): void {
    this.quietLine(this.step(this.at) + text);
  }

  /** A line at which nothing runs: a debugger cannot stop there. */
  quietLine(text: string): void {
    this.output.push("  ".repeat(this.indent) + text);
  }

  /** The marker of a place where a debugger may stop, if there is a debugger. */
  step(at: number): string {
    return this.module.stepping ? mark(at) : "";
  }

  /** A text of several lines as part of a line of this function. */
  inline(text: string): string {
    return text.replaceAll("\n", `\n${"  ".repeat(this.indent)}`);
  }

  open(text: string): void {
    this.line(text);
    this.indent++;
  }

  close(text: string): void {
    this.indent--;
    this.quietLine(text);
  }

  reopen(text: string): void {
    this.close(text);
    this.indent++;
  }

  /** A variable for an intermediate value, free again when the statement ends. */
  temporary(): string {
    const name = `$${this.used++}`;
    this.most = Math.max(this.most, this.used);
    return name;
  }

  releaseTemporaries(): void {
    this.used = 0;
  }

  /** A name that occurs nowhere else in the module: `x$2` may stand for a Ruff variable. */
  unique(base: string): string {
    return `${base}$$${this.module.nextUnique()}`;
  }

  /** Declares unbound variables: by `var` where that means the same, since V8 then needs no code for it. */
  declare(block: Block, slots: readonly Slot[]): void {
    const { late, names } = this.module;
    const here = this.isMain ? slots.filter((slot) => !late.declares(slot)) : slots;
    if (here.length === 0) return;
    const list = here.map((slot) => names.ofSlot(slot)).join(", ");
    if (block === this.fn.body) this.quietLine(`var ${list};`);
    else this.line(`let ${list};`);
  }
}

function flagOf(name: string): string {
  return `${name}$plain`;
}

/** The JavaScript function that runs the body of a generator or async function. */
export function bodyName(name: string): string {
  return `${name}$body`;
}
