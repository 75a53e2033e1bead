/** The Ruff error for machine code that failed: message, position, call stack. */

import { frameName } from "../ir/function-info.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { type Frame, RuffError } from "../runtime/error.js";
import type { Bridge, SourceFrame } from "./bridge.js";
import type { CompiledEntry } from "./compiler.js";
import type { NativeFrame } from "./frame.js";

export function nativeError(
  { sites, offsets }: CompiledEntry,
  bridge: Bridge,
  frame: NativeFrame,
  module: Module,
): RuffError {
  const site = sites.site(frame.status());
  const fn: IrFunction | undefined = module.functions[site.fn.id];
  const error = new RuffError(sites.message(site, frame));
  const frames = activeCalls(bridge, offsets, module);
  // The innermost frame is where the site is; a call that found no stack never began.
  if (site.beforeCall) frames.shift();
  else if (fn) frames[0] = { name: frameName(fn), source: module.source, at: site.at };
  error.nativeFrames = frames;
  return error;
}

/**
 * Endless recursion ends millions of calls deep. Of call stacks that machine code makes so long, the two ends
 * are kept: far more than the calls it promises to reach.
 */
const MOST_MACHINE_FRAMES = 200_000;

/** The calls that were active when machine code exited, innermost first, inlined ones included. */
function activeCalls(bridge: Bridge, offsets: ReadonlyMap<string, number>, module: Module): Frame[] {
  const { frames, sequence } = bridge.trace();
  const toFrame = (frame: SourceFrame): Frame | null => {
    const fn = functionOf(frame.function, module);
    if (!fn) return null;
    const at = offsets.get(`${frame.line}:${frame.column}`) ?? fn.at;
    return { name: frameName(fn), source: module.source, at };
  };
  const decoded = frames.map((group) => group.map(toFrame).filter((frame) => frame !== null));
  const calls: Frame[] = [];
  const add = (machineFrames: Int32Array): void => {
    for (const index of machineFrames) for (const frame of decoded[index] ?? []) calls.push(frame);
  };
  if (sequence.length <= MOST_MACHINE_FRAMES) add(sequence);
  else {
    add(sequence.subarray(0, MOST_MACHINE_FRAMES / 2));
    add(sequence.subarray(-MOST_MACHINE_FRAMES / 2));
  }
  return calls;
}

/** Debug records are called `name#id`; others are none of ours. */
function functionOf(name: string, module: Module): IrFunction | null {
  const match = /#(\d+)$/.exec(name);
  return match ? (module.functions[Number(match[1])] ?? null) : null;
}
