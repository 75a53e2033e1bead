/** Shows what a unit is made of: its IR as built or optimised, or its assembly, with source lines. */

import type { SourceText } from "../syntax/source.js";
import type { Bridge } from "./bridge.js";
import type { UnitText } from "./emit-unit.js";
import type { IrDump } from "./settings.js";
import type { Group } from "./specialize.js";

interface Context {
  readonly module: { readonly source: SourceText };
  readonly settings: { readonly log: (text: string) => void };
}

/** Whether the unit is among those to show. */
export function concerns(dump: IrDump, group: Group): boolean {
  return dump.only === null || group.members.some(({ fn }) => fn.name === dump.only);
}

export function dumpUnit(dump: IrDump, text: UnitText, group: Group, bridge: Bridge, context: Context): void {
  const options = {
    name: group.entry.symbol,
    symbols: text.symbols,
    exports: text.entries.map(({ symbol }) => symbol),
  };
  const body = {
    llvm: () => annotate(text.ir, context.module.source),
    "llvm-opt": () => annotate(bridge.optimizedIr(text.ir, options), context.module.source),
    asm: () => bridge.assembly(text.ir, options),
  }[dump.form]();
  const { entry } = group;
  const types = entry.parameters.map(({ type }) => type).join(", ");
  const head = `; unit ${entry.fn.name}(${types}) -> ${entry.result}\n`;
  context.settings.log(`${head}${body.trimEnd()}\n\n`);
}

const LOCATION = /^(!\d+) = (?:distinct )?!DILocation\(line: (\d+)/gm;

/** Puts a comment with the source line above the first instruction that belongs to it. */
export function annotate(ir: string, source: SourceText): string {
  const lineOf = new Map<string, number>();
  for (const [, name, line] of ir.matchAll(LOCATION)) lineOf.set(name as string, Number(line));
  let current = 0;
  const lines = ir.split("\n").flatMap((text) => {
    const line = lineOf.get(/!dbg (!\d+)$/.exec(text)?.[1] ?? "") ?? current;
    if (text.startsWith("define ")) current = 0;
    if (line === current || text.startsWith("define ")) return [text];
    current = line;
    return [`  ; ${line}: ${source.lineText(line).trim()}`, text];
  });
  return lines.join("\n");
}
