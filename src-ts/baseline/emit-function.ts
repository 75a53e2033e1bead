/** Emits one function: lines, indentation, temporaries. */

import type { Block, IrFunction } from "../ir/nodes.js";
import type { ModuleEmitter } from "./emit-module.js";
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
    const { names } = this.module;
    if (this.fn.parent === null) for (const guard of this.module.guards()) this.line(guard);
    emitBlock(this, this.fn.body);
    const parameters = this.fn.parameters.map((slot) => names.ofSlot(slot)).join(", ");
    const head = [`function ${names.ofFunction(this.fn)}(${parameters}) {`];
    if (this.most > 0) head.push(`  let ${Array.from({ length: this.most }, (_, i) => `$${i}`).join(", ")};`);
    const prologue = this.module.prologue(this.fn, parameters);
    if (prologue) head.push(`  ${prologue}`);
    const returns = this.fn.body.body.at(-1)?.kind === "return";
    const ending = this.fn.parent === null || returns ? [] : ["  return null;"];
    return [...head, ...this.output, ...ending, "}"].join("\n");
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

  /** A name that occurs nowhere else in the module. */
  unique(base: string): string {
    return `${base}$${this.module.nextUnique()}`;
  }

  /** Top-level bindings are `var`: V8 then needs no check that they are initialised. */
  declarator(block: Block): string {
    return this.fn.parent === null && block === this.fn.body ? "var" : "let";
  }
}
