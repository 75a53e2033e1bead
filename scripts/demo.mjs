// npm run demo: runs small recursive programs on each engine, checks that the engines agree, prints
// how long each took, and says where to look next. The interpreter, the plain reference, runs only
// the small sizes.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sourceFile } from "../benchmarks/catalog.mjs";

const cli = fileURLToPath(new URL("../dist/bin/ruff.cjs", import.meta.url));
const hasNative = existsSync(new URL("../build/Release/ruff_native.node", import.meta.url));
const FAST = hasNative ? ["baseline", "native"] : ["baseline"];
const ENGINES = ["interpreter", ...FAST];

const ROWS = [
  ["fib", 27, ENGINES],
  ["tak", 7, ENGINES],
  ["ackermann", 7, ENGINES],
  ["mutual", 40, ENGINES],
  ["fib", 38, FAST],
  ["tak", 10, FAST],
  ["ackermann", 100, FAST],
  ["mutual", 115, FAST],
];

function fail(message) {
  console.error(`demo: ${message}`);
  process.exitCode = 1;
}

function run(engine, file, size) {
  const args = [cli, "run", `--engine=${engine}`, file, String(size)];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { engine, status, answer: stdout.trim(), stderr, ms: performance.now() - start };
}

function line(name, answer, times) {
  return name.padEnd(18) + answer.padStart(10) + times.map((time) => time.padStart(14)).join("");
}

/** Runs one row on its engines and prints it; false if one failed or they disagree. */
function demonstrate([name, size, engines]) {
  const label = `${name}(${size})`;
  const file = sourceFile({ name }, "ruff");
  const results = engines.map((engine) => run(engine, file, size));
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
  console.log(
    "Recursive functions on each engine. Times are whole runs: start-up and compilation included.\n",
  );
  console.log(line("", "answer", ENGINES));
  return ROWS.every(demonstrate);
}

if (!existsSync(cli)) {
  fail("nothing is built yet: run `npm run setup`");
} else if (demonstrateAll()) {
  console.log(`
The engines agree.${hasNative ? "" : " Native code is off here: `node dist/bin/ruff.cjs doctor` says why."} Where to look next:

  node dist/bin/ruff.cjs run examples/hello.ruff     run a script
  npm test                                          the tests
  npm run bench -- --only=fib                       Ruff against Node and others; benchmarks/README.md
  docs/architecture.md                              how it works

and inside the JIT, with fib="benchmarks/programs/fib/fib.ruff 32":

  node dist/bin/ruff.cjs run --jit-report $fib       what became machine code, and why not
  DEBUG_JIT_IR=1 node dist/bin/ruff.cjs run $fib     its LLVM IR (=opt optimised, =asm assembly)`);
}
