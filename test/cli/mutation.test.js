/**
 * Damaged programs run to diagnostics, errors or their end, alike on all engines: never to a host's exception, a
 * crash, or a command that does not come back from reading them.
 *
 * `RUFF_MUTANTS=10000` damages that many, `RUFF_MUTANT_SEED=7` others.
 */

import { fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import test from "ava";
import { randomFrom } from "../random.js";
import { damaged } from "./damage.js";
import { EXAMPLES, folder, hasNative } from "./support.js";

const ROUNDS = Number(process.env.RUFF_MUTANTS ?? 800);
const SEED = Number(process.env.RUFF_MUTANT_SEED ?? 20);
/** Machine code takes time to be made: every so many programs get it. */
const NATIVE_EVERY = 8;
/** Damage can make a loop endless: such a program is given up, in milliseconds. */
const PATIENCE = 2500;
/** One that is being read and compiled must come to an end. */
const READING = 20_000;
const MOST_GIVEN_UP = 0.02;
/** Exit codes after which stderr tells why, unless the program has chosen its code itself. */
const ERRORS = new Set([3, 4, 5]);
const EXITS = /\bexit\(/;
/** Damaged paths could be those of anything. */
const WRITES_FILES = /\b(write_file|append_file)\b/;

const CASES = new URL("../cases/", import.meta.url);

function sources() {
  const inside = (directory) =>
    readdirSync(directory, { recursive: true })
      .filter((name) => name.endsWith(".ruff"))
      .sort()
      .map((name) => readFileSync(new URL(name, directory), "utf8"));
  return [...inside(EXAMPLES), ...inside(CASES)].filter((text) => !WRITES_FILES.test(text));
}

const TOO_DEEP = "Maximum call stack depth exceeded";

/** How deep endless recursion goes, and so where it ends and what is done then, is each engine's own. */
function isEndless(text, { out, err }) {
  return [text, out, err].some((part) => part.includes(TOO_DEEP));
}

const comparable = ({ code, out, err }) => ({ code, out, err });

/** A process that is replaced when it does not answer. */
class Runner {
  child = null;
  /** Messages that nobody has waited for yet. */
  answers = [];
  answered = () => {};

  constructor(path) {
    this.path = path;
  }

  start() {
    this.child = fork(new URL("mutant-process.js", import.meta.url), {
      execArgv: ["--stack-size=7000", "--max-old-space-size=500"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.answers = [];
    const take = (message) => {
      this.answers.push(message);
      this.answered();
    };
    this.child.on("message", take);
    this.child.on("exit", (code, signal) => take({ crash: `${code ?? signal}` }));
  }

  /** The next message; null if none comes in time. */
  async answer(patience) {
    if (this.answers.length === 0)
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, patience);
        this.answered = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return this.answers.shift() ?? null;
  }

  /** What became of the program: a crash, the check alone if it had to be given up, or all of it. */
  async run(bytes, engines) {
    if (this.child === null) this.start();
    this.child.send({ path: this.path, bytes: bytes.toString("base64"), engines });
    const read = (await this.answer(READING)) ?? { crash: "it is read without end" };
    const ran = read.crash ? null : await this.answer(PATIENCE * engines.length);
    if (read.crash || ran === null || ran.crash) await this.close();
    return { ...read, ...ran };
  }

  async close() {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await closed;
  }
}

test("damaged programs", async (t) => {
  t.timeout(3_600_000);
  const programs = sources();
  const runner = new Runner(join(folder(t), "m.ruff"));
  t.teardown(() => runner.close());
  const random = randomFrom(SEED);
  const ends = { 0: 0, 3: 0, 4: 0, 5: 0 };
  const problems = [];
  let givenUp = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(programs[random(programs.length)], random);
    const text = bytes.toString();
    const native = hasNative && round % NATIVE_EVERY === 0 ? ["native"] : [];
    const { crash, checked, results } = await runner.run(bytes, ["interpreter", "baseline", ...native]);
    const report = (problem) => problems.push(`${problem}\n\n${text}`);
    if (crash) report(`crash: ${crash}`);
    else if (checked.defect) report(checked.defect);
    if (crash) continue;
    if (!results) {
      givenUp++;
      continue;
    }
    const [first, ...others] = results;
    ends[first.code] = (ends[first.code] ?? 0) + 1;
    for (const { defect, engine } of results) if (defect) report(`${engine}: ${defect}`);
    for (const other of others)
      if (!isEndless(text, other) && !isDeepStrictEqual(comparable(other), comparable(first)))
        report(`${other.engine}: ${JSON.stringify([comparable(other), comparable(first)], null, 2)}`);
    if (first.code === 3 && checked.code !== 3 && !EXITS.test(text))
      report(`check ends with ${checked.code}`);
    if (ERRORS.has(first.code) && first.err === "" && !EXITS.test(text)) report("no report of an error");
  }
  t.log(`given up: ${givenUp}; ends: ${JSON.stringify(ends)}`);
  t.deepEqual(problems, []);
  t.true(givenUp <= ROUNDS * MOST_GIVEN_UP, `${givenUp} programs had to be given up`);
  for (const code of [0, 3, 4]) t.true(ends[code] > ROUNDS / 100, JSON.stringify(ends));
});
