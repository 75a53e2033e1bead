/** Accuses src-ts/native/worth.ts: entries that do not pay are withdrawn, by a clock made for the test. */

import test from "ava";
import { ENTER, Worth } from "../../dist/native/worth.js";

/** Makes calls whose costs are in milliseconds; returns how many of them entered machine code. */
function simulate(worth, clock, calls, { baseline, inside, outside }) {
  let budget = 0;
  let entered = 0;
  for (let call = 0; call < calls; call++) {
    const left = --budget < 0 ? worth.decide() : budget;
    if (left === ENTER) {
      budget = 0;
      entered++;
      clock.now += inside + outside;
      if (worth.wantsTime()) worth.note(inside, outside);
    } else {
      budget = left;
      clock.now += baseline;
    }
  }
  return entered;
}

function start(isRecursive = false) {
  const clock = { now: 0 };
  return { clock, worth: new Worth(isRecursive, () => clock.now) };
}

const CALLS = 1_000_000;

test("long runs are not tried", (t) => {
  const { worth, clock } = start();
  t.is(simulate(worth, clock, CALLS, { baseline: 0.001, inside: 0.01, outside: 0.0001 }), CALLS);
});

test("short runs that are faster in machine code stay, and are tried rarely", (t) => {
  const { worth, clock } = start();
  const entered = simulate(worth, clock, CALLS, { baseline: 0.0008, inside: 0.0001, outside: 0.0001 });
  t.true(entered > 0.9 * CALLS, String(entered));
  t.false(worth.withdrawn);
});

test("short runs that are slower in machine code are withdrawn", (t) => {
  const { worth, clock } = start();
  const entered = simulate(worth, clock, CALLS, { baseline: 0.0001, inside: 0.0001, outside: 0.0001 });
  t.true(entered < 0.1 * CALLS, String(entered));
  t.true(worth.withdrawn);
});

test("runs to which the way is longer than the work are withdrawn", (t) => {
  const { worth, clock } = start();
  const entered = simulate(worth, clock, CALLS / 10, { baseline: 0.003, inside: 0.002, outside: 0.03 });
  t.true(entered < 0.01 * CALLS, String(entered));
  t.true(worth.withdrawn);
});

test("runs to which the way takes milliseconds are withdrawn after a few", (t) => {
  const { worth, clock } = start();
  const entered = simulate(worth, clock, CALLS / 10, { baseline: 0.01, inside: 0.001, outside: 20 });
  t.true(entered < 12, String(entered));
  t.true(worth.withdrawn);
});

test("one run in the baseline tells enough where that takes tens of milliseconds", (t) => {
  const { worth, clock } = start();
  const entered = simulate(worth, clock, 1000, { baseline: 80, inside: 1, outside: 2.5 });
  t.true(entered >= 995, String(entered));
  t.false(worth.withdrawn);
});

test("what was withdrawn gets another chance when its runs are longer", (t) => {
  const { worth, clock } = start();
  simulate(worth, clock, 3 * CALLS, { baseline: 0.00002, inside: 0.00005, outside: 0.00006 });
  t.true(worth.withdrawn);
  simulate(worth, clock, CALLS, { baseline: 0.002, inside: 0.0003, outside: 0.00006 });
  t.false(worth.withdrawn);
});

test("recursions, whose calls the baseline counts one by one, stay unless the way is long", (t) => {
  const long = start(true);
  t.is(simulate(long.worth, long.clock, CALLS, { baseline: 0.00001, inside: 0.001, outside: 0.0002 }), CALLS);
  const { worth, clock } = start(true);
  const entered = simulate(worth, clock, CALLS, { baseline: 0.00001, inside: 0.00001, outside: 0.0002 });
  t.true(entered < 0.1 * CALLS, String(entered));
});

test("one very long run in the baseline is given up in its middle", (t) => {
  const { worth, clock } = start();
  while (!worth.isTrying) simulate(worth, clock, 1, { baseline: 0, inside: 1, outside: 3 });
  clock.now += 10;
  t.false(worth.isOverdue());
  clock.now += 20;
  t.true(worth.isOverdue());
  t.false(worth.isTrying);
  t.false(worth.withdrawn);
});
