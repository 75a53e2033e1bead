#!/usr/bin/env -S node --stack-size=7000
/** The `ruff` command. */

import { parseArguments } from "./arguments.js";
import { needsWorker } from "./big-stack.js";
import { EXIT } from "./exit-codes.js";
import { reportInternal } from "./internal.js";
import { Output } from "./output.js";
import type { Request } from "./request.js";
import { renderUsageError, UsageError } from "./usage.js";

async function perform(request: Request): Promise<number> {
  if (request.command === "run") {
    if (needsWorker(request)) return (await import("./run-in-worker.js")).runInWorker(request);
    const { run } = await import("./run.js");
    return run(request);
  }
  const [out, err] = [new Output(1), new Output(2)];
  const streams = { out: (text: string) => out.write(text), err: (text: string) => err.write(text) };
  try {
    return await answer(request, streams);
  } finally {
    out.flush();
    err.flush();
  }
}

async function answer(
  request: Exclude<Request, { command: "run" }>,
  streams: { out(text: string): void; err(text: string): void },
): Promise<number> {
  switch (request.command) {
    case "check":
      return (await import("./check.js")).check(request, streams);
    case "doctor":
      return (await import("./doctor.js")).doctor(streams);
    case "text":
      streams.out(request.text);
      return EXIT.success;
  }
}

async function main(): Promise<number> {
  try {
    return await perform(parseArguments(process.argv.slice(2), process.env));
  } catch (error) {
    if (!(error instanceof UsageError)) {
      reportInternal(error);
      return EXIT.internal;
    }
    const output = new Output(2);
    output.write(renderUsageError(error));
    output.flush();
    return EXIT.usage;
  }
}

main().then((exitCode) => process.exit(exitCode));
