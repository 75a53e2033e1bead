// Accuses native/pipeline.cc, session.cc, helpers.cc and errors.cc: what compiles, what does not
// and how it says so.

import { bridge, compile, doubler, errorOf, invoke, native } from "./support.js";

native("a unit runs", (t) => {
  const { unit, entries, codeBytes, functions } = compile(doubler(1));
  t.deepEqual(invoke(entries[0], 20), { status: 0, value: 41n });
  t.deepEqual(
    functions.map((range) => [range.name, range.size > 0, range.address > 0]),
    [["entry", true, true]],
  );
  t.is(codeBytes, functions[0].size);
  bridge.release(unit);
});

native("a unit has one entry per export, in order", (t) => {
  const ir = doubler(1) + doubler(2).replace("@entry", "@other");
  const { entries } = compile(ir, ["other", "entry"]);
  t.is(invoke(entries[0], 1).value, 4n);
  t.is(invoke(entries[1], 1).value, 3n);
});

native("units with the same names live side by side", (t) => {
  const units = [1, 2, 3].map((addend) => compile(doubler(addend)));
  t.deepEqual(
    units.map(({ entries }) => invoke(entries[0], 0).value),
    [1n, 2n, 3n],
  );
});

native("functions that are no exports become internal and go when unused", (t) => {
  const { functions } = compile(`define i64 @unused(i64 %x) { ret i64 %x }\n${doubler(0)}`);
  t.deepEqual(
    functions.map(({ name }) => name),
    ["entry"],
  );
});

native("libm and what LLVM makes of it can be called without being listed", (t) => {
  const { entries } = compile(
    `declare double @sin(double)
     declare double @cos(double)
     declare double @pow(double, double)
     define void @entry(i64* %frame) {
       %slot = getelementptr i64, i64* %frame, i64 1
       %n = load i64, i64* %slot
       %x = sitofp i64 %n to double
       %s = call double @sin(double %x)
       %c = call double @cos(double %x)
       %p = call double @pow(double 10.0, double %x)
       %w = sdiv i64 %n, 3
       %sc = fadd double %s, %c
       %r = fadd double %sc, %p
       %i = fptosi double %r to i64
       store i64 %i, i64* %slot
       ret void
     }`,
    ["entry"],
    [],
  );
  t.is(invoke(entries[0], 2).value, BigInt(Math.trunc(Math.sin(2) + Math.cos(2) + 100)));
});

native("text that is no IR is LLVM_PARSE, with the place", (t) => {
  const error = errorOf(() => compile("define void @entry(i64* %frame) { rat void }"));
  t.is(error.code, "LLVM_PARSE");
  t.regex(error.message, /^test:1:35: error: expected instruction opcode\n/);
});

native("a broken module is LLVM_VERIFY, in LLVM's words", (t) => {
  const error = errorOf(() =>
    compile(`define void @entry(i64* %frame) {
      br i1 undef, label %a, label %b
    a:
      %x = load i64, i64* %frame
      br label %b
    b:
      store i64 %x, i64* %frame
      ret void
    }`),
  );
  t.is(error.code, "LLVM_VERIFY");
  t.regex(error.message, /^Instruction does not dominate all uses!/);
});

native("a symbol that is no helper is LLVM_SYMBOL, wherever it is named", (t) => {
  const calling = (name) => `declare void @${name}(i32)
    define void @entry(i64* %frame) { call void @${name}(i32 1)\n ret void }`;
  const undefinedOne = errorOf(() => compile(calling("system")));
  t.is(undefinedOne.code, "LLVM_SYMBOL");
  t.is(undefinedOne.message, "the module needs 'system', which it does not define and which is no helper");
  const listed = errorOf(() => compile(doubler(0), ["entry"], ["system"]));
  t.is(listed.code, "LLVM_SYMBOL");
  t.is(listed.message, "there is no helper named 'system'");
  const unlisted = errorOf(() => compile(calling("exit_to_host"), ["entry"], []));
  t.is(unlisted.code, "LLVM_SYMBOL");
  t.is(unlisted.message, "the module needs 'exit_to_host', which is not among the symbols it was given");
});

native("an export must be there and have the type of an entry", (t) => {
  const missing = errorOf(() => compile(doubler(0), ["entry", "other"]));
  t.is(missing.code, "LLVM_EXPORT");
  t.is(missing.message, "the module defines no function 'other'");
  const declared = errorOf(() => compile(`declare double @sin(double)\n${doubler(0)}`, ["sin"]));
  t.is(declared.code, "LLVM_EXPORT");
  const wrong = errorOf(() => compile("define i64 @entry(i64* %frame) { ret i64 1 }"));
  t.is(wrong.code, "LLVM_EXPORT");
  t.is(wrong.message, "export 'entry' is not of type void (i64*)");
  t.is(errorOf(() => compile(doubler(0), [])).code, "BRIDGE_ARGUMENT");
});

// What LLVM answers with report_fatal_error or a diagnostic that would end the process.
const NASTY = {
  "an intrinsic of another processor": [
    "LLVM_CODEGEN",
    `declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
     define void @entry(i64* %frame) {
       %x = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
       %y = zext i32 %x to i64
       store i64 %y, i64* %frame
       ret void
     }`,
  ],
  "inline assembly that is none": [
    "LLVM_CODEGEN",
    'define void @entry(i64* %frame) { call void asm sideeffect "no such thing", ""()\n ret void }',
  ],
  "module assembly that is none": [
    "LLVM_CODEGEN",
    'module asm "no such thing"\ndefine void @entry(i64* %frame) { ret void }',
  ],
  "a register that does not exist": [
    "LLVM_CODEGEN",
    `declare i64 @llvm.read_register.i64(metadata)
     define void @entry(i64* %frame) {
       %x = call i64 @llvm.read_register.i64(metadata !0)
       store i64 %x, i64* %frame
       ret void
     }
     !0 = !{!"nosuch"}`,
  ],
  "a bad data layout": ["LLVM_CODEGEN", `target datalayout = "bad"\n${doubler(0)}`],
  "a thread-local variable": [
    "LLVM_LINK",
    `@variable = internal thread_local global i64 5
     define void @entry(i64* %frame) {
       %x = load i64, i64* @variable
       %y = add i64 %x, 1
       store i64 %y, i64* @variable
       ret void
     }`,
  ],
  "a global of 16 GiB": [
    "LLVM_LINK",
    `@huge = internal global [17179869184 x i8] zeroinitializer
     define void @entry(i64* %frame) {
       %i = load i64, i64* %frame
       %p = getelementptr [17179869184 x i8], [17179869184 x i8]* @huge, i64 0, i64 %i
       %x = load i8, i8* %p
       %y = add i8 %x, 1
       store i8 %y, i8* %p
       ret void
     }`,
  ],
  "a library call that nobody defines": [
    "LLVM_LINK",
    `define void @entry(i64* %frame) {
       %x = load i64, i64* %frame
       %y = sitofp i64 %x to fp128
       %z = fmul fp128 %y, %y
       %r = fptosi fp128 %z to i64
       store i64 %r, i64* %frame
       ret void
     }`,
  ],
};

for (const [what, [code, ir]] of Object.entries(NASTY)) {
  native(`${what} is ${code}, and what was there goes on`, (t) => {
    const before = compile(doubler(5));
    t.is(errorOf(() => compile(ir)).code, code);
    const after = compile(doubler(6));
    t.is(invoke(before.entries[0], 1).value, 7n);
    t.is(invoke(after.entries[0], 1).value, 8n);
    t.true(bridge.release(before.unit));
    t.true(bridge.release(after.unit));
  });
}

native("strange but valid modules compile", (t) => {
  const strange = [
    "define void @entry(i64* %frame) {\n %a = alloca [9223372036854775807 x i8]\n ret void\n}",
    "define linkonce_odr void @entry(i64* %frame) { ret void }",
    'target triple = "nvptx64-nvidia-cuda"\ndefine void @entry(i64* %frame) { ret void }',
    'define void @entry(i64* %frame) section ".elsewhere" { ret void }',
    `define void @entry(i64* %frame) {
       store i64 ${"add (i64 1, i64 ".repeat(20_000)}1${")".repeat(20_000)}, i64* %frame
       ret void
     }`,
  ];
  for (const ir of strange) t.true(bridge.release(compile(ir).unit));
});

native("loops are vectorised for this machine", (t) => {
  const ir = `define void @entry(i64* noalias %frame) {
    br label %loop
  loop:
    %i = phi i64 [ 0, %0 ], [ %next, %loop ]
    %p = getelementptr i64, i64* %frame, i64 %i
    %x = load i64, i64* %p
    %y = add i64 %x, 7
    store i64 %y, i64* %p
    %next = add nuw nsw i64 %i, 1
    %done = icmp eq i64 %next, 512
    br i1 %done, label %end, label %loop
  end:
    ret void
  }`;
  const options = { name: "test", symbols: [], exports: ["entry"] };
  t.regex(bridge.optimizedIr(ir, options), /load <\d+ x i64>/);
  t.true(bridge.hostCpu().length > 0);
  t.regex(bridge.hostFeatures(), /^[+-]/);
});

native("dumps show the module after optimisation and its assembly", (t) => {
  const options = { name: "test", symbols: [], exports: ["entry"] };
  const ir = bridge.optimizedIr(doubler(0), options);
  t.regex(ir, /define void @entry\(i64\*/);
  t.regex(ir, /shl/);
  t.notRegex(ir, /target-features/);
  t.regex(bridge.assembly(doubler(0), options), /^entry:/m);
  t.is(errorOf(() => bridge.assembly("nonsense", options)).code, "LLVM_PARSE");
  t.is(errorOf(() => bridge.optimizedIr("nonsense", options)).code, "LLVM_PARSE");
});

native("an object file is the same each time, and is linked as often as wanted", (t) => {
  const options = { name: "test", symbols: [], exports: ["entry"] };
  const ir = `
    @frame = external global [512 x i64]
    define void @entry(i64* %0) {
      %place = getelementptr inbounds [512 x i64], [512 x i64]* @frame, i64 0, i64 1
      %old = load i64, i64* %place
      %new = mul i64 %old, 3
      store i64 %new, i64* %place
      ret void
    }`;
  const object = bridge.generate(ir, options);
  t.deepEqual(object, bridge.generate(ir, options));
  const units = [1, 2].map(() => bridge.link(object, ["entry"]));
  t.deepEqual(
    units.map(({ entries }) => invoke(entries[0], 14).value),
    [42n, 42n],
  );
  for (const { unit } of units) bridge.release(unit);
});

native("what is no object file, or has not what is asked for, is not linked", (t) => {
  const options = { name: "test", symbols: [], exports: ["entry"] };
  const object = bridge.generate(doubler(0), options);
  const wrong = [
    () => bridge.link(new ArrayBuffer(0), ["entry"]),
    () => bridge.link(new TextEncoder().encode("nonsense").buffer, ["entry"]),
    () => bridge.link(object.slice(0, 100), ["entry"]),
    () => bridge.link(object, ["other"]),
  ];
  for (const call of wrong) t.is(errorOf(call).code, "LLVM_LINK");
  t.is(invoke(bridge.link(object, ["entry"]).entries[0], 4).value, 8n);
});

native("places of the machine have names of their own", (t) => {
  const options = { name: "test", symbols: [], exports: ["entry"] };
  const using = (name) => `@${name} = external global i8\n${doubler(0)}`;
  t.notThrows(() => bridge.generate(using("stack_limit"), options));
  t.is(errorOf(() => bridge.generate(using("heap_limit"), options)).code, "LLVM_SYMBOL");
  t.is(errorOf(() => bridge.generate(`declare void @frame()\n${doubler(0)}`, options)).code, "LLVM_SYMBOL");
});

native("a fingerprint is the SHA-256 of the bytes", (t) => {
  const bytes = new TextEncoder().encode("abc").buffer.slice(0, 3);
  t.is(bridge.fingerprint(bytes), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

native("wrong arguments are BRIDGE_ARGUMENT", (t) => {
  const options = { name: "test", symbols: [], exports: ["entry"] };
  const wrong = [
    () => bridge.useFrame(new ArrayBuffer(100)),
    () => bridge.useFrame(new Uint8Array(5000)),
    () => bridge.addressOf("buffer"),
    () => bridge.compile(5, options),
    () => bridge.compile("", { ...options, exports: [5] }),
    () => bridge.release("0"),
    () => bridge.release(2 ** 32),
  ];
  for (const call of wrong) t.is(errorOf(call).code, "BRIDGE_ARGUMENT");
});
