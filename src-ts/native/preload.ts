/** Loading LLVM takes tens of milliseconds: another thread can do that while the program runs. */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { addonPath } from "./bridge.js";

interface Preloader {
  preload(...paths: string[]): void;
  leaveProcess(exitCode: number): void;
}

/** Where llvm-bindings has its own LLVM. */
const BINDINGS = "build/Release/llvm-bindings.node";

let done = false;

/** Begins to load what `openBackend` will need, at the first call. Whatever is missing shows when it is needed. */
export function preload(): void {
  if (done) return;
  done = true;
  const require = createRequire(import.meta.url);
  const addon = fileURLToPath(new URL(addonPath(), import.meta.url));
  const preloader = join(dirname(addon), "ruff_preload.node");
  if (!existsSync(preloader)) return;
  try {
    const bindings = join(dirname(require.resolve("llvm-bindings")), BINDINGS);
    const loaded = require(preloader) as Preloader;
    loaded.preload(addon, bindings);
    // A program that ends by now shall not wait for what it does not need. A worker thread cannot but wait.
    if (isMainThread) process.once("exit", (exitCode) => loaded.leaveProcess(exitCode));
  } catch {
    // Not installed, or not for this machine: the first unit will tell.
  }
}
