/** Array and dictionary literals. Their items are whole expressions, but only the literal counts as a level. */

import type { ArrayLiteral, DictEntry, DictLiteral, SpreadItem } from "../ast.js";
import { LIMITS } from "../limits.js";
import type { ParseContext } from "./context.js";
import { parseBinary } from "./operators.js";

export function parseArray(context: ParseContext): ArrayLiteral {
  context.enter("array literal");
  const { start } = context.advance();
  const excess = `Array literal exceeds maximum element count of ${LIMITS.items}`;
  const items = parseItems(context, "]", excess, () => parseSpread(context) ?? parseBinary(context));
  context.expect("]", "to close array literal");
  context.leave();
  return { kind: "Array", items, ...context.span(start) };
}

export function parseDict(context: ParseContext): DictLiteral {
  context.enter("dictionary literal");
  const { start } = context.advance();
  const excess = `Dictionary literal exceeds maximum item count of ${LIMITS.items}`;
  const items = parseItems(context, "}", excess, () => parseSpread(context) ?? parseEntry(context));
  context.expect("}", "to close dictionary literal");
  context.leave();
  return { kind: "Dict", items, ...context.span(start) };
}

/** Items between commas up to the closer, which is not passed; a last comma is welcome. */
function parseItems<Item>(
  context: ParseContext,
  closer: "]" | "}",
  excess: string,
  parseItem: () => Item,
): Item[] {
  const items: Item[] = [];
  while (!context.at(closer)) {
    items.push(parseItem());
    if (items.length > LIMITS.items) context.fail(excess);
    if (!context.eat(",")) break;
  }
  return items;
}

function parseSpread(context: ParseContext): SpreadItem | null {
  const { start } = context.current;
  if (!context.eat("...")) return null;
  const value = parseBinary(context);
  return { kind: "Spread", value, ...context.span(start) };
}

function parseEntry(context: ParseContext): DictEntry {
  const key = parseBinary(context);
  if (!context.eat(":")) context.fail("Expected ':' in dictionary literal");
  const value = parseBinary(context);
  return { kind: "Entry", key, value, ...context.span(key.start) };
}
