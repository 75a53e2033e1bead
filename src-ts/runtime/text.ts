/** The text form (`print`, `to_string`, interpolation) and the debug form (inside messages) of values. */

import { compareStrings } from "./compare.js";
import { orderedEntries } from "./dict.js";
import { Handle } from "./handle.js";
import { checkWhole } from "./nesting.js";
import { fieldNames, fieldOf, RuffStruct, StructDefinition } from "./struct.js";
import { Builtin, Float, RuffArray, RuffDict, Tagged, type Value, Wrapped } from "./value.js";

export function text(value: Value): string {
  checkWhole(value, "converting to text");
  return textOf(value);
}

function textOf(value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
  }
  if (value === null) return "null";
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof RuffArray) return `[${value.items.map(textOf).join(", ")}]`;
  if (value instanceof RuffDict)
    return `{${orderedEntries(value)
      .map(([key, entry]) => `"${key}": ${textOf(entry)}`)
      .join(", ")}}`;
  if (value instanceof RuffStruct) {
    const fields = sortedFields(value).map(([name, field]) => `${name}: ${textOf(field)}`);
    return `${value.type.name} { ${fields.join(", ")} }`;
  }
  if (value instanceof Wrapped) return value.arm === "None" ? "None" : `${value.arm}(${textOf(value.inner)})`;
  if (value instanceof Tagged) return value.tag + payloadText(value);
  if (value instanceof Builtin) return `<native function: ${value.name}>`;
  if (value instanceof StructDefinition) return `<struct ${value.name}>`;
  if (value instanceof Handle) return value.text;
  return value.info.name === "<lambda>" ? "<lambda>" : `<function ${value.info.name}>`;
}

function payloadText({ payload }: Tagged): string {
  return payload.length > 0 ? `(${payload.map(textOf).join(",")})` : "";
}

/** Shortest digits that read back to the same double, always positional, no `.0` for whole numbers. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  const shortest = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest);
  if (!match) return shortest;
  const [, sign = "", first = "", fraction = "", exponent = ""] = match;
  const digits = first + fraction;
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  return sign + digits.padEnd(power + 1, "0");
}

export function debugForm(value: Value): string {
  checkWhole(value, "converting to text");
  return debugFormOf(value);
}

function debugFormOf(value: Value): string {
  switch (typeof value) {
    case "string":
      return `Str(${quote(value)})`;
    case "number":
    case "bigint":
      return `Int(${value})`;
    case "boolean":
      return `Bool(${value})`;
  }
  if (value === null) return "Null";
  if (value instanceof Float) return `Float(${floatText(value.value)})`;
  if (value instanceof RuffArray) return `Array[${value.length}]`;
  if (value instanceof RuffDict) return `Dict{${value.entries.size} keys}`;
  if (value instanceof RuffStruct) {
    const fields = sortedFields(value).map(([name, field]) => `${quote(name)}: ${debugFormOf(field)}`);
    return `Struct { name: ${quote(value.type.name)}, fields: {${fields.join(", ")}} }`;
  }
  if (value instanceof Wrapped)
    return value.arm === "None" ? "None" : `${value.arm}(${debugFormOf(value.inner)})`;
  if (value instanceof Tagged) return `Tagged(${value.tag})`;
  if (value instanceof Builtin) return `NativeFunction(${value.name})`;
  if (value instanceof StructDefinition) return `StructDef(${value.name})`;
  if (value instanceof Handle) return value.debugForm;
  return `Function(${value.info.name})`;
}

function sortedFields(struct: RuffStruct): [string, Value][] {
  const fields = fieldNames(struct).map((name): [string, Value] => [name, fieldOf(struct, name) as Value]);
  return fields.sort(([a], [b]) => compareStrings(a, b));
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\0": "\\0",
};

/** In double quotes, with control characters as `\u{hex}`. */
export function quote(value: string): string {
  const escaped = value.replace(/["\\\p{Cc}]/gu, (character) => {
    return ESCAPES[character] ?? `\\u{${character.charCodeAt(0).toString(16)}}`;
  });
  return `"${escaped}"`;
}
