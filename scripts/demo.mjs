// npm run demo: runs small recursive programs on each engine, checks that the engines agree, prints
// how long each took, and says where to look next. The interpreter, the plain reference, runs only
// the small sizes.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadProgram } from "../benchmarks/programs.mjs";

const cli = fileURLToPath(new URL("../dist/bin/ruff.cjs", import.meta.url));
const hasNative = existsSync(new URL("../build/Release/ruff_native.node", import.meta.url));
const FAST = hasNative ? ["baseline", "native"] : ["baseline"];
const ENGINES = ["interpreter", ...FAST];

const ROWS = [
  ["fib", { n: 27 }, ENGINES],
  ["tak", { x: 20, y: 14, z: 7 }, ENGINES],
  ["ackermann", { n: 5, times: 4 }, ENGINES],
  ["mutual", { last: 40 }, ENGINES],
  ["fib", { n: 38 }, FAST],
  ["tak", { x: 30, y: 20, z: 10 }, FAST],
  ["ackermann", { n: 8, times: 80 }, FAST],
  ["mutual", { last: 115 }, FAST],
];

function fail(message) {
  console.error(`demo: ${message}`);
  process.exitCode = 1;
}

function run(engine, file) {
  const args = [cli, "run", `--engine=${engine}`, file];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { engine, status, answer: stdout.trim(), stderr, ms: performance.now() - start };
}

function line(name, answer, times) {
  return name.padEnd(18) + answer.padStart(10) + times.map((time) => time.padStart(14)).join("");
}

/** Runs one row on its engines and prints it; false if one failed or they disagree. */
function demonstrate([name, sizes, engines], work) {
  const { label, ruff } = loadProgram(name, sizes);
  const file = join(work, `${name}.ruff`);
  writeFileSync(file, ruff);
  const results = engines.map((engine) => run(engine, file));
  const broken = results.find(({ status }) => status !== 0);
  if (broken) {
    fail(`${label} failed on the ${broken.engine} engine\n${broken.stderr}`);
    return false;
  }
  const { answer } = results[0];
  const time = (engine) => results.find((result) => result.engine === engine)?.ms;
  console.log(
    line(
      label,
      answer,
      ENGINES.map((engine) => (time(engine) ? `${time(engine).toFixed(0)} ms` : "")),
    ),
  );
  const other = results.find((result) => result.answer !== answer);
  if (other) fail(`the ${other.engine} engine answered ${other.answer}`);
  return !other;
}

function demonstrateAll() {
  const work = mkdtempSync(join(tmpdir(), "ruff-demo-"));
  try {
    console.log(
      "Recursive functions on each engine. Times are whole runs: start-up and compilation included.\n",
    );
    console.log(line("", "answer", ENGINES));
    return ROWS.every((row) => demonstrate(row, work));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (!existsSync(cli)) {
  fail("nothing is built yet: run `npm run setup`");
} else if (demonstrateAll()) {
  console.log(`
The engines agree.${hasNative ? "" : " Native code is off here: `node dist/bin/ruff.cjs doctor` says why."} Where to look next:

  node dist/bin/ruff.cjs run examples/hello.ruff     run a script
  npm test                                          the tests
  npm run bench                                     Ruff against Node and gcc
  docs/architecture.md                              how it works

and inside the JIT, with fib=benchmarks/programs/fib/fib.ruff:

  node dist/bin/ruff.cjs run --jit-report $fib       what became machine code, and why not
  DEBUG_JIT_IR=1 node dist/bin/ruff.cjs run $fib     its LLVM IR (=opt optimised, =asm assembly)`);
}
