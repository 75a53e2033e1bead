/** Does what a command line asks for. Each command is loaded only when it is the one. */

import { EXIT } from "./exit-codes.js";
import type { Request } from "./request.js";
import { StandardStreams, type Streams } from "./streams.js";

/** Resolves to the exit code when everything is written. */
export function perform(request: Request): Promise<number> {
  const streams = new StandardStreams();
  return streams.serve(() => answer(request, streams));
}

async function answer(request: Request, streams: Streams): Promise<number> {
  switch (request.command) {
    case "run":
      return (await import("./run.js")).run(request, streams);
    case "check":
      return (await import("./check.js")).check(request, streams);
    case "test":
      return (await import("./test-fixtures.js")).test(request, streams);
    case "test-run":
      return (await import("./test-run.js")).testRun(request, streams);
    case "doctor":
      return (await import("./doctor.js")).doctor(request.cache, streams);
    case "text":
      streams.out(request.text);
      return EXIT.success;
  }
}
