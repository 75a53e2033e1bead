/** The machine's side of the native engine, opened with the first unit and shared by all files of a program. */

import { type Bridge, openBridge } from "./bridge.js";
import { CompileBudget } from "./compile-budget.js";
import { UnitCompiler } from "./compiler.js";
import { Crossing } from "./crossing.js";
import { NativeFrame } from "./frame.js";
import { KeptCode } from "./kept-code.js";
import { loadLlvm } from "./llvm.js";
import type { JitSettings } from "./settings.js";
import { preload } from "./preload.js";

export interface Backend {
  readonly bridge: Bridge;
  readonly compiler: UnitCompiler;
  /** The one frame of this thread. */
  readonly frame: NativeFrame;
  readonly crossing: Crossing;
  readonly kept: KeptCode;
}

type Opened =
  | { readonly backend: Backend; readonly reason: null }
  | { readonly backend: null; readonly reason: string };

let opened: Opened | null = null;

/** What the program's units may cost and have cost. */
export const budget = new CompileBudget();

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
export function openBackend(settings: JitSettings): Opened {
  opened ??= open(settings);
  return opened;
}

/** Keeps the machine code of this run for later ones. */
export function saveCode(): void {
  opened?.backend?.kept.save();
}

function open({ codeStore }: JitSettings): Opened {
  const llvm = loadLlvm();
  const { bridge, reason } = openBridge();
  if (bridge === null) return { backend: null, reason };
  if (llvm === null) return { backend: null, reason: "llvm-bindings is not installed" };
  const frame = new NativeFrame();
  bridge.useFrame(frame.buffer);
  const kept = new KeptCode(bridge, codeStore);
  const compiler = new UnitCompiler(llvm, bridge, kept);
  const crossing = new Crossing(bridge, frame);
  return { backend: { bridge, frame, compiler, crossing, kept }, reason: null };
}
