/** Clocks and waiting. */

import { asDouble } from "../runtime/arithmetic.js";
import { type Resumable, runBlocking } from "../runtime/tasks.js";
import { Float, type Value } from "../runtime/value.js";
import { wholeOrNull } from "./arguments.js";
import {
  type BuiltinSpec,
  builtin,
  expectsNamed,
  fail,
  type Host,
  parameters,
  type ValueKind,
} from "./spec.js";

function reading(
  name: string,
  result: ValueKind,
  summary: string,
  read: (host: Host) => Value,
  ...aliases: string[]
): BuiltinSpec {
  return builtin({
    aliases,
    parameters: parameters(),
    arityMessage: expectsNamed(name, 0),
    result,
    pure: false,
    summary,
    run: read,
  });
}

/** A clock that stands at zero when a program reads it first. */
function stopwatch(unitsPerMillisecond: number, round: (value: number) => number): (host: Host) => Float {
  const starts = new WeakMap<Host, number>();
  return (host) => {
    const now = host.now();
    const start = starts.get(host) ?? now;
    starts.set(host, start);
    return new Float(round((now - start) * unitsPerMillisecond));
  };
}

function* sleep(host: Host, milliseconds: Value): Resumable {
  const number = asDouble(milliseconds);
  if (number === null) return fail("sleep() requires a number argument");
  if (number < 0) return fail("sleep() requires non-negative milliseconds");
  yield* host.tasks.sleep(Number(wholeOrNull(milliseconds)));
  return 0;
}

function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

export const TIME: Record<string, BuiltinSpec> = {
  now: reading("now", "float", "Seconds since 1970, as a whole number.", () => new Float(unixSeconds())),
  now_unix: reading("now_unix", "int", "Seconds since 1970.", unixSeconds, "now_utc_seconds"),
  now_utc: reading("now_utc", "string", "The time in Greenwich, like `2024-01-31T12:00:00Z`.", () =>
    new Date().toISOString().replace(/\.\d+/, ""),
  ),
  current_timestamp: reading(
    "current_timestamp",
    "int",
    "Milliseconds since 1970.",
    () => Date.now(),
    "time",
  ),
  performance_now: reading(
    "performance_now",
    "float",
    "Milliseconds since the first call.",
    stopwatch(1, (value) => value),
  ),
  time_us: reading(
    "time_us",
    "float",
    "Whole microseconds since the first call.",
    stopwatch(1e3, Math.trunc),
  ),
  time_ns: reading("time_ns", "float", "Whole nanoseconds since the first call.", stopwatch(1e6, Math.trunc)),
  elapsed: builtin({
    parameters: parameters("start:number", "end:number"),
    arityMessage: expectsNamed("elapsed", 2, "start, end"),
    result: "float",
    summary: "The time from start to end.",
    run: (_host, start, end) => {
      const from = asDouble(start);
      const to = asDouble(end);
      return from === null || to === null ? fail("elapsed requires number arguments") : new Float(to - from);
    },
  }),
  sleep: builtin({
    parameters: parameters("milliseconds:number"),
    arityMessage: () => "sleep() expects 1 argument",
    result: "int",
    pure: false,
    summary: "Waits so many milliseconds.",
    run: (host, milliseconds) => runBlocking(sleep(host, milliseconds)),
    runResumable: sleep,
  }),
};
