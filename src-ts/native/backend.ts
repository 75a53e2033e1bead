/** The machine's side of the native engine, opened with the first unit and shared by all files of a program. */

import { type Bridge, openBridge } from "./bridge.js";
import { CompileBudget, FIRST_PATIENCE, TIME_OF_FIRST } from "./compile-budget.js";
import { UnitCompiler } from "./compiler.js";
import { Crossing } from "./crossing.js";
import { NativeFrame } from "./frame.js";
import { loadLlvm } from "./llvm.js";
import type { JitSettings } from "./settings.js";
import { preload } from "./preload.js";

export interface Backend {
  readonly bridge: Bridge;
  readonly compiler: UnitCompiler;
  /** The one frame of this thread: its address is part of all machine code. */
  readonly frame: NativeFrame;
  readonly crossing: Crossing;
  readonly budget: CompileBudget;
}

type Opened =
  | { readonly backend: Backend; readonly reason: null }
  | { readonly backend: null; readonly reason: string };

let opened: Opened | null = null;

/** How many functions and loops may be typed before they are hot, to see whether LLVM is going to be needed. */
const MOST_LOOKS = 20;
let looks = 0;

/** Whether it is still of use to look ahead. */
export function mayLookAhead(): boolean {
  return !opened && ++looks <= MOST_LOOKS;
}

/** Loads LLVM's libraries on another thread, because something is about to get hot. */
export function prepareBackend(): void {
  looks = MOST_LOOKS;
  preload();
}

/** Loads LLVM at the first call, or says why there is none. */
export function openBackend(): Opened {
  opened ??= open();
  return opened;
}

/** Whether the program may have another unit now. */
export function mayCompile(now: number, settings: JitSettings): boolean {
  return opened?.backend?.budget.allows(now, settings) ?? true;
}

/** About how many milliseconds it takes to have machine code of something. */
export function timeToCompile(): number {
  return opened?.backend?.budget.timeOfUnit ?? TIME_OF_FIRST;
}

/** How many milliseconds something must have taken to be compiled. */
export function patience(): number {
  return opened?.backend?.budget.patience ?? FIRST_PATIENCE;
}

function open(): Opened {
  const llvm = loadLlvm();
  const { bridge, reason } = openBridge();
  if (bridge === null) return { backend: null, reason };
  if (llvm === null) return { backend: null, reason: "llvm-bindings is not installed" };
  const frame = new NativeFrame();
  const address = bridge.useFrame(frame.buffer);
  const compiler = new UnitCompiler(llvm, bridge, address);
  const crossing = new Crossing(bridge, frame);
  return { backend: { bridge, frame, compiler, crossing, budget: new CompileBudget() }, reason: null };
}
