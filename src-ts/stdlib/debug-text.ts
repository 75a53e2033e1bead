/** How `debug` shows values: like the debug form of messages, but with the contents of containers. */

import { orderedEntries } from "../runtime/dict.js";
import { MOST_LEVELS, tooDeep } from "../runtime/nesting.js";
import { RuffStruct } from "../runtime/struct.js";
import { debugForm } from "../runtime/text.js";
import { RuffArray, RuffDict, type Value, Wrapped } from "../runtime/value.js";
import { Queue, RuffSet, Stack } from "../runtime/collections.js";

export function debugText(value: Value): string {
  return textAt(value, 0);
}

function textAt(value: Value, level: number): string {
  // Sets, queues and stacks do not count as levels elsewhere: they show nothing of what they hold.
  if (level >= MOST_LEVELS) throw tooDeep("converting to text");
  const list = (values: readonly Value[]): string => values.map((part) => textAt(part, level + 1)).join(", ");
  if (typeof value === "string") return `String("${value}")`;
  if (value instanceof RuffArray) return `Array[${list(value.items)}]`;
  if (value instanceof RuffDict)
    return `Dict{${orderedEntries(value)
      .map(([key, entry]) => `${key}: ${textAt(entry, level + 1)}`)
      .join(", ")}}`;
  if (value instanceof RuffSet) return `Set{${list(value.toItems())}}`;
  if (value instanceof Queue) return `Queue[${list(value.toItems())}]`;
  if (value instanceof Stack) return `Stack[${list(value.toItems())}]`;
  if (value instanceof RuffStruct) return `Struct(${value.type.name})`;
  if (value instanceof Wrapped && value.arm !== "None")
    return `${value.arm}(${textAt(value.inner, level + 1)})`;
  return debugForm(value);
}
