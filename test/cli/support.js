// Runs the command in child processes, on scripts in a folder of their own that goes away with the test.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBridge } from "../../dist/native/bridge.js";
import { loadLlvm } from "../../dist/native/llvm.js";

/** The command; RUFF_MAIN names another build of it, such as the bundle. */
export const MAIN =
  process.env.RUFF_MAIN ?? fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** The two ways of starting: as the executable's first line does, and without its deep stack. */
export const WAYS = { deep: ["--stack-size=7000"], plain: [] };
export const ENGINES = ["interpreter", "baseline", "native"];
export const hasNative = openBridge().bridge !== null && loadLlvm() !== null;

const { DEBUG_JIT, DEBUG_JIT_IR, DISABLE_JIT, RUFF_JIT_THRESHOLD, NODE_OPTIONS, ...ENV } = process.env;

/** An empty folder for the test. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "ruff-cli-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A folder with these files, to run in; contents are text or bytes. */
export function files(t, contents) {
  const path = folder(t);
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), content);
  return path;
}

/** Runs `ruff` with these words; resolves to code, out, err, and the milliseconds taken. */
export function ruff(words, { cwd, env = {}, way = "deep", main = MAIN, node = [] } = {}) {
  return execute(process.execPath, [...WAYS[way], ...node, main, ...words], { cwd, env: { ...ENV, ...env } });
}

/** Runs a line of bash, in which $RUFF is the command. */
export function shell(line, { cwd, env = {}, way = "deep" } = {}) {
  const RUFF = [process.execPath, ...WAYS[way], MAIN].join(" ");
  return execute("bash", ["-c", line], { cwd, env: { ...ENV, RUFF, ...env } });
}

/** Runs one script by each engine and way given; calls back with the result and a title. */
export async function onAll(t, source, check, { engines = ENGINES, ways = ["deep", "plain"], env } = {}) {
  const cwd = files(t, { "t.ruff": source });
  for (const engine of engines)
    for (const way of ways)
      check(
        await ruff(["run", `--engine=${engine}`, "t.ruff"], { cwd, way, env }),
        `${engine}, ${way}`,
        engine,
      );
}

function execute(file, args, options) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    execFile(file, args, { maxBuffer: 1 << 26, timeout: 60_000, ...options }, (error, out, err) => {
      resolve({
        code: error ? (error.code ?? error.signal) : 0,
        out,
        err,
        ms: performance.now() - startedAt,
      });
    });
  });
}

/** What a wrong command line prints. */
export function usage(message, command = "") {
  const line = {
    "": "ruff [OPTIONS] <COMMAND> [ARGS]",
    run: "ruff run [OPTIONS] <FILE> [SCRIPT_ARGS]...",
    check: "ruff check [OPTIONS] <FILE>",
    doctor: "ruff doctor [OPTIONS]",
    help: "ruff help [COMMAND]",
  }[command];
  return `error: ${message}\n\nUsage: ${line}\n\nFor more information, try '--help'.\n`;
}

export const example = (name) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");
export const EXAMPLES = new URL("../../examples/", import.meta.url);
