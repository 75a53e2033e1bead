/** Does a request's work in a worker thread, which gets a stack as deep as needed. */

import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { MOST_STACK_MB } from "./big-stack.js";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import type { Request } from "./request.js";
import { StandardStreams } from "./streams.js";

/**
 * The usual stack, in MiB. Memory is taken only as it is used, but not too much is given: the baseline goes
 * on to the end of its stack, and to tell all the calls of runaway recursion takes time.
 */
const USUAL_STACK_MB = 32;

/** The worker's main module, beside this file: bundled or not. */
function workerFile(): URL {
  const bundled = new URL("./worker.cjs", import.meta.url);
  return existsSync(bundled) ? bundled : new URL("./worker.js", import.meta.url);
}

/** Does the work with a stack of at least that many MiB, and resolves to the exit code. */
export function runInWorker(request: Request, stackNeeded = 0): Promise<number> {
  const interpreted = request.command === "run" && request.engine === "interpreter";
  const stackSizeMb = interpreted ? MOST_STACK_MB : Math.max(USUAL_STACK_MB, Math.ceil(stackNeeded));
  const worker = new Worker(workerFile(), {
    workerData: request.command === "run" ? { ...request, stackMb: stackSizeMb } : request,
    resourceLimits: { stackSizeMb },
  });
  return new Promise((resolve) => {
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (outOfMemory) new StandardStreams().err("ruff: out of memory\n");
      else reportInternal(error);
      resolve(outOfMemory ? EXIT.runtime : EXIT.internal);
    });
    worker.on("exit", resolve);
  });
}
