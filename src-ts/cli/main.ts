#!/usr/bin/env -S node --stack-size=7000
/** The `ruff` command. */

import { parseArguments } from "./arguments.js";
import { needsWorker } from "./big-stack.js";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import { perform } from "./perform.js";
import { StandardStreams } from "./streams.js";
import { renderUsageError, UsageError } from "./usage.js";

async function main(): Promise<number> {
  try {
    const request = parseArguments(process.argv.slice(2), process.env);
    if (needsWorker(request)) return await (await import("./run-in-worker.js")).runInWorker(request);
    return await perform(request);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      reportInternal(error);
      return EXIT.internal;
    }
    new StandardStreams().err(renderUsageError(error));
    return EXIT.usage;
  }
}

main().then((exitCode) => process.exit(exitCode));
