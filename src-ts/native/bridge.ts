// The typed face of the native addon (native/, C++): IR text in, entries to call out. Checks
// arguments, so that the addon need not, and knows where the addon is and why it may be absent.
//
// The addon contains LLVM, and takes milliseconds to load: call openBridge() only when the first
// unit is about to be compiled.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** `error.code` of everything the bridge throws. native/errors.h lists the same names. */
export type BridgeErrorCode =
  | "BRIDGE_ARGUMENT" // a wrong argument or call order
  | "LLVM_PARSE" // the text is not LLVM IR
  | "LLVM_VERIFY" // IR, but a broken module
  | "LLVM_SYMBOL" // it needs a symbol it may not have
  | "LLVM_EXPORT" // an export is missing or has a wrong type
  | "LLVM_CODEGEN" // no machine code can be made of it
  | "LLVM_LINK" // the machine code cannot be linked
  | "LLVM_HOST" // this machine cannot run a JIT
  | "STALE_ENTRY"; // the entry's unit was released

/** What is to be compiled, beside the IR text. */
export interface UnitOptions {
  /** Stands in LLVM's messages. Need not be unique. */
  name: string;
  /** Helpers the module may call beyond libm and its like, which are always there. */
  symbols: readonly string[];
  /** Functions of type `void (i64*)` to be called from outside. All others become internal. */
  exports: readonly string[];
}

/** A function of a unit after optimisation; inlined ones are gone. */
export interface MachineFunction {
  name: string;
  address: number;
  /** In bytes. */
  size: number;
}

/** Machine code that can be invoked until it is released. */
export interface Unit {
  /** For `release`. Never given twice. */
  unit: number;
  /** One entry id per export, in order, to be put into the frame. Never given twice. */
  entries: number[];
  /** Size of all functions together. */
  codeBytes: number;
  /** By address. */
  functions: MachineFunction[];
}

/** One function of the source that was active when machine code exited. */
export interface SourceFrame {
  /** Name of its DISubprogram; of the symbol if the unit has no debug information. */
  function: string;
  /** Name of its DIFile, or "". */
  file: string;
  /** 1-based; 0 if unknown. */
  line: number;
  /** 1-based; 0 if unknown. */
  column: number;
}

/** The backtrace of the last exit. Deep recursions repeat few addresses: each is explained once. */
export interface Trace {
  /** Per distinct return address, the functions inlined there, innermost first. */
  frames: SourceFrame[][];
  /** Per machine frame, innermost first: its index in `frames`. */
  sequence: Int32Array;
}

/** What the heap of machine code holds. */
export interface HeapStatistics {
  /** Of allocated blocks, rounded up to their size classes; garbage not collected yet included. */
  bytes: number;
  /** How many blocks those are. */
  blocks: number;
  /** Memory for blocks of up to 8 KiB, in use or kept for later ones. */
  chunkBytes: number;
  /** Since the start. */
  collections: number;
}

/** What the addon offers. One instance per Node environment; machine code never crosses threads. */
export interface Bridge {
  /** LLVM's name of this machine's processor. */
  hostCpu(): string;
  /** Its features, as in "+avx2,-sse4a". */
  hostFeatures(): string;
  /**
   * The memory address of a buffer's first byte. It holds until the buffer is collected or
   * transferred: whoever passes it to machine code must keep the buffer.
   */
  addressOf(buffer: ArrayBuffer): number;
  /**
   * Makes this buffer the frame, of at least 4096 bytes, and keeps it alive. Every entry gets its
   * address. Bytes 0-3 hold the id of the entry to invoke, bytes 4-7 the status afterwards; bytes
   * 4088-4095 are set to the bytes in the heap, a double, when `invoke` ends, and 0 means that
   * there is nothing to adopt or reset. The rest is up to the caller. The buffer must never be
   * transferred. Returns its address.
   */
  useFrame(buffer: ArrayBuffer): number;
  /** Machine code must not let its frames grow below this address; in IR it is that of `@stack_limit`. */
  stackLimit(): number;
  /** Compiles and optimises for this machine: an object file. Throws with a `code` and LLVM's own text. */
  generate(irText: string, options: UnitOptions): ArrayBuffer;
  /** Makes a unit of what `generate` has made, in this process or in another one on the same machine. Throws likewise. */
  link(object: ArrayBuffer, exports: readonly string[]): Unit;
  /** Both at once. */
  compile(irText: string, options: UnitOptions): Unit;
  /** The SHA-256 of the bytes as hexadecimal digits. */
  fingerprint(bytes: ArrayBuffer): string;
  /**
   * Calls the entry named in the frame and sets the frame's status: 0 after a return, else what
   * machine code passed to `exit_to_host`. Throws STALE_ENTRY if its unit was released.
   */
  invoke(): void;
  /**
   * Takes a block out of the heap, given the address of its first byte: an ArrayBuffer of so many
   * of its bytes. Blocks of more than 8 KiB are not copied; the others leave the heap as well.
   * Throws BRIDGE_ARGUMENT if no block begins there, or a smaller one.
   */
  adopt(address: number, bytes: number): ArrayBuffer;
  /** Copies memory, of the heap or not, to a buffer. Nothing checks that the address is valid. */
  copyOut(address: number, bytes: number, target: ArrayBuffer, offset: number): void;
  /** Frees all blocks of the heap. */
  heapReset(): void;
  /**
   * Sets the memory of the host that collections search for pointers to blocks, beside the frame:
   * address, length, address, length, ... Whoever sets it keeps it readable until other roots are
   * set. Between two invocations nothing is collected.
   */
  setRoots(ranges: ArrayLike<number>): void;
  /** How many bytes all blocks together may have: at first half of the memory, at most 4 GiB. */
  setHeapLimit(bytes: number): void;
  /** For tests and curiosity. */
  heapStatistics(): HeapStatistics;
  /** Explains the last exit. To be called before the units that were active are released. */
  trace(): Trace;
  /** Frees a unit's code and invalidates its entries; false if that was done before. */
  release(unit: number): boolean;
  /** The module after optimisation. With no exports, everything stays visible. */
  optimizedIr(irText: string, options: UnitOptions): string;
  /** The machine code as commented assembly. */
  assembly(irText: string, options: UnitOptions): string;
}

/** The addon, or the reason why there is none. */
export type BridgeResult = { bridge: Bridge; reason: null } | { bridge: null; reason: string };

/** Where scripts/build-native.mjs puts the addon, unless RUFF_BRIDGE_ADDON names another build of it. */
function addonPath(): string {
  return process.env.RUFF_BRIDGE_ADDON ?? "../../build/Release/ruff_native.node";
}

/** The addon's file. */
export function addonFile(): string {
  return fileURLToPath(new URL(addonPath(), import.meta.url));
}

/** Where another file is that is built with the addon. */
export function besideAddon(name: string): string {
  return join(dirname(addonFile()), name);
}

const MIN_FRAME_BYTES = 4096;

/** The addon's own functions: positional arguments, unchecked. */
interface Addon {
  hostCpu(): string;
  hostFeatures(): string;
  addressOf(buffer: ArrayBuffer): number;
  useFrame(buffer: ArrayBuffer): number;
  stackLimit(): number;
  generate(ir: string, name: string, symbols: string[], exports: string[]): ArrayBuffer;
  link(object: ArrayBuffer, exports: string[]): Unit;
  fingerprint(bytes: ArrayBuffer): string;
  invoke(): void;
  adopt(address: number, bytes: number): ArrayBuffer;
  copyOut(address: number, bytes: number, target: ArrayBuffer, offset: number): void;
  heapReset(): void;
  setRoots(ranges: Float64Array): void;
  setHeapLimit(bytes: number): void;
  heapStatistics(): HeapStatistics;
  trace(): Trace;
  release(unit: number): boolean;
  optimizedIr(ir: string, name: string, symbols: string[], exports: string[]): string;
  assembly(ir: string, name: string, symbols: string[], exports: string[]): string;
}

let opened: BridgeResult | undefined;

/** Loads the addon at the first call; later calls give the same. */
export function openBridge(): BridgeResult {
  opened ??= load(addonPath());
  return opened;
}

function load(path: string): BridgeResult {
  try {
    const addon = createRequire(import.meta.url)(path) as Addon;
    return { bridge: wrap(addon), reason: null };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const text = (error as Error).message.split("\n", 1)[0] ?? "";
    const reason =
      code === "MODULE_NOT_FOUND"
        ? "the native addon has not been built"
        : `the native addon cannot be loaded: ${text}`;
    return { bridge: null, reason };
  }
}

function wrap(addon: Addon): Bridge {
  const generate: Bridge["generate"] = (ir, options) => addon.generate(...checkUnit(ir, options));
  const link: Bridge["link"] = (object, exports) => addon.link(checkBuffer(object, 0), [...exports]);
  return {
    hostCpu: addon.hostCpu,
    hostFeatures: addon.hostFeatures,
    addressOf: (buffer) => addon.addressOf(checkBuffer(buffer, 0)),
    useFrame: (buffer) => addon.useFrame(checkBuffer(buffer, MIN_FRAME_BYTES)),
    stackLimit: addon.stackLimit,
    generate,
    link,
    compile: (ir, options) => link(generate(ir, options), options.exports),
    fingerprint: (bytes) => addon.fingerprint(checkBuffer(bytes, 0)),
    invoke: addon.invoke,
    adopt: (address, bytes) => addon.adopt(checkSize(address), checkSize(bytes)),
    copyOut: (address, bytes, target, offset) => {
      checkBuffer(target, checkSize(offset) + checkSize(bytes));
      addon.copyOut(checkSize(address), bytes, target, offset);
    },
    heapReset: addon.heapReset,
    setRoots: (ranges) => addon.setRoots(checkRanges(ranges)),
    setHeapLimit: (bytes) => addon.setHeapLimit(checkSize(bytes)),
    heapStatistics: addon.heapStatistics,
    trace: addon.trace,
    release: (unit) => addon.release(checkInt(unit)),
    optimizedIr: (ir, options) => addon.optimizedIr(...checkUnit(ir, options)),
    assembly: (ir, options) => addon.assembly(...checkUnit(ir, options)),
  };
}

function checkBuffer(buffer: ArrayBuffer, minBytes: number): ArrayBuffer {
  if (!(buffer instanceof ArrayBuffer)) throw argumentError("an ArrayBuffer is needed");
  if (buffer.byteLength < minBytes) throw argumentError(`at least ${minBytes} bytes are needed`);
  return buffer;
}

function checkInt(value: number): number {
  if ((value | 0) !== value) throw argumentError("a unit id is a 32-bit integer");
  return value;
}

function checkSize(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw argumentError("addresses and sizes are non-negative integers");
  return value;
}

function checkRanges(ranges: ArrayLike<number>): Float64Array {
  if (ranges.length % 2 !== 0) throw argumentError("ranges are pairs of address and length");
  return Float64Array.from(ranges, checkSize);
}

function checkUnit(ir: string, options: UnitOptions): [string, string, string[], string[]] {
  const { name, symbols, exports } = options;
  const strings = [ir, name, ...symbols, ...exports];
  if (!strings.every((text) => typeof text === "string"))
    throw argumentError("IR text and names are strings");
  return [ir, name, [...symbols], [...exports]];
}

function argumentError(text: string): Error {
  const code: BridgeErrorCode = "BRIDGE_ARGUMENT";
  return Object.assign(new TypeError(text), { code });
}
