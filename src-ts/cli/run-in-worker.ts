/** Runs a script in a worker thread, which gets a stack as deep as needed. */

import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import type { RunRequest } from "./request.js";

/** Stack of the worker thread, in MiB: memory is taken only as it is used. */
const WORKER_STACK_MB = 512;

/** The worker's main module, beside this file: bundled or not. */
function workerFile(): URL {
  const bundled = new URL("./worker.cjs", import.meta.url);
  return existsSync(bundled) ? bundled : new URL("./worker.js", import.meta.url);
}

/** Runs the request in a worker thread and resolves to the exit code. */
export function runInWorker(request: RunRequest): Promise<number> {
  const worker = new Worker(workerFile(), {
    workerData: request,
    resourceLimits: { stackSizeMb: WORKER_STACK_MB },
  });
  return new Promise((resolve) => {
    worker.on("error", (error) => {
      reportInternal(error);
      resolve(EXIT.internal);
    });
    worker.on("exit", resolve);
  });
}
