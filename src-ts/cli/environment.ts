/** The environment variables that steer and explain the native engine. Anything unexpected is a usage error. */

import type { IrDump } from "../native/settings.js";
import { UsageError } from "./usage.js";

export interface JitEnvironment {
  readonly disabled: boolean;
  readonly explain: boolean;
  readonly dump: IrDump | null;
  readonly threshold: number | null;
  readonly perfMap: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readJitEnvironment(env: Environment): JitEnvironment {
  return {
    disabled: readSwitch(env, "DISABLE_JIT"),
    explain: readSwitch(env, "DEBUG_JIT"),
    dump: readDump(env.DEBUG_JIT_IR ?? ""),
    threshold: readThreshold(env.RUFF_JIT_THRESHOLD ?? ""),
    perfMap: readSwitch(env, "RUFF_PERF_MAP"),
  };
}

const SWITCH = new Map([
  ["", false],
  ["0", false],
  ["false", false],
  ["1", true],
  ["true", true],
]);

function readSwitch(env: Environment, name: string): boolean {
  const text = env[name] ?? "";
  const value = SWITCH.get(text);
  if (value === undefined)
    throw new UsageError(`invalid value '${text}' for ${name}: expected 0 or 1`, "run");
  return value;
}

/** `1` or `ir`: as built; `opt`: as optimised; `asm`: the assembly; any other name: that function's units, as built. */
function readDump(text: string): IrDump | null {
  switch (text) {
    case "":
    case "0":
      return null;
    case "1":
    case "ir":
      return { form: "llvm", only: null };
    case "opt":
      return { form: "llvm-opt", only: null };
    case "asm":
      return { form: "asm", only: null };
  }
  if (/^[A-Za-z_][\p{Alphabetic}\p{N}_]*$/u.test(text)) return { form: "llvm", only: text };
  throw new UsageError(
    `invalid value '${text}' for DEBUG_JIT_IR: expected 1, opt, asm or a function's name`,
    "run",
  );
}

function readThreshold(text: string): number | null {
  if (text === "") return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 1_000_000_000) return value;
  throw new UsageError(
    `invalid value '${text}' for RUFF_JIT_THRESHOLD: expected a whole number from 0 to 1000000000`,
    "run",
  );
}
