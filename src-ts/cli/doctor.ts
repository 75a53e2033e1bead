/** `ruff doctor`: what this machine has for running scripts, and what is missing for native code. */

import { openBridge } from "../native/bridge.js";
import { loadLlvm } from "../native/llvm.js";
import { CacheFolder } from "./cache-folder.js";
import type { Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";

export function doctor(cache: string | null, streams: Streams): number {
  const line = (name: string, text: string): void => streams.out(`${name.padEnd(13)} ${text}\n`);
  line("Node.js", process.version);
  line("platform", `${process.platform} ${process.arch}`);
  line("cache", cache === null ? "off" : `${cache}: ${contentsOf(cache)}`);
  const { bridge, reason } = openBridge();
  const llvm = loadLlvm();
  line("llvm-bindings", llvm ? "installed" : "missing: the package was not built");
  line("LLVM bridge", bridge ? `built, processor ${bridge.hostCpu()}` : `missing: ${reason}`);
  if (llvm && bridge) {
    line("native code", "available");
    return EXIT.success;
  }
  line("native code", "not available: scripts run all the same, without machine code");
  streams.out(
    "\nFor native code install LLVM 14's development files, CMake, a C++17 compiler and zlib, then build:\n" +
      "  apt-get install llvm-14-dev cmake g++ make zlib1g-dev\n" +
      "  npm install && npm run build\n",
  );
  return EXIT.success;
}

function contentsOf(cache: string): string {
  const files = new CacheFolder(cache).files();
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return files.length === 0 ? "empty" : `${files.length} files, ${Math.ceil(bytes / 1024)} KiB`;
}
