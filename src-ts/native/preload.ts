/** Loading LLVM takes tens of milliseconds: another thread can do that while the program runs. */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { besideAddon } from "./bridge.js";

interface Preloader {
  preload(...paths: string[]): void;
  leaveProcess(exitCode: number): void;
}

let done = false;

/** Begins to load what `openBackend` will need, at the first call. Whatever is missing shows when it is needed. */
export function preload(): void {
  if (done) return;
  done = true;
  const preloader = besideAddon("ruff_preload.node");
  if (!existsSync(preloader)) return;
  try {
    const loaded = createRequire(import.meta.url)(preloader) as Preloader;
    loaded.preload(besideAddon("ruff_native.node"), besideAddon("ruff_bindings.node"));
    // A program that ends by now shall not wait for what it does not need.
    process.once("exit", (exitCode) => loaded.leaveProcess(exitCode));
  } catch {
    // Not installed, or not for this machine: the first unit will tell.
  }
}
