/** A worker thread's main module: does what the request it was made with asks for. */

import { workerData } from "node:worker_threads";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import { perform } from "./perform.js";

perform(workerData).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error) => {
    reportInternal(error);
    process.exitCode = EXIT.internal;
  },
);
