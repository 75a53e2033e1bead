/**
 * Stepping through a Ruff file in Chrome's or Visual Studio Code's debugger, through Node's inspector.
 *
 * A debugger sees the baseline's JavaScript with a source map. There is neither machine code, which it could not
 * see, nor a worker thread, which it would have to look for.
 */

import type { Debugging } from "../baseline/run.js";
import type { RunRequest } from "./request.js";

/** Whether a debugger was asked for, or the process was started with one. */
export function isDebugged({ engine, inspect }: RunRequest): boolean {
  return engine !== "interpreter" && (inspect || inspectorIsOpen());
}

/** To load the inspector takes time, so this is done only where something may have opened it. */
function inspectorIsOpen(): boolean {
  const maybe = process.env.NODE_OPTIONS || process.execArgv.some((arg) => arg.startsWith("--inspect"));
  return Boolean(maybe) && inspector().url() !== undefined;
}

function inspector(): typeof import("node:inspector") {
  return process.getBuiltinModule("node:inspector");
}

/** How to run under a debugger, once there is one. Null if none can reach this process; Node has told why. */
export async function startDebugging({ inspect }: RunRequest): Promise<Debugging | null> {
  if (inspect && !inspectorIsOpen()) {
    inspector().open();
    if (inspector().url() === undefined) return null;
    inspector().waitForDebugger();
  }
  const { sourceMapComment } = await import("../baseline/source-map.js");
  return { stopFirst: inspect, sourceMap: sourceMapComment };
}
