/** Damaged examples run to diagnostics, errors or their end, alike on both engines: never to a host's exception. */

import { readdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import test from "ava";
import { randomFrom } from "../random.js";
import { EXAMPLES, example } from "./support.js";

const ROUNDS = 2000;
/** Damage can make a loop endless: such a program is given up, in milliseconds. */
const PATIENCE = 1500;
const MOST_GIVEN_UP = 12;

const SCRAPS = [..."(){}[]\"'\\#\n;:,.=<>!+-*/%&|?0129x_é", "${", ":=", "func ", "return ", "if ", "in "];
SCRAPS.push(
  "for ",
  "while ",
  "try ",
  "except ",
  "null",
  "1.5",
  "9223372036854775807",
  "-1",
  "&&",
  "|>",
  "??",
);
const SCRAP_COUNT = SCRAPS.length;

function damage(text, random) {
  const at = random(text.length + 1);
  const length = 1 + random(12);
  const part = text.slice(at, at + length);
  const other = random(text.length + 1);
  const edits = [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + part + text.slice(at),
    () => text.slice(0, at) + SCRAPS[random(SCRAP_COUNT)] + text.slice(at),
    () => text.slice(0, at) + SCRAPS[random(SCRAP_COUNT)] + text.slice(at + 1),
    () =>
      text.slice(0, at) +
      String.fromCharCode((text.charCodeAt(at) || 32) ^ (1 << random(7))) +
      text.slice(at + 1),
    () => text.slice(0, at) + text.slice(other, other + length) + text.slice(at + length),
    () => text.slice(0, at),
  ];
  return edits[random(random(10) === 0 ? 7 : 6)]();
}

/** How deep endless recursion goes is each engine's own. */
function comparable({ code, out, err }) {
  const endless = err.includes("Maximum call stack depth exceeded");
  return { code, out, err: endless ? err.split("\n", 2) : err };
}

/** A worker that is replaced when it does not answer. */
class Runner {
  worker = null;
  answered = () => {};

  start() {
    this.worker = new Worker(new URL("mutant-worker.js", import.meta.url), {
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 400 },
    });
    this.worker.on("message", (message) => this.answered(message));
    this.worker.on("error", () => this.answered(null));
  }

  /** What became of the program; null if it had to be given up. */
  async run(text) {
    if (this.worker === null) this.start();
    const answer = await new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE, null);
      this.answered = (message) => {
        clearTimeout(timer);
        resolve(message);
      };
      this.worker.postMessage(text);
    });
    if (answer === null) await this.close();
    return answer;
  }

  async close() {
    await this.worker?.terminate();
    this.worker = null;
  }
}

test("damaged examples", async (t) => {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith(".ruff"));
  const runner = new Runner();
  t.teardown(() => runner.close());
  const random = randomFrom(20);
  const ends = { 0: 0, 3: 0, 4: 0 };
  let givenUp = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let text = example(names[round % names.length]);
    for (let edits = random(3); edits >= 0; edits--) text = damage(text, random);
    const result = await runner.run(text);
    if (result === null) givenUp++;
    else {
      const { interpreter, baseline } = result;
      ends[baseline.code]++;
      if (interpreter.defect ?? baseline.defect)
        return t.fail(`${interpreter.defect ?? baseline.defect}\n\n${text}`);
      t.deepEqual(comparable(interpreter), comparable(baseline), text);
      if (baseline.code === 3 || baseline.code === 4) t.regex(baseline.err, /^\[RUF/, text);
    }
  }
  t.log(`given up: ${givenUp}; ends: ${JSON.stringify(ends)}`);
  t.true(givenUp <= MOST_GIVEN_UP, `${givenUp} programs had to be given up`);
  for (const count of Object.values(ends)) t.true(count > ROUNDS / 100, JSON.stringify(ends));
});
