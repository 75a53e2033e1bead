/**
 * Names machine code for Linux perf: it looks up addresses that belong to no file in `/tmp/perf-PID.map`, whose lines
 * are start, size and name (tools/perf/Documentation/jit-interface.txt in the Linux sources).
 */

import { appendFileSync } from "node:fs";
import type { MachineFunction } from "./bridge.js";

export function addToPerfMap(functions: readonly MachineFunction[]): void {
  const lines = functions.map(
    ({ address, size, name }) => `${address.toString(16)} ${size.toString(16)} ruff:${name}\n`,
  );
  appendFileSync(`/tmp/perf-${process.pid}.map`, lines.join(""));
}
