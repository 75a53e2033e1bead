// npm run demo: runs a few small recursive programs on each engine, checks that the engines agree,
// prints how long each took, and says where to look next.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = "dist/cli/main.js";
const ENGINES = ["interpreter", "baseline", "native"];
const PROGRAMS = ["fib", "tak", "ackermann", "mutual"];

function run(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, answer: stdout.trim(), stderr, ms: performance.now() - start };
}

function runOrStop(args) {
  const result = run(args);
  if (result.status !== 0) {
    console.error(`demo: ruff ${args.join(" ")} failed (exit ${result.status})\n${result.stderr}`);
    process.exit(1);
  }
  return result;
}

/** The call at the end of a demo program, as its title: `print(fib(32))` is `fib(32)`. */
function title(file) {
  return /^print\((.*)\)$/m.exec(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"))[1];
}

function line(cells) {
  const [name, answer, ...times] = cells;
  return `${name.padEnd(26)}${answer.padStart(10)}${times.map((time) => time.padStart(14)).join("")}`;
}

if (!existsSync(new URL(`../${cli}`, import.meta.url))) {
  console.error("demo: nothing is built yet: run `npm run setup`");
  process.exit(1);
}
const hasNative = existsSync(new URL("../build/Release/ruff_native.node", import.meta.url));
const engines = hasNative ? ENGINES : ENGINES.filter((engine) => engine !== "native");

console.log("The same programs on each engine; times are whole runs, start-up and compilation included.\n");
console.log(line(["program", "answer", ...engines]));
for (const program of PROGRAMS) {
  const file = `examples/demo/${program}.ruff`;
  const results = engines.map((engine) => runOrStop(["run", `--engine=${engine}`, file]));
  const [{ answer }] = results;
  console.log(line([title(file), answer, ...results.map(({ ms }) => `${ms.toFixed(0)} ms`)]));
  const other = results.findIndex((result) => result.answer !== answer);
  if (other !== -1) {
    console.error(`demo: ${engines[other]} answered ${results[other].answer}`);
    process.exit(1);
  }
}

console.log(`
${hasNative ? "The answers agree." : "The answers agree. There is no native code on this machine: `node dist/cli/main.js doctor` says why."}
Where to look next:
  node dist/cli/main.js run examples/hello.ruff                      run a script
  node dist/cli/main.js run --jit-report examples/demo/fib.ruff      what was compiled, and why
  DEBUG_JIT_IR=1 node dist/cli/main.js run examples/demo/fib.ruff    the LLVM IR of hot functions
  npm run bench                                                      against Node and gcc
  npm test                                                           the tests
  docs/architecture.md                                               how it works`);
