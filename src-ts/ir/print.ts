/** The IR as text, for `--dump=ir`: one statement a line, each preceded by its source line. */

import type { SourceText } from "../syntax/source.js";
import type { Block, Expression, IrFunction, IrNode, Module, Slot, Statement } from "./nodes.js";
import { fieldsOf } from "./walk.js";

export function printModule(module: Module): string {
  return module.functions.map((fn) => printFunction(fn, module)).join("\n");
}

function printFunction(fn: IrFunction, { source, waits }: Module): string {
  const parameters = fn.parameters.map((slot, i) => (fn.consumes[i] ? "consumed " : "") + slotName(slot));
  const name = fn.parent === null ? "main" : `${fn.name}#${fn.id}`;
  const lines = [`function ${name}(${parameters.join(", ")})`];
  if (waits?.functions.has(fn)) lines.push("  may wait");
  if (fn.captures.size > 0) lines.push(`  captures ${[...fn.captures].map(slotName).join(", ")}`);
  new BlockPrinter(source, lines).print(fn.body, "  ");
  return `${lines.join("\n")}\n`;
}

export function slotName(slot: Slot): string {
  return `%${slot.name}.${slot.id}`;
}

class BlockPrinter {
  private lastLine = 0;

  constructor(
    private readonly source: SourceText,
    private readonly lines: string[],
  ) {}

  print(block: Block, indent: string): void {
    if (block.slots.length > 0) this.lines.push(`${indent}slots ${block.slots.map(describeSlot).join(", ")}`);
    for (const statement of block.body) this.printStatement(statement, indent);
  }

  private printStatement(statement: Statement, indent: string): void {
    const { line } = this.source.position(statement.at);
    if (line !== this.lastLine) this.lines.push(`${indent}; ${line}: ${this.source.lineText(line).trim()}`);
    this.lastLine = line;
    const fields = fieldsOf(statement);
    const inline = fields.filter(({ kind }) => kind !== "block" && kind !== "block?");
    this.lines.push(`${indent}${[statement.kind, ...inline.map(printField)].join(" ")}`);
    for (const { name, value } of fields.filter((field) => !inline.includes(field))) {
      if (value === null) continue;
      this.lines.push(`${indent}  ${name}:`);
      this.print(value as Block, `${indent}    `);
    }
  }
}

function describeSlot(slot: Slot): string {
  const notes = [slot.mutability, slot.captured && "captured", slot.maybeUnbound && "maybe unbound"];
  return `${slotName(slot)} (${notes.filter(Boolean).join(", ")})`;
}

function printNode(node: IrNode): string {
  return `(${[node.kind, ...fieldsOf(node).map(printField)].join(" ")})`;
}

function printField({ kind, value }: ReturnType<typeof fieldsOf>[number]): string {
  switch (kind) {
    case "expression":
      return printNode(value as Expression);
    case "expressions":
      return `[${(value as Expression[]).map(printNode).join(" ")}]`;
    case "slot":
      return slotName(value as Slot);
    case "slot?":
      return value === null ? "-" : slotName(value as Slot);
    case "slots":
      return `[${(value as Slot[]).map(slotName).join(" ")}]`;
    case "functions":
      return `[${(value as IrFunction[]).map(({ name, id }) => `${name}#${id}`).join(" ")}]`;
    case "texts":
      return JSON.stringify(value);
    case "function":
      return `${(value as IrFunction).name}#${(value as IrFunction).id}`;
    case "text":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}
