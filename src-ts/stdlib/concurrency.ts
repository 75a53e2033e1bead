/** Channels between tasks. */

import { Channel } from "../runtime/channel.js";
import { type BuiltinSpec, builtin, expects, parameters } from "./spec.js";

export const CONCURRENCY: Record<string, BuiltinSpec> = {
  channel: builtin({
    parameters: parameters(),
    arityMessage: expects("channel", 0),
    result: "any",
    pure: false,
    summary: "A new channel: unbounded, first in, first out.",
    run: (host) => new Channel(host.tasks),
  }),
};
