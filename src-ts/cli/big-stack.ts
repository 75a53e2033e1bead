/**
 * Room for deep recursion.
 *
 * Ruff promises 10,000 nested calls, more than Node's default stack holds. Started by its own first line,
 * `ruff` has a main thread with nearly the whole of the system's usual 8 MiB, which is enough for the
 * baseline. The interpreter needs more, and without that first line (`node main.js`), or where the system
 * allows the main thread less, everything does: then the script runs in a worker thread, which gets its
 * stack when it is made. That costs some 30 ms of start-up.
 */

import { readFileSync } from "node:fs";
import type { RunRequest } from "./request.js";

/** What the system must allow the main thread beyond V8's own limit, in bytes. */
const MARGIN = 512 * 1024;

export function needsWorker(request: RunRequest): boolean {
  return request.engine === "interpreter" || !mainThreadIsDeep();
}

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
