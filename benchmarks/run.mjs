// npm run bench [-- NAME...] [--runs=N] [--quick] [--engine=ENGINE] [--write]
//
// Times each program in Ruff, JavaScript and C. Every trial is a fresh process, so start-up, warm-up
// and compilation are part of each time; the languages take turns, so a slow spell of the machine
// hits them alike. A time counts only after the answer agreed with the other languages' answer.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { machineLines } from "./machine.mjs";
import { loadProgram, PROGRAM_NAMES, QUICK_SIZES } from "./programs.mjs";
import { markdown, table } from "./report.mjs";

const cli = fileURLToPath(new URL("../dist/bin/ruff.cjs", import.meta.url));
const resultsFile = fileURLToPath(new URL("RESULTS.md", import.meta.url));
const START_UP_RUNS = { full: 21, quick: 3 };

function parseArguments(argv) {
  const options = { names: [], runs: 5, quick: false, engine: null, write: false };
  for (const argument of argv) {
    const [, flag, value] = /^--([a-z]+)(?:=(.+))?$/.exec(argument) ?? [];
    if (flag === "quick" && value === undefined) options.quick = true;
    else if (flag === "write" && value === undefined) options.write = true;
    else if (flag === "runs" && Number(value) >= 1) options.runs = Math.floor(Number(value));
    else if (flag === "engine" && value) options.engine = value;
    else if (PROGRAM_NAMES.includes(argument)) options.names.push(argument);
    else fail(`unknown argument '${argument}' (programs: ${PROGRAM_NAMES.join(", ")})`, 2);
  }
  if (options.write && options.quick) fail("--write needs the full sizes, not --quick", 2);
  if (options.names.length === 0) options.names = PROGRAM_NAMES;
  return options;
}

function fail(message, status = 1) {
  console.error(`bench: ${message}`);
  process.exit(status);
}

/** Runs one trial; returns its answer and its wall-clock time in milliseconds. */
function trial({ command, args }) {
  const start = process.hrtime.bigint();
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (error) throw error;
  if (status !== 0) fail(`${command} ${args.join(" ")} failed (${signal ?? `exit ${status}`})\n${stderr}`);
  return { answer: stdout.trim(), ms };
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs every contestant `runs` times in turn and returns the median of each, by name. */
function race(label, contestants, runs) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  let expected;
  for (let run = 0; run < runs; run++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const { answer, ms } = trial(contestant);
      expected ??= answer;
      if (answer !== expected) fail(`${label}: ${name} answered ${answer}, the others ${expected}`);
      times[name].push(ms);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

function hasGcc() {
  return spawnSync("gcc", ["--version"], { stdio: "ignore" }).status === 0;
}

/** The executable as users start it: its first line gives Node the stack that the baseline needs. */
function ruffCommand(file, engine) {
  return { command: cli, args: ["run", ...(engine ? [`--engine=${engine}`] : []), file] };
}

function contestantsFor(program, work, engine, gcc) {
  const ruffFile = join(work, `${program.name}.ruff`);
  writeFileSync(ruffFile, program.ruff);
  const contestants = {
    node: { command: process.execPath, args: [program.js, ...program.args] },
    ruff: ruffCommand(ruffFile, engine),
  };
  if (gcc) {
    const binary = join(work, program.name);
    const built = spawnSync("gcc", ["-O3", "-march=native", "-o", binary, program.c], { encoding: "utf8" });
    if (built.status !== 0) fail(`gcc could not build ${program.c}\n${built.stderr}`);
    contestants.gcc = { command: binary, args: program.args };
  }
  return contestants;
}

/** Small things whose time is mostly start-up: hello against `node -e 0`, and fib(30). */
function raceStartUp(work, engine, runs) {
  const hello = join(work, "hello.ruff");
  const fib30 = join(work, "fib30.ruff");
  writeFileSync(hello, 'print("hello")\n');
  writeFileSync(fib30, loadProgram("fib", { n: 30 }).ruff);
  const time = (label, contestant) => race(label, { it: contestant }, runs).it;
  return {
    node: time("node -e 0", { command: process.execPath, args: ["-e", "0"] }),
    hello: time("hello.ruff", ruffCommand(hello, engine)),
    fib30: time("fib(30)", ruffCommand(fib30, engine)),
  };
}

const options = parseArguments(process.argv.slice(2));
if (!existsSync(cli)) fail("dist/bin/ruff.cjs is missing: run `npm run build` first");
const gcc = hasGcc();
const startUpRuns = options.quick ? START_UP_RUNS.quick : START_UP_RUNS.full;
const work = mkdtempSync(join(tmpdir(), "ruff-bench-"));
try {
  const rows = [];
  for (const name of options.names) {
    const program = loadProgram(name, options.quick ? QUICK_SIZES[name] : {});
    process.stderr.write(`${program.label} ...\n`);
    const times = race(program.label, contestantsFor(program, work, options.engine, gcc), options.runs);
    rows.push({ label: program.label, ...times });
  }
  process.stderr.write("start-up ...\n");
  const result = {
    notes: [
      ...machineLines(),
      `${options.runs} runs each (start-up: ${startUpRuns}), medians; each run a fresh process, so start-up, warm-up and compilation are included`,
      `engine: ${options.engine ?? "as chosen by ruff (baseline, native code where hot)"}`,
      gcc ? "C compiled by gcc -O3 -march=native" : "C skipped: no gcc on this machine",
    ],
    rows,
    startUp: raceStartUp(work, options.engine, startUpRuns),
  };
  console.log(table(result));
  if (options.write) {
    writeFileSync(resultsFile, markdown(result));
    console.log("\nwrote benchmarks/RESULTS.md");
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
