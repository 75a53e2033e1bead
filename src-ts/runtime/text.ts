/** The text form (`print`, `to_string`, interpolation) and the debug form (inside messages) of values. */

import { compareStrings } from "./compare.js";
import { Builtin, Float, RuffArray, RuffStruct, type Value } from "./value.js";

export function text(value: Value): string {
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
  if (value instanceof RuffArray) return `[${value.items.map(text).join(", ")}]`;
  if (value instanceof RuffStruct) {
    const fields = sortedFields(value).map(([name, field]) => `${name}: ${text(field)}`);
    return `${value.name} { ${fields.join(", ")} }`;
  }
  if (value instanceof Builtin) return `<native function: ${value.name}>`;
  return value.info.name === "<lambda>" ? "<lambda>" : `<function ${value.info.name}>`;
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
  if (value instanceof RuffArray) return `Array[${value.items.length}]`;
  if (value instanceof RuffStruct) {
    const fields = sortedFields(value).map(([name, field]) => `${quote(name)}: ${debugForm(field)}`);
    return `Struct { name: ${quote(value.name)}, fields: {${fields.join(", ")}} }`;
  }
  if (value instanceof Builtin) return `NativeFunction(${value.name})`;
  return `Function(${value.info.name})`;
}

function sortedFields(struct: RuffStruct): [string, Value][] {
  return [...struct.fields].sort(([a], [b]) => compareStrings(a, b));
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
