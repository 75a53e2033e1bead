// What the numbers were measured on, in words.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

function firstLine(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout.split("\n")[0].trim() : null;
}

export function machineLines() {
  const llvm = firstLine("llvm-config-14", ["--version"]) ?? firstLine("llvm-config", ["--version"]);
  const addon = existsSync(fileURLToPath(new URL("../build/Release/ruff_native.node", import.meta.url)));
  const gcc = firstLine("gcc", ["-dumpfullversion"]);
  const cpu = cpus();
  return [
    `${cpu[0]?.model.trim() ?? "unknown CPU"}, ${cpu.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `node ${process.version}, LLVM ${llvm ?? "not found"}${addon ? "" : " (addon not built: no native code)"}, gcc ${gcc ?? "not found"}`,
  ];
}
