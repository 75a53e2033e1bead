/** `ruff test`: runs the scripts in `tests/` and compares what they print with the files beside them. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "../syntax/parser.js";
import type { Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import { readSource } from "./read-source.js";
import type { TestRequest } from "./request.js";

const FOLDER = "tests";

export function test(request: TestRequest, streams: Streams): number {
  const names = fixtureNames();
  if (names === null) {
    streams.err(`[!] Failed to read test directory: ${FOLDER}\n`);
    return EXIT.io;
  }
  let total = 0;
  let passed = 0;
  for (const name of names) {
    const path = join(FOLDER, name);
    const skipped = isTestRunFile(path);
    if (request.verbose) streams.out(`[i] ${skipped ? "Skipping test-run" : "Running"} fixture: ${path}\n`);
    if (skipped) continue;
    total++;
    if (runFixture(path, request, streams)) passed++;
  }
  streams.out(`\n[✓] Passed ${passed}/${total} tests\n[i] Runtime strategy: ${strategy(request, total)}\n`);
  return passed === total ? EXIT.success : EXIT.syntax;
}

function fixtureNames(): string[] | null {
  try {
    return readdirSync(FOLDER)
      .filter((name) => name.endsWith(".ruff"))
      .sort();
  } catch {
    return null;
  }
}

/** Files that say so in their first lines are for `ruff test-run`. */
function isTestRunFile(path: string): boolean {
  const text = readSource(path).source?.text ?? "";
  return text.split("\n", 3).some((line) => line.includes("Run with: ruff test-run"));
}

/** There is one way to run a script: the names of the others are accepted, and counted as asked for. */
function strategy({ runtime }: TestRequest, count: number): string {
  if (runtime === "interpreter") return `interpreter (interpreter_primary=${count})`;
  return runtime === "vm" ? `vm (vm_primary=${count})` : `dual (vm_primary=${count}, interpreter_fallback=0)`;
}

function runFixture(path: string, { update, verbose, runtime }: TestRequest, streams: Streams): boolean {
  const problems = syntaxProblems(path);
  if (problems.length > 0) {
    streams.out(`[✗] ${path}\n${problems.map((line) => `${line}\n`).join("")}`);
    return false;
  }
  const startedAt = performance.now();
  const got = normalize(outputOf(path, runtime));
  const snapshot = path.replace(/\.ruff$/, ".out");
  const shown = verbose ? `    snapshot: ${snapshot}\n` : "";
  const time = `(${(performance.now() - startedAt).toFixed(2)}ms)`;
  const isNew = update || !existsSync(snapshot);
  if (isNew) writeFileSync(snapshot, got);
  const expected = isNew ? got : normalize(readFileSync(snapshot, "utf8"));
  if (got === expected) streams.out(`[✓] ${path} ${time}\n${shown}`);
  else streams.out(`[✗] ${path}\n${shown}Expected:\n${expected}\nGot (${modeName(runtime)})\n${got}\n\n`);
  return got === expected;
}

function modeName(runtime: TestRequest["runtime"]): string {
  return runtime === "dual" ? "vm" : runtime;
}

function syntaxProblems(path: string): string[] {
  const read = readSource(path);
  if (read.source === null) return [read.diagnostic.message];
  const { source } = read;
  return parse(source.text).diagnostics.map(({ subsystem, message, offset }) => {
    const { line, column } = source.position(offset ?? 0);
    return `${subsystem === "lexer" ? "Lexer" : "Parser"} error at ${line}:${column}: ${message}`;
  });
}

/** What the script prints, run by this very command in a process of its own. */
function outputOf(path: string, runtime: TestRequest["runtime"]): string {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const engine = runtime === "interpreter" ? ["--engine=interpreter"] : [];
  const words = [...process.execArgv, process.argv[1] ?? "", "run", ...engine, path];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, {
    encoding: "utf8",
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  const output = [stdout.trim(), stderr.trim()].filter((part) => part !== "").join("\n");
  if (output !== "" || status === 0) return output;
  return `Fixture ${path} exited with code ${status} and produced no output`;
}

function normalize(output: string): string {
  return output
    .split("\n")
    .filter((line) => !line.startsWith("Compiler optimization:"))
    .map((line) => line.replace(/ \(took ~[^()]*ms\)/g, ""))
    .join("\n")
    .trim();
}
