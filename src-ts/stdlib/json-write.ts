/** Writes JSON. */

import { orderedEntries } from "../runtime/dict.js";
import { debugForm, floatText } from "../runtime/text.js";
import { Float, RuffArray, RuffDict, type Value } from "../runtime/value.js";
import { DEEPEST } from "./json-read.js";
import { fail } from "./spec.js";

/** `indent` is repeated for each level; if it is empty, everything stands in one line without spaces. */
export function writeJson(value: Value, indent: string): string {
  return write(value, indent, 0);
}

function write(value: Value, indent: string, depth: number): string {
  if (depth > DEEPEST) return fail(`JSON value exceeds maximum nesting depth of ${DEEPEST}`);
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Float) return floatJson(value.value);
  if (value instanceof RuffArray)
    return enclosed(
      "[]",
      value.items.map((item) => write(item, indent, depth + 1)),
      indent,
      depth,
    );
  if (!(value instanceof RuffDict)) return fail(`Cannot convert ${debugForm(value)} to JSON`);
  const colon = indent === "" ? ":" : ": ";
  const entries = orderedEntries(value).map(
    ([key, entry]) => JSON.stringify(key) + colon + write(entry, indent, depth + 1),
  );
  return enclosed("{}", entries, indent, depth);
}

function enclosed(brackets: string, parts: readonly string[], indent: string, depth: number): string {
  const [open, close] = brackets;
  if (parts.length === 0) return brackets;
  if (indent === "") return `${open}${parts.join(",")}${close}`;
  const outer = `\n${indent.repeat(depth)}`;
  const inner = outer + indent;
  return `${open}${inner}${parts.join(`,${inner}`)}${outer}${close}`;
}

/** Shortest digits, with `.0` for whole numbers; an exponent outside of -5 to 15, like `1.5e-7`, `1e+16`. */
function floatJson(value: number): string {
  if (!Number.isFinite(value)) return fail(`Cannot convert non-finite float ${floatText(value)} to JSON`);
  const scientific = value.toExponential();
  const exponent = Number(scientific.slice(scientific.indexOf("e") + 1));
  if (value !== 0 && (exponent < -5 || exponent > 15)) return scientific;
  const plain = floatText(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}
