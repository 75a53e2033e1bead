/** Dates and durations as text. */

import { asDouble } from "../runtime/arithmetic.js";
import { Float } from "../runtime/value.js";
import { type BuiltinSpec, builtin, expectsNamed, fail, parameters } from "./spec.js";
import { fixed } from "./fixed.js";

function durationText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${fixed(milliseconds / 1000, 2)}s`;
  if (milliseconds >= 1) return `${fixed(milliseconds, 2)}ms`;
  if (milliseconds >= 0.001) return `${fixed(milliseconds * 1e3, 2)}\u03bcs`;
  return `${fixed(milliseconds * 1e6, 0)}ns`;
}

/** The farthest second from 1970 that JavaScript's calendar reaches. */
const LAST_SECOND = 8.64e12;

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** Four digits; years outside 0 to 9999 have a sign. */
function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return padded(year, 4);
  return (year < 0 ? "-" : "+") + padded(Math.abs(year), 4);
}

function formatDate(timestamp: number, format: string): string {
  if (!Number.isFinite(timestamp)) return fail("Invalid timestamp: value must be a finite number");
  const seconds = Math.trunc(timestamp);
  if (Math.abs(seconds) > LAST_SECOND) return fail("Invalid timestamp: value is out of supported range");
  const date = new Date(seconds * 1000);
  return format
    .replaceAll("YYYY", yearText(date.getUTCFullYear()))
    .replaceAll("MM", padded(date.getUTCMonth() + 1, 2))
    .replaceAll("DD", padded(date.getUTCDate(), 2))
    .replaceAll("HH", padded(date.getUTCHours(), 2))
    .replaceAll("mm", padded(date.getUTCMinutes(), 2))
    .replaceAll("ss", padded(date.getUTCSeconds(), 2));
}

/** Takes a text apart into year, month and day, or says why it cannot be. */
function dateParts(text: string): [year: number, month: number, day: number] | string {
  let rest = text;
  const parts: number[] = [];
  for (const pattern of [/^(?:[+-]\d+|\d{1,4})/, /^\d{1,2}/, /^\d{1,2}/]) {
    if (parts.length > 0) {
      if (rest === "") return "premature end of input";
      if (!rest.startsWith("-")) return "input contains invalid characters";
      rest = rest.slice(1);
    }
    const digits = pattern.exec(rest)?.[0];
    if (digits === undefined)
      return rest === "" ? "premature end of input" : "input contains invalid characters";
    parts.push(Number(digits));
    rest = rest.slice(digits.length);
  }
  return rest === "" ? (parts as [number, number, number]) : "trailing input";
}

/** Seconds from 1970 to the start of the day; null if there is no such day. */
function secondsAt(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / 1000 : null;
}

function parseDate(text: string, format: string): number {
  if (format !== "YYYY-MM-DD")
    return fail(`parse_date failed: unsupported format '${format}' (expected 'YYYY-MM-DD')`);
  const mismatch = (why: string): never =>
    fail(`parse_date failed: '${text}' does not match format 'YYYY-MM-DD' (${why})`);
  const parts = dateParts(text);
  if (typeof parts === "string") return mismatch(parts);
  return secondsAt(...parts) ?? mismatch("input is out of range");
}

export const DATES: Record<string, BuiltinSpec> = {
  format_duration: builtin({
    parameters: parameters("milliseconds:number"),
    arityMessage: expectsNamed("format_duration", 1, "milliseconds"),
    result: "string",
    summary: "The duration with a unit that fits its size, like `1.50s`.",
    run: (_host, milliseconds) => {
      const number = asDouble(milliseconds);
      return number === null ? fail("format_duration requires a number argument") : durationText(number);
    },
  }),
  format_date: builtin({
    parameters: parameters("timestamp:number", "format:string"),
    arityMessage: expectsNamed("format_date", 2, "timestamp, format"),
    result: "string",
    summary:
      "The format with `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss` replaced by the parts of the time in Greenwich.",
    run: (_host, timestamp, format) => {
      const number = asDouble(timestamp);
      if (typeof format !== "string")
        return fail("format_date requires timestamp (number) and format (string)");
      return number === null ? fail("format_date requires a number timestamp") : formatDate(number, format);
    },
  }),
  parse_date: builtin({
    parameters: parameters("date:string", "format:string"),
    arityMessage: expectsNamed("parse_date", 2, "date, format"),
    result: "float",
    summary: "Seconds from 1970 to the start of the day in Greenwich; the format must be `YYYY-MM-DD`.",
    run: (_host, date, format) =>
      typeof date === "string" && typeof format === "string"
        ? new Float(parseDate(date, format))
        : fail("parse_date requires date string and format string"),
  }),
};
