// Accuses native/heap*.cc, external_buffer.cc and the helpers heap_allocate, heap_allocate_plain: what
// machine code allocates, what collections keep, and how the host gets it.

import { execFileSync } from "node:child_process";
import test from "ava";
import { bridge, compile, debugInfo, errorOf, frame, fullTrace, invoke, native } from "./support.js";

const MIB = 2 ** 20;
const LIMIT = 1024 * MIB;
const SYMBOLS = ["exit_to_host", "heap_allocate", "heap_allocate_plain"];
const slots = new BigInt64Array(frame);
const heapUsed = () => new Float64Array(frame)[511];

test.afterEach(() => {
  bridge?.heapReset();
  bridge?.setRoots([]);
  bridge?.setHeapLimit(LIMIT);
});

/**
 * A unit with these functions: @garbage(n, bytes) allocates and forgets, @hide(x) is x for certain, but
 * LLVM does not know. Nothing is inlined into the functions that hold on to blocks.
 */
const unit = (body) =>
  compile(
    `
  declare void @exit_to_host(i32)
  declare noalias i8* @heap_allocate(i64, i32)
  declare noalias i8* @heap_allocate_plain(i64, i32)

  define internal i64 @hide(i64 %x) alwaysinline {
    %y = call i64 asm sideeffect "", "=r,0"(i64 %x)
    ret i64 %y
  }
  define internal i64 @block(i64 %bytes) alwaysinline {
    %p = call i8* @heap_allocate(i64 %bytes, i32 7)
    %x = ptrtoint i8* %p to i64
    ret i64 %x
  }
  define internal i64 @plain(i64 %bytes) alwaysinline {
    %p = call i8* @heap_allocate_plain(i64 %bytes, i32 8)
    %x = ptrtoint i8* %p to i64
    ret i64 %x
  }
  define internal void @put(i64 %address, i64 %value) alwaysinline {
    %p = inttoptr i64 %address to i64*
    store volatile i64 %value, i64* %p
    ret void
  }
  define internal i64 @get(i64 %address) alwaysinline {
    %p = inttoptr i64 %address to i64*
    %x = load volatile i64, i64* %p
    ret i64 %x
  }
  define internal void @garbage(i64 %n, i64 %bytes) noinline {
  entry:
    br label %loop
  loop:
    %i = phi i64 [ 0, %entry ], [ %j, %loop ]
    %x = call i64 @block(i64 %bytes)
    call void @put(i64 %x, i64 -1)
    %j = add i64 %i, 1
    %more = icmp slt i64 %j, %n
    br i1 %more, label %loop, label %end
  end:
    ret void
  }
  ${body}`,
    ["entry"],
    SYMBOLS,
  ).entries[0];

/** An entry with its arguments loaded from the frame as %a, %b, %c and slot 1 set to what @main returns. */
const entryOf = (main) =>
  unit(`
  define internal i64 @main(i64 %frame, i64 %a, i64 %b, i64 %c) noinline {
    ${main}
  }
  define void @entry(i64* %frame) {
    %slot1 = getelementptr i64, i64* %frame, i64 1
    %slot2 = getelementptr i64, i64* %frame, i64 2
    %slot3 = getelementptr i64, i64* %frame, i64 3
    %a = load i64, i64* %slot1
    %b = load i64, i64* %slot2
    %c = load i64, i64* %slot3
    %address = ptrtoint i64* %frame to i64
    %r = call i64 @main(i64 %address, i64 %a, i64 %b, i64 %c)
    store i64 %r, i64* %slot1
    ret void
  }`);

/** Returns the address of a block of %a bytes, plain if %b is not 0. */
const allocation = () =>
  entryOf(`
    %isPlain = icmp ne i64 %b, 0
    br i1 %isPlain, label %one, label %other
  one:
    %x = call i64 @plain(i64 %a)
    ret i64 %x
  other:
    %y = call i64 @block(i64 %a)
    ret i64 %y`);

/**
 * Builds a list of %a nodes, { next, number }, with %b garbage blocks of %c bytes after each; then
 * walks it and returns the sum of the numbers.
 */
const list = () =>
  entryOf(`
    br label %build
  build:
    %i = phi i64 [ 0, %0 ], [ %j, %build ]
    %head = phi i64 [ 0, %0 ], [ %node, %build ]
    %node = call i64 @block(i64 32)
    call void @put(i64 %node, i64 %head)
    %number = add i64 %node, 8
    call void @put(i64 %number, i64 %i)
    call void @garbage(i64 %b, i64 %c)
    %j = add i64 %i, 1
    %more = icmp slt i64 %j, %a
    br i1 %more, label %build, label %walk
  walk:
    %at = phi i64 [ %node, %build ], [ %next, %walk ]
    %sum = phi i64 [ 0, %build ], [ %sum2, %walk ]
    %place = add i64 %at, 8
    %value = call i64 @get(i64 %place)
    %sum2 = add i64 %sum, %value
    %next = call i64 @get(i64 %at)
    %end = icmp eq i64 %next, 0
    br i1 %end, label %done, label %walk
  done:
    ret i64 %sum2`);

const sumBelow = (n) => (BigInt(n) * BigInt(n - 1)) / 2n;
const collections = () => bridge.heapStatistics().collections;

native("blocks are zeroed, aligned, apart from each other and as large as asked", (t) => {
  const entry = allocation();
  const seen = [];
  for (let round = 0; round < 2; round++) {
    for (const bytes of [
      0,
      1,
      16,
      17,
      32,
      100,
      128,
      129,
      160,
      161,
      1000,
      4096,
      8191,
      8192,
      8193,
      10_000,
      MIB,
    ]) {
      for (const plain of [0, 1]) {
        const { status, value } = invoke(entry, bytes, plain);
        t.is(status, 0);
        t.is(value % 16n, 0n);
        const begin = Number(value);
        t.true(seen.every((other) => begin >= other.end || begin + bytes <= other.begin));
        seen.push({ begin, end: begin + Math.max(bytes, 1) });
        const copy = new ArrayBuffer(bytes);
        bridge.copyOut(begin, bytes, copy, 0);
        t.true(new Uint8Array(copy).every((byte) => byte === 0));
      }
    }
  }
  t.is(bridge.heapStatistics().blocks, seen.length);
});

native("recycled blocks are zeroed", (t) => {
  const entry = entryOf(`
    br label %loop
  loop:
    %i = phi i64 [ 0, %0 ], [ %j, %next ]
    %x = call i64 @block(i64 %b)
    %last = sub i64 %b, 8
    %y = add i64 %x, %last
    %v = call i64 @get(i64 %x)
    %w = call i64 @get(i64 %y)
    %both = or i64 %v, %w
    %dirty = icmp ne i64 %both, 0
    br i1 %dirty, label %end, label %next
  next:
    call void @put(i64 %x, i64 -1)
    call void @put(i64 %y, i64 -1)
    %j = add i64 %i, 1
    %more = icmp slt i64 %j, %a
    br i1 %more, label %loop, label %end
  end:
    ret i64 %both`);
  for (const bytes of [32, 1000, 100_000]) {
    for (let i = 0; i < 3; i++) {
      t.deepEqual(invoke(entry, Math.ceil((100 * MIB) / bytes), bytes), { status: 0, value: 0n });
      bridge.heapReset();
    }
  }
});

native("a structure on the stack survives collections, garbage does not", (t) => {
  const entry = list();
  bridge.setHeapLimit(100 * MIB);
  for (const [nodes, count, bytes] of [
    [2000, 1000, 200],
    [100_000, 100, 40],
    [1000, 50, 10_000],
    [500, 2, MIB],
  ]) {
    const before = collections();
    t.deepEqual(invoke(entry, nodes, count, bytes), { status: 0, value: sumBelow(nodes) });
    t.true(collections() >= before + 3);
    t.true(bridge.heapStatistics().bytes <= 100 * MIB);
    bridge.heapReset();
  }
});

native("a list of millions is marked without recursion", (t) => {
  const before = collections();
  t.deepEqual(invoke(list(), 3_000_000, 1, 32), { status: 0, value: sumBelow(3_000_000) });
  t.true(collections() > before);
});

native("a tree of blocks of all sizes survives", (t) => {
  // Node of depth d: { left, right }, of 16 + 24 * d * d bytes.
  const entry = unit(`
  define internal i64 @tree(i64 %depth) noinline {
    %square = mul i64 %depth, %depth
    %more = mul i64 %square, 24
    %bytes = add i64 %more, 16
    %node = call i64 @block(i64 %bytes)
    %isLeaf = icmp eq i64 %depth, 0
    br i1 %isLeaf, label %end, label %inner
  inner:
    %below = sub i64 %depth, 1
    %left = call i64 @tree(i64 %below)
    call void @put(i64 %node, i64 %left)
    %right = call i64 @tree(i64 %below)
    %place = add i64 %node, 8
    call void @put(i64 %place, i64 %right)
    call void @garbage(i64 2, i64 %bytes)
    ret i64 %node
  end:
    ret i64 %node
  }
  define internal i64 @count(i64 %node) noinline {
    %left = call i64 @get(i64 %node)
    %isLeaf = icmp eq i64 %left, 0
    br i1 %isLeaf, label %end, label %inner
  inner:
    %place = add i64 %node, 8
    %right = call i64 @get(i64 %place)
    %a = call i64 @count(i64 %left)
    %b = call i64 @count(i64 %right)
    %c = add i64 %a, %b
    %d = add i64 %c, 1
    ret i64 %d
  end:
    ret i64 1
  }
  define void @entry(i64* %frame) {
    %slot = getelementptr i64, i64* %frame, i64 1
    %depth = load i64, i64* %slot
    %root = call i64 @tree(i64 %depth)
    call void @garbage(i64 100000, i64 2000)
    %n = call i64 @count(i64 %root)
    store i64 %n, i64* %slot
    ret void
  }`);
  const before = collections();
  t.deepEqual(invoke(entry, 19), { status: 0, value: 2n ** 20n - 1n });
  t.true(collections() > before + 2);
});

/** Keeps only %x + %b of a block at %x of %a bytes, %b possibly negative, during collections. */
const displaced = () =>
  entryOf(`
    %x = call i64 @block(i64 %a)
    call void @put(i64 %x, i64 4711)
    %y = add i64 %x, %b
    %kept = call i64 @hide(i64 %y)
    call void @garbage(i64 3000000, i64 %c)
    %z = sub i64 %kept, %b
    %v = call i64 @get(i64 %z)
    ret i64 %v`);

native("a pointer into a block keeps it", (t) => {
  const entry = displaced();
  for (const bytes of [32, 4096, 100_000]) {
    for (const displacement of [1, 8, bytes / 2, bytes - 1]) {
      t.deepEqual(invoke(entry, bytes, displacement, 32), { status: 0, value: 4711n });
    }
  }
});

native("on the stack, a pointer up to 16 bytes outside keeps a block, too", (t) => {
  const entry = displaced();
  for (const bytes of [16, 32, 4096, 100_000]) {
    for (const displacement of [-16, -8, bytes, bytes + 8]) {
      t.deepEqual(invoke(entry, bytes, displacement, Math.min(bytes, 64)), { status: 0, value: 4711n });
    }
  }
});

native("what only the frame points to survives", (t) => {
  const entry = entryOf(`
    %place = add i64 %frame, 4080
    %x = call i64 @plain(i64 %a)
    call void @put(i64 %x, i64 4711)
    call void @put(i64 %place, i64 %x)
    call void @garbage(i64 3000000, i64 32)
    call void @garbage(i64 3000, i64 100000)
    %y = call i64 @get(i64 %place)
    %v = call i64 @get(i64 %y)
    ret i64 %v`);
  for (const bytes of [32, 100_000]) {
    t.deepEqual(invoke(entry, bytes), { status: 0, value: 4711n });
  }
});

/** Puts %b blocks of %c bytes into the places from %a on, then makes 100 MB of garbage. */
const spread = () =>
  entryOf(`
    br label %loop
  loop:
    %i = phi i64 [ 0, %0 ], [ %j, %loop ]
    %x = call i64 @block(i64 %c)
    call void @put(i64 %x, i64 %i)
    %offset = mul i64 %i, 8
    %place = add i64 %a, %offset
    call void @put(i64 %place, i64 %x)
    %j = add i64 %i, 1
    %more = icmp slt i64 %j, %b
    br i1 %more, label %loop, label %end
  end:
    call void @garbage(i64 3000000, i64 32)
    ret i64 0`);

native("what the host's roots point to survives, and nothing else", (t) => {
  const entry = spread();
  const count = 50_000;
  const buffer = new ArrayBuffer(count * 8);
  const address = bridge.addressOf(buffer);
  for (const bytes of [48, 9000]) {
    bridge.setHeapLimit(LIMIT);
    bridge.setRoots([address, 8000, address + 16_000, buffer.byteLength - 16_000]);
    t.is(invoke(entry, address, count, bytes).status, 0);
    const pointers = new BigInt64Array(buffer);
    const word = new BigInt64Array(1);
    for (const i of [0, 999, 2000, 20_000, count - 1]) {
      bridge.copyOut(Number(pointers[i]), 8, word.buffer, 0);
      t.is(word[0], BigInt(i));
    }
    const before = bridge.heapStatistics().bytes;
    t.true(before >= (count - 1000) * bytes);
    bridge.setRoots(new Float64Array(0));
    bridge.setHeapLimit(before);
    t.is(invoke(entry, address, 1, bytes).status, 0);
    if (bytes === 9000) t.true(bridge.heapStatistics().bytes < before / 2);
    bridge.heapReset();
  }
});

native("plain blocks are not searched", (t) => {
  // A list of %a nodes { next, other }; other is a plain block that points to a block of 1 MiB.
  const entry = entryOf(`
    br label %loop
  loop:
    %i = phi i64 [ 0, %0 ], [ %j, %loop ]
    %head = phi i64 [ 0, %0 ], [ %node, %loop ]
    %node = call i64 @block(i64 32)
    call void @put(i64 %node, i64 %head)
    %plain = call i64 @plain(i64 32)
    %place = add i64 %node, 8
    call void @put(i64 %place, i64 %plain)
    %large = call i64 @block(i64 1048576)
    call void @put(i64 %plain, i64 %large)
    %j = add i64 %i, 1
    %more = icmp slt i64 %j, %a
    br i1 %more, label %loop, label %end
  end:
    ret i64 %node`);
  bridge.setHeapLimit(100 * MIB);
  t.is(invoke(entry, 1000).status, 0);
  t.true(bridge.heapStatistics().blocks >= 2000);
});

native("the limit ends the run with the given code and a trace", (t) => {
  const { entries } = compile(
    `
    declare noalias i8* @heap_allocate(i64, i32)
    declare noalias i8* @heap_allocate_plain(i64, i32)
    define internal void @grow(i64* %frame, i64 %bytes) noinline !dbg !10 {
    entry:
      br label %loop
    loop:
      %last = phi i8* [ null, %entry ], [ %p, %loop ]
      %p = call i8* @heap_allocate(i64 %bytes, i32 41), !dbg !20
      %w = bitcast i8* %p to i8**
      store i8* %last, i8** %w
      br label %loop
    }
    define internal void @huge(i64 %bytes) noinline !dbg !11 {
      %p = notail call i8* @heap_allocate_plain(i64 %bytes, i32 42), !dbg !21
      ret void
    }
    define void @entry(i64* %frame) !dbg !12 {
      %slot = getelementptr i64, i64* %frame, i64 1
      %bytes = load i64, i64* %slot
      %large = icmp ugt i64 %bytes, 10000000
      br i1 %large, label %one, label %other
    one:
      notail call void @huge(i64 %bytes), !dbg !22
      ret void
    other:
      call void @grow(i64* %frame, i64 %bytes), !dbg !23
      ret void
    }
    ${debugInfo("grow", "huge", "main")}
    !20 = !DILocation(line: 11, column: 1, scope: !10)
    !21 = !DILocation(line: 21, column: 2, scope: !11)
    !22 = !DILocation(line: 31, column: 3, scope: !12)
    !23 = !DILocation(line: 32, column: 4, scope: !12)`,
    ["entry"],
    SYMBOLS,
  );
  const [entry] = entries;
  const lines = () => fullTrace().map(([{ function: name, line }]) => `${name}:${line}`);
  for (const bytes of [32, 5000, 20_000]) {
    for (const limit of [MIB, 100 * MIB]) {
      bridge.setHeapLimit(limit);
      t.is(invoke(entry, bytes).status, 41);
      t.deepEqual(lines(), ["grow:11", "main:32"]);
      const used = bridge.heapStatistics().bytes;
      t.true(used <= limit && used >= limit - 32_768, `${used} of ${limit}`);
      bridge.heapReset();
    }
  }
  for (const bytes of [-1, 2 ** 41, 101 * MIB, -(2n ** 63n), 2n ** 63n - 1n]) {
    t.is(invoke(entry, bytes).status, 42);
    t.deepEqual(lines(), ["huge:21", "main:31"]);
  }
  t.is(heapUsed(), 0);
  bridge.setHeapLimit(2 ** 40);
  t.is(invoke(entry, 2 ** 30).status, 0);
});

/** A block of %a bytes with 1, 2, 3, ... in its words, at the end an exit if %b is not 0. */
const counted = () =>
  entryOf(`
    %x = call i64 @plain(i64 %a)
    br label %loop
  loop:
    %i = phi i64 [ 0, %0 ], [ %j, %loop ]
    %j = add i64 %i, 1
    %offset = mul i64 %i, 8
    %place = add i64 %x, %offset
    call void @put(i64 %place, i64 %j)
    %next = mul i64 %j, 8
    %more = icmp slt i64 %next, %a
    br i1 %more, label %loop, label %end
  end:
    %slot = add i64 %frame, 8
    call void @put(i64 %slot, i64 %x)
    %fails = icmp ne i64 %b, 0
    br i1 %fails, label %exit, label %fine
  exit:
    call void @exit_to_host(i32 99)
    unreachable
  fine:
    ret i64 %x`);

native("adopted blocks are buffers that outlive the heap", (t) => {
  const entry = counted();
  for (const bytes of [8, 32, 4096, 8192, 8200, 100_000, 10 * MIB]) {
    for (const fails of [0, 1]) {
      const { status, value } = invoke(entry, bytes, fails);
      t.is(status, fails * 99);
      const before = bridge.heapStatistics().blocks;
      const buffer = bridge.adopt(Number(value), bytes);
      t.is(bridge.heapStatistics().blocks, before - 1);
      t.is(errorOf(() => bridge.adopt(Number(value), bytes)).code, "BRIDGE_ARGUMENT");
      bridge.heapReset();
      invoke(entry, bytes, 0);
      t.true(buffer instanceof ArrayBuffer);
      t.is(buffer.byteLength, bytes);
      const words = new BigInt64Array(buffer);
      t.true(words.every((word, i) => word === BigInt(i + 1)));
      words.fill(-1n);
    }
  }
});

native("large blocks are adopted without copying, small ones are copied", (t) => {
  const entry = counted();
  for (const [bytes, same] of [
    [32, false],
    [8192, false],
    [8193, true],
    [MIB, true],
  ]) {
    const { value } = invoke(entry, bytes);
    t.is(bridge.addressOf(bridge.adopt(Number(value), bytes)) === Number(value), same);
  }
});

native("a part of a block can be adopted, more than a block cannot", (t) => {
  const entry = counted();
  for (const bytes of [64, 100_000]) {
    const { value } = invoke(entry, bytes);
    const address = Number(value);
    const refuses = (...args) =>
      t.is(
        errorOf(() => bridge.adopt(...args)).message,
        "no block of the heap begins there, or it is smaller",
      );
    refuses(address, bytes + 1);
    refuses(address, 2 ** 50);
    refuses(address + 16, 1);
    refuses(address - 16, 1);
    refuses(bridge.addressOf(frame), 1);
    refuses(0, 0);
    t.deepEqual(new BigInt64Array(bridge.adopt(address, 16)), BigInt64Array.of(1n, 2n));
  }
  t.is(bridge.adopt(Number(invoke(entry, 100_000).value), 0).byteLength, 0);
});

native("many blocks are adopted one by one, between runs, too", (t) => {
  const entry = counted();
  const buffers = [];
  const addresses = [];
  for (let i = 0; i < 2000; i++) {
    addresses.push(Number(invoke(entry, 10_000 + i).value));
    if (i % 3 === 0) buffers.push(bridge.adopt(addresses.splice(Math.floor(addresses.length / 2), 1)[0], 80));
  }
  for (const address of addresses) buffers.push(bridge.adopt(address, 80));
  t.is(bridge.heapStatistics().blocks, 0);
  t.true(buffers.every((buffer) => new BigInt64Array(buffer)[9] === 10n));
});

native("copyOut reads headers, a whole table at once", (t) => {
  const { value } = invoke(counted(), 64);
  const target = new ArrayBuffer(80);
  bridge.copyOut(Number(value), 64, target, 8);
  t.deepEqual([...new BigInt64Array(target)], [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 0n]);
  bridge.copyOut(Number(value) + 56, 8, target, 72);
  t.is(new BigInt64Array(target)[9], 8n);
  bridge.copyOut(0, 0, target, 80);
});

native("wrong arguments are errors", (t) => {
  const buffer = new ArrayBuffer(16);
  for (const action of [
    () => bridge.adopt(-1, 8),
    () => bridge.adopt(16, 0.5),
    () => bridge.adopt(1n, 8),
    () => bridge.copyOut(bridge.addressOf(buffer), 17, new ArrayBuffer(16), 0),
    () => bridge.copyOut(bridge.addressOf(buffer), 16, new ArrayBuffer(16), 1),
    () => bridge.copyOut(bridge.addressOf(buffer), 16, new Uint8Array(16), 0),
    () => bridge.copyOut(bridge.addressOf(buffer), -1, new ArrayBuffer(16), 1),
    () => bridge.setRoots([1]),
    () => bridge.setRoots([1, -8]),
    () => bridge.setHeapLimit(Number.NaN),
  ]) {
    t.is(errorOf(action).code, "BRIDGE_ARGUMENT");
  }
});

native("the frame tells whether the heap is in use", (t) => {
  const entry = allocation();
  t.is(invoke(list(), 1, 0, 32).status, 0);
  t.true(heapUsed() >= 32);
  bridge.heapReset();
  t.deepEqual(
    { ...bridge.heapStatistics(), chunkBytes: 0, collections: 0 },
    { bytes: 0, blocks: 0, chunkBytes: 0, collections: 0 },
  );
  const large = Number(invoke(entry, 100_000).value);
  t.is(heapUsed(), 100_000);
  bridge.adopt(large, 100_000);
  invoke(unit("define void @entry(i64* %frame) { ret void }"));
  t.is(heapUsed(), 0);
});

native("after a reset at most 64 MiB are kept", (t) => {
  t.is(invoke(list(), 3_000_000, 1, 80).status, 0);
  t.true(bridge.heapStatistics().chunkBytes > 100 * MIB);
  bridge.heapReset();
  t.true(bridge.heapStatistics().chunkBytes <= 64 * MIB);
});

native("a million runs that allocate a little are quick and bounded", (t) => {
  const entry = list();
  for (let i = 0; i < 1_000_000; i++) {
    slots[0] = BigInt(entry);
    slots[1] = 3n;
    slots[2] = 1n;
    slots[3] = 200n;
    bridge.invoke();
    bridge.heapReset();
  }
  t.is(slots[1], 3n);
  t.true(bridge.heapStatistics().chunkBytes <= 64 * MIB);
});

/** Runs JavaScript that has `bridge`, `slots` and an entry that returns a block of slot 1's bytes. */
const program = (body) => `
  import { openBridge } from ${JSON.stringify(new URL("../../dist/native/bridge.js", import.meta.url).href)};
  const { bridge } = openBridge();
  const slots = new BigInt64Array(512);
  bridge.useFrame(slots.buffer);
  const options = { name: "test", symbols: ["heap_allocate_plain"], exports: ["entry"] };
  const { entries } = bridge.compile(\`
    declare i8* @heap_allocate_plain(i64, i32)
    define void @entry(i64* %frame) {
      %slot = getelementptr i64, i64* %frame, i64 1
      %bytes = load i64, i64* %slot
      %p = call i8* @heap_allocate_plain(i64 %bytes, i32 7)
      %address = ptrtoint i8* %p to i64
      store i64 %address, i64* %slot
      ret void
    }\`, options);
  const adopt = (bytes) => {
    slots[0] = BigInt(entries[0]);
    slots[1] = BigInt(bytes);
    bridge.invoke();
    return bridge.adopt(Number(slots[1]), bytes);
  };
  ${body}`;

const run = (source) =>
  execFileSync(process.execPath, ["--input-type=module", "-e", source], { encoding: "utf8" });

native("adopted memory comes back while the program never returns to the event loop", (t) => {
  const megabytes = run(
    program(`
      for (let i = 0; i < 200; i++) new Uint8Array(adopt(16 * ${MIB})).fill(1);
      console.log(process.memoryUsage().rss / ${MIB});`),
  );
  t.true(Number(megabytes) < 2000, `${megabytes} MiB`);
});

native("adopted memory outlives the worker's addon", (t) => {
  const source = program(`
    globalThis.kept = Array.from({ length: 10 }, () => adopt(${MIB}));
    (await import("node:worker_threads")).parentPort.postMessage(kept.length);`);
  const output = run(`
    import { Worker } from "node:worker_threads";
    const url = new URL(${JSON.stringify(`data:text/javascript,${encodeURIComponent(source)}`)});
    for (let i = 0; i < 3; i++) {
      await new Promise((done) => new Worker(url).on("message", console.log).on("exit", done));
    }`);
  t.is(output, "10\n10\n10\n");
});
