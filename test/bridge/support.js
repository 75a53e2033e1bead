// The bridge with a frame, and IR to feed it. Without the addon, `native` tests are skipped.

import test from "ava";
import { openBridge } from "../../dist/native/bridge.js";

export const { bridge, reason } = openBridge();

/** Serial, since tests of one file share a frame and the trace. */
export const native = bridge ? test.serial : test.serial.skip;

if (!bridge) test.serial(`the addon is absent: ${reason}`, (t) => t.pass());

export const frame = new ArrayBuffer(4096);
const header = new Int32Array(frame, 0, 2);
const slots = new BigInt64Array(frame);
bridge?.useFrame(frame);

export function compile(ir, exports = ["entry"], symbols = ["exit_to_host"]) {
  return bridge.compile(ir, { name: "test", symbols, exports });
}

/** Invokes an entry with integers in slots 1, 2, ... and returns its status and slot 1. */
export function invoke(entry, ...args) {
  header[0] = entry;
  header[1] = -1;
  args.forEach((value, i) => {
    slots[i + 1] = BigInt(value);
  });
  bridge.invoke();
  return { status: header[1], value: slots[1] };
}

/** The trace with one element per machine frame, innermost first. */
export function fullTrace() {
  const { frames, sequence } = bridge.trace();
  return Array.from(sequence, (index) => frames[index]);
}

/** What `action` throws. */
export function errorOf(action) {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** A unit whose export "entry" doubles slot 1 and adds `addend`. */
export const doubler = (addend) => `
define void @entry(i64* %frame) {
  %slot = getelementptr i64, i64* %frame, i64 1
  %x = load i64, i64* %slot
  %double = add i64 %x, %x
  %sum = add i64 %double, ${addend}
  store i64 %sum, i64* %slot
  ret void
}`;

/** Debug information for functions numbered !10, !11, ... of test.ruff, on lines 10, 20, ... */
export const debugInfo = (...names) => `
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "test.ruff", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 2, !"Dwarf Version", i32 4}
!4 = !DISubroutineType(types: !{})
${names
  .map(
    (name, i) =>
      `!${10 + i} = distinct !DISubprogram(name: "${name}", scope: !1, file: !1, line: ${10 * (i + 1)}, ` +
      "type: !4, unit: !0, spFlags: DISPFlagDefinition)",
  )
  .join("\n")}`;

/**
 * A unit that recurses slot 1 deep, adds on the way back, and exits with code 3 where the stack
 * ends, 4 at the bottom if slot 2 is not 0.
 */
export const recursion = () => `
declare void @exit_to_host(i32)
declare i8* @llvm.frameaddress.p0i8(i32)
@stack_limit = external global i8

define internal i64 @down(i64 %n, i64 %fail) !dbg !10 {
  %address = call i8* @llvm.frameaddress.p0i8(i32 0)
  %here = ptrtoint i8* %address to i64
  %low = icmp ult i64 %here, ptrtoint (i8* @stack_limit to i64)
  br i1 %low, label %deep, label %go
go:
  %last = icmp eq i64 %n, 0
  br i1 %last, label %bottom, label %recurse
recurse:
  %m = sub i64 %n, 1
  %r = call i64 @down(i64 %m, i64 %fail), !dbg !21
  %odd = and i64 %r, 1
  %sum = add i64 %odd, %n
  ret i64 %sum
bottom:
  %fails = icmp ne i64 %fail, 0
  br i1 %fails, label %wrong, label %right
right:
  ret i64 0
wrong:
  call void @exit_to_host(i32 4), !dbg !22
  unreachable
deep:
  call void @exit_to_host(i32 3), !dbg !20
  unreachable
}

define void @entry(i64* %frame) !dbg !11 {
  %slot = getelementptr i64, i64* %frame, i64 1
  %slot2 = getelementptr i64, i64* %frame, i64 2
  %n = load i64, i64* %slot
  %fail = load i64, i64* %slot2
  %r = call i64 @down(i64 %n, i64 %fail), !dbg !23
  store i64 %r, i64* %slot
  ret void
}
${debugInfo("down", "main")}
!20 = !DILocation(line: 11, column: 1, scope: !10)
!21 = !DILocation(line: 12, column: 5, scope: !10)
!22 = !DILocation(line: 13, column: 9, scope: !10)
!23 = !DILocation(line: 21, column: 3, scope: !11)
`;
