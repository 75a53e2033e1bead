/** A worker thread's main module: runs the request it was made with. */

import { workerData } from "node:worker_threads";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import { run } from "./run.js";

run(workerData).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error) => {
    reportInternal(error);
    process.exitCode = EXIT.internal;
  },
);
