/** Emits one function: lines, indentation, temporaries. */

import type { Block, IrFunction } from "../ir/nodes.js";
import type { LoopEntry, LoopStatement, ModuleEmitter } from "./emit-module.js";
import { emitBlock } from "./emit-statement.js";

export class FunctionEmitter {
  private readonly output: string[] = [];
  private indent = 1;
  private used = 0;
  private most = 0;

  constructor(
    readonly module: ModuleEmitter,
    private readonly fn: IrFunction,
  ) {}

  /** The whole function as a JavaScript function declaration or expression. */
  emit(): string {
    const { fn, module } = this;
    const name = module.names.ofFunction(fn);
    if (fn.parent === null) for (const guard of module.guards()) this.line(guard);
    emitBlock(this, fn.body);
    const parameters = fn.parameters.map((slot) => module.names.ofSlot(slot)).join(", ");
    const head: string[] = [];
    // `var`, because each variable of a `let` is a step for V8 and for a debugger.
    if (this.most > 0) head.push(`  var ${Array.from({ length: this.most }, (_, i) => `$${i}`).join(", ")};`);
    const prologue = module.prologue(fn, parameters);
    if (prologue) head.push(`  ${prologue}`);
    const lines = [...head, ...this.output, ...this.ending()];
    if (fn.isGenerator) return this.wrapped("makeGenerator", "function*", name, parameters, lines);
    if (fn.isAsync) return this.wrapped("async", "function", name, parameters, lines);
    return [`function ${name}(${parameters}) {`, ...lines, "}"].join("\n");
  }

  /** The last statement: a file returns what it exports, a function null unless it returned before. */
  private ending(): string[] {
    const { fn, module } = this;
    if (fn.parent === null) return [`  return ${module.exports()};`];
    return fn.body.body.at(-1)?.kind === "return" || fn.isGenerator ? [] : ["  return null;"];
  }

  /** A function whose body runs in another one, which `$.helper` starts or keeps for later. */
  private wrapped(
    helper: string,
    keyword: string,
    name: string,
    parameters: string,
    lines: readonly string[],
  ): string {
    return [
      `function ${name}(${parameters}) {`,
      `  return $.${helper}(${bodyName(name)});`,
      `  ${keyword} ${bodyName(name)}() {`,
      ...lines.map((line) => `  ${line}`),
      "  }",
      "}",
    ].join("\n");
  }

  /** How many `try` bodies of this function enclose the current place. */
  tryDepth = 0;

  /**
   * A loop's way into machine code. None inside a `try`: its handler must see the variables as they were
   * when the error arose, and machine code keeps them to itself. None in generators, which are suspended.
   */
  loopEntry(loop: LoopStatement): LoopEntry | null {
    return this.tryDepth > 0 || this.fn.isGenerator ? null : this.module.loopTier(this.fn, loop);
  }

  get isMain(): boolean {
    return this.fn.parent === null;
  }

  line(text: string): void {
    this.output.push("  ".repeat(this.indent) + text);
  }

  lines(text: string): void {
    for (const line of text.split("\n")) this.line(line);
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
    this.line(text);
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

  /** Top-level bindings are `var`: V8 then needs no check that they are initialised. */
  declarator(block: Block): string {
    return this.fn.parent === null && block === this.fn.body ? "var" : "let";
  }
}

/** The JavaScript function that runs the body of a generator or async function. */
export function bodyName(name: string): string {
  return `${name}$body`;
}
