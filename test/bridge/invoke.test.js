// Accuses native/machine.cc, engine.cc and unit_memory.cc: entries, their lives and deaths.

import { bridge, compile, doubler, errorOf, frame, invoke, native } from "./support.js";

native("addresses are those that machine code sees", (t) => {
  const buffer = new ArrayBuffer(64);
  const { entries } = compile(`
    define void @entry(i64* %frame) {
      %slot = getelementptr i64, i64* %frame, i64 1
      %address = load i64, i64* %slot
      %pointer = inttoptr i64 %address to i64*
      %mine = ptrtoint i64* %frame to i64
      store i64 %mine, i64* %pointer
      ret void
    }`);
  invoke(entries[0], bridge.addressOf(buffer));
  t.is(Number(new BigInt64Array(buffer)[0]), bridge.addressOf(frame));
});

native("a released unit's entries are stale, again and again", (t) => {
  const { unit, entries } = compile(doubler(0));
  t.is(invoke(entries[0], 3).value, 6n);
  t.true(bridge.release(unit));
  for (let i = 0; i < 3; i++) {
    const error = errorOf(() => invoke(entries[0], 3));
    t.is(error.code, "STALE_ENTRY");
    t.is(error.message, "no such entry, or its unit was released");
  }
  t.false(bridge.release(unit));
  t.not(compile(doubler(0)).entries[0], entries[0]);
});

native("entries that never were are stale", (t) => {
  for (const entry of [-1, 1_000_000, 2 ** 31 - 1, -(2 ** 31)]) {
    t.is(errorOf(() => invoke(entry)).code, "STALE_ENTRY");
  }
  t.false(bridge.release(-1));
  t.false(bridge.release(123_456));
});

native("units come and go by the hundred", (t) => {
  const live = [];
  for (let i = 0; i < 300; i++) {
    live.push({ i, ...compile(doubler(i)) });
    if (live.length > 20) {
      const [old] = live.splice((i * 7) % 20, 1);
      t.is(invoke(old.entries[0], 1).value, BigInt(old.i + 2));
      t.true(bridge.release(old.unit));
    }
  }
  for (const { i, entries, unit } of live) {
    t.is(invoke(entries[0], 1).value, BigInt(i + 2));
    t.true(bridge.release(unit));
  }
});

native("a unit compiles and runs where JavaScript's stack ends", (t) => {
  let result;
  // Each frame on the way back tries once more, until there is just enough room for the call.
  function descend(depth) {
    try {
      descend(depth + 1);
    } catch (error) {
      if (result || !(error instanceof RangeError)) throw error;
      const { entries } = compile(doubler(depth));
      result = { depth, ...invoke(entries[0], 1) };
    }
  }
  descend(0);
  t.true(result.depth > 1000);
  t.is(result.value, BigInt(result.depth + 2));
});
