// What the numbers were measured on, in words.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

function llvmVersion() {
  for (const command of ["llvm-config-14", "llvm-config"]) {
    const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return "not found";
}

export function machineLines() {
  const addon = existsSync(fileURLToPath(new URL("../build/Release/ruff_native.node", import.meta.url)));
  const cpu = cpus();
  return [
    `${cpu[0]?.model.trim() ?? "unknown CPU"}, ${cpu.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `LLVM ${llvmVersion()}${addon ? "" : " (addon not built: no native code)"}`,
  ];
}

/** How busy the machine is, for the notes: below 1 means that a core was free for the benchmarks. */
export function loadNow() {
  return loadavg()[0].toFixed(2);
}
