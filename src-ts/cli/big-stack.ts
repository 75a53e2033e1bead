/**
 * Room for deep recursion.
 *
 * Ruff promises 10,000 nested calls, more than Node's default stack holds. Started by its own first line,
 * `ruff` has a main thread with nearly the whole of the system's usual 8 MiB, which is enough for the
 * baseline as long as functions that may recurse are of usual size. Larger ones and the interpreter need more, and
 * without that first line (`node main.js`), or where the system allows the main thread less, everything does: then
 * the work is done in a worker thread, which gets its stack when it is made. That costs about a tenth of a second
 * of start-up, since modules are loaded and warmed up anew.
 */

import { readFileSync } from "node:fs";
import type { IrFunction, Module } from "../ir/nodes.js";
import { reentered } from "../compiler/reentry.js";
import { LONG_SOURCE } from "../runtime/v8-optimizing.js";
import { isDebugged } from "./debugger.js";
import type { Request } from "./request.js";

/** What the system must allow the main thread beyond V8's own limit, in bytes. */
const MARGIN = 512 * 1024;
/** Calls that a script may have active at once. */
const PROMISED_CALLS = 10_000;
/** Most that is ever asked for, in MiB. */
export const MOST_STACK_MB = 512;

/** Whether to leave the main thread before anything is read. */
export function needsWorker(request: Request): boolean {
  switch (request.command) {
    case "run":
      return request.engine === "interpreter" || !(isDebugged(request) || mainThreadIsDeep());
    case "check":
    case "test-run":
      return !mainThreadIsDeep();
    default:
      return false;
  }
}

/** What the baseline needs to call the largest function that may be part of a recursion 10,000 deep, in MiB. */
export function stackNeeded(modules: readonly Module[]): number {
  const [module, ...others] = modules;
  const hasStubs = modules.some(({ source }) => source.text.length >= LONG_SOURCE);
  const needed = stackFor(
    modules.flatMap(({ functions }) => functions),
    hasStubs,
  );
  return needed <= MAIN_STACK_MB || !module || others.length > 0
    ? needed
    : stackFor(reentered(module), hasStubs);
}

/** `hasStubs`: whether a call may come by a stub (`baseline/late-functions.ts`), which has a frame, too. */
function stackFor(functions: readonly IrFunction[], hasStubs: boolean): number {
  const slots = functions.reduce((most, fn) => (fn.parent === null ? most : Math.max(most, fn.slotCount)), 0);
  const frameBytes = (hasStubs ? 330 : 200) + 24 * slots; // as measured in V8's bytecode interpreter
  return Math.min(MOST_STACK_MB, (PROMISED_CALLS * frameBytes) / 2 ** 20);
}

/** What the main thread has for the baseline, in MiB; those that have less were left before. */
export const MAIN_STACK_MB = 6;

function mainThreadIsDeep(): boolean {
  const flag = process.execArgv.map((arg) => /^--stack[-_]size=(\d+)$/.exec(arg)?.[1]).find(Boolean);
  return flag !== undefined && Number(flag) >= 4000 && Number(flag) * 1024 + MARGIN <= systemStackLimit();
}

/** The system's limit for the main thread in bytes; 0 where it cannot be told. */
function systemStackLimit(): number {
  try {
    const limit = /^Max stack size\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? "0";
    return limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return 0;
  }
}
