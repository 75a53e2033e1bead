// Accuses native/stack_switch.cc, machine.cc and symbolizer.cc: the way out of machine code, its
// stack and the backtrace.

import { bridge, compile, debugInfo, frame, fullTrace, invoke, native, recursion } from "./support.js";

const at = (name, line, column) => ({ function: name, file: "test.ruff", line, column });

native("an exit carries a code, and what was stored before it stays", (t) => {
  const { entries } = compile(`
    declare void @exit_to_host(i32)
    define void @entry(i64* %frame) {
      %slot = getelementptr i64, i64* %frame, i64 1
      store i64 99, i64* %slot
      call void @exit_to_host(i32 1234)
      unreachable
    }`);
  t.deepEqual(invoke(entries[0]), { status: 1234, value: 99n });
});

native("a trace has one element per machine frame", (t) => {
  const { entries } = compile(recursion());
  t.is(invoke(entries[0], 3, 1).status, 4);
  t.deepEqual(fullTrace(), [
    [at("down", 13, 9)],
    [at("down", 12, 5)],
    [at("down", 12, 5)],
    [at("down", 12, 5)],
    [at("main", 21, 3)],
  ]);
  t.is(bridge.trace().frames.length, 3);
});

native("inlined functions are frames of the source", (t) => {
  const { entries, functions } = compile(`
    declare void @exit_to_host(i32)
    define internal void @check(i64 %x) alwaysinline !dbg !10 {
      %bad = icmp slt i64 %x, 0
      br i1 %bad, label %exit, label %fine
    exit:
      call void @exit_to_host(i32 5), !dbg !20
      unreachable
    fine:
      ret void
    }
    define internal void @between(i64 %x) alwaysinline !dbg !11 {
      call void @check(i64 %x), !dbg !21
      ret void
    }
    define void @entry(i64* %frame) !dbg !12 {
      %slot = getelementptr i64, i64* %frame, i64 1
      %x = load i64, i64* %slot
      call void @between(i64 %x), !dbg !22
      ret void
    }
    ${debugInfo("check", "between", "main")}
    !20 = !DILocation(line: 11, column: 7, scope: !10)
    !21 = !DILocation(line: 21, column: 8, scope: !11)
    !22 = !DILocation(line: 31, column: 9, scope: !12)`);
  t.is(functions.length, 1);
  t.is(invoke(entries[0], 1).status, 0);
  t.is(invoke(entries[0], -1).status, 5);
  t.deepEqual(fullTrace(), [[at("check", 11, 7), at("between", 21, 8), at("main", 31, 9)]]);
});

native("a trace passes frames of every shape", (t) => {
  const { entries } = compile(`
    declare void @exit_to_host(i32)
    define internal i64 @manyArguments(i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i64 %f, i64 %g, i64 %h,
                                       i64 %i, i64 %j, i64 %k) noinline {
      %bad = icmp sgt i64 %k, %a
      br i1 %bad, label %exit, label %fine
    exit:
      call void @exit_to_host(i32 5)
      unreachable
    fine:
      %x = xor i64 %i, %j
      %y = mul i64 %x, %h
      %z = sub i64 %y, %g
      ret i64 %z
    }
    define internal i64 @aligned(i64 %n) noinline {
      %place = alloca [8 x i64], align 128
      %slot = getelementptr [8 x i64], [8 x i64]* %place, i64 0, i64 %n
      store volatile i64 %n, i64* %slot
      %r = call i64 @manyArguments(i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 %n, i64 %n)
      %v = load volatile i64, i64* %slot
      %s = add i64 %r, %v
      ret i64 %s
    }
    define internal i64 @growing(i64 %n) noinline {
      %place = alloca i64, i64 %n
      store volatile i64 %n, i64* %place
      %r = call i64 @aligned(i64 %n)
      %v = load volatile i64, i64* %place
      %s = add i64 %r, %v
      ret i64 %s
    }
    define internal i64 @both(i64 %n) noinline {
      %fixed = alloca i64, align 256
      store volatile i64 %n, i64* %fixed
      %place = alloca i64, i64 %n
      store volatile i64 %n, i64* %place
      %r = call i64 @growing(i64 %n)
      %v = load volatile i64, i64* %fixed
      %s = add i64 %r, %v
      ret i64 %s
    }
    define void @entry(i64* %frame) {
      %slot = getelementptr i64, i64* %frame, i64 1
      %n = load i64, i64* %slot
      %r = call i64 @both(i64 %n)
      store i64 %r, i64* %slot
      ret void
    }`);
  t.is(invoke(entries[0], 5).status, 5);
  t.deepEqual(
    fullTrace().map(([{ function: name }]) => name),
    ["manyArguments", "aligned", "growing", "both", "entry"],
  );
  t.is(invoke(entries[0], 1).status, 0);
});

native("without debug information frames have the names of symbols", (t) => {
  const ir = recursion()
    .replace(/, !dbg !\d+/g, "")
    .replace(/ !dbg !\d+/g, "")
    .replace(/^!.*$/gm, "");
  const { entries } = compile(ir);
  t.is(invoke(entries[0], 1, 1).status, 4);
  const unknown = (name) => [{ function: name, file: "", line: 0, column: 0 }];
  t.deepEqual(fullTrace(), [unknown("down"), unknown("down"), unknown("entry")]);
});

native("a trace whose units are gone has nameless frames", (t) => {
  const { unit, entries } = compile(recursion());
  t.is(invoke(entries[0], 0, 1).status, 4);
  bridge.release(unit);
  t.deepEqual(
    fullTrace().map(([{ function: name }]) => name),
    ["", ""],
  );
});

native("recursion returns from 100,000 frames", (t) => {
  const { entries } = compile(recursion());
  t.is(invoke(entries[0], 100_000, 0).status, 0);
});

// Elsewhere machine code runs on the host's stack, which may be smaller.
const onOwnStack = ["arm64", "x64"].includes(process.arch) ? native : native.skip;

onOwnStack("an exit from 1,000,000 frames is clean, again and again", (t) => {
  const { entries } = compile(recursion());
  for (let i = 0; i < 5; i++) {
    t.is(invoke(entries[0], 999_999, 1).status, 4);
    const { frames, sequence } = bridge.trace();
    t.is(sequence.length, 1_000_001);
    t.deepEqual(frames, [[at("down", 13, 9)], [at("down", 12, 5)], [at("main", 21, 3)]]);
    t.is(sequence[0], 0);
    t.true(sequence.subarray(1, -1).every((index) => index === 1));
    t.is(sequence.at(-1), 2);
  }
});

native("infinite recursion ends at the stack limit, again and again", (t) => {
  const { entries } = compile(recursion());
  for (let i = 0; i < 5; i++) {
    t.is(invoke(entries[0], 1e12, 0).status, 3);
    const { frames, sequence } = bridge.trace();
    t.deepEqual(frames[sequence[0]], [at("down", 11, 1)]);
    t.deepEqual(frames[sequence.at(-1)], [at("main", 21, 3)]);
    t.true(sequence.length > 100_000);
  }
  t.is(invoke(entries[0], 10, 0).status, 0);
});

native("libm has room where the stack ends", (t) => {
  const { entries } = compile(`
    declare void @exit_to_host(i32)
    declare double @pow(double, double)
    declare i8* @llvm.frameaddress.p0i8(i32)
    @stack_limit = external global i8
    define internal double @down(double %x) noinline {
      %address = call i8* @llvm.frameaddress.p0i8(i32 0)
      %here = ptrtoint i8* %address to i64
      %low = icmp ult i64 %here, ptrtoint (i8* @stack_limit to i64)
      br i1 %low, label %deep, label %go
    go:
      %y = call double @pow(double %x, double 1.1)
      %r = call double @down(double %y)
      %s = fadd double %r, %y
      ret double %s
    deep:
      %z = call double @pow(double %x, double 0.5)
      %i = fptosi double %z to i32
      %code = or i32 %i, 1
      call void @exit_to_host(i32 %code)
      unreachable
    }
    define void @entry(i64* %frame) {
      %r = call double @down(double 1.0)
      %i = fptosi double %r to i64
      store i64 %i, i64* %frame
      ret void
    }`);
  t.is(invoke(entries[0]).status, 1);
});

native("registers that the host keeps survive an exit", (t) => {
  const { entries } = compile(`
    declare void @exit_to_host(i32)
    define void @entry(i64* %frame) {
      call void asm sideeffect "", "${
        process.arch === "arm64"
          ? "~{x20},~{x21},~{x22},~{x23},~{x24},~{x25},~{x26},~{x27},~{x28},~{d8},~{d15}"
          : "~{rbx},~{rbp},~{r12},~{r13},~{r14},~{r15}"
      }"()
      call void @exit_to_host(i32 6)
      unreachable
    }`);
  let sum = 0;
  for (let i = 0; i < 10_000; i++) sum += invoke(entries[0]).status + i * 0.5;
  t.is(sum, 10_000 * 6 + (9_999 * 10_000) / 4);
  t.is(frame.byteLength, 4096);
});
