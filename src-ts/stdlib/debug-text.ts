/** How `debug` shows values: like the debug form of messages, but with the contents of containers. */

import { orderedEntries } from "../runtime/dict.js";
import { RuffStruct } from "../runtime/struct.js";
import { debugForm } from "../runtime/text.js";
import { RuffArray, RuffDict, type Value, Wrapped } from "../runtime/value.js";
import { Queue, RuffSet, Stack } from "../runtime/collections.js";

function list(values: readonly Value[]): string {
  return values.map(debugText).join(", ");
}

export function debugText(value: Value): string {
  if (typeof value === "string") return `String("${value}")`;
  if (value instanceof RuffArray) return `Array[${list(value.items)}]`;
  if (value instanceof RuffDict)
    return `Dict{${orderedEntries(value)
      .map(([key, entry]) => `${key}: ${debugText(entry)}`)
      .join(", ")}}`;
  if (value instanceof RuffSet) return `Set{${list(value.toItems())}}`;
  if (value instanceof Queue) return `Queue[${list(value.toItems())}]`;
  if (value instanceof Stack) return `Stack[${list(value.toItems())}]`;
  if (value instanceof RuffStruct) return `Struct(${value.type.name})`;
  if (value instanceof Wrapped && value.arm !== "None") return `${value.arm}(${debugText(value.value)})`;
  return debugForm(value);
}
