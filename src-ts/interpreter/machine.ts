/** What a running program shares: its frames, its closures, its way out to the host. */

import type { IrFunction, Module, Slot } from "../ir/nodes.js";
import {
  type Frame as TraceFrame,
  depthError,
  isStackOverflow,
  RuffError,
  tooLargeError,
} from "../runtime/error.js";
import { functionInfo } from "../ir/function-info.js";
import { RuffFunction, type FunctionInfo, type Value } from "../runtime/value.js";
import type { Host } from "../stdlib/spec.js";
import { executeBlock } from "./execute.js";
import { type Cell, Frame } from "./frame.js";

/** Calls that may be active at once. */
const MOST_CALLS = 100_000;

export class Machine {
  private readonly frames: Frame[] = [];
  private readonly infos = new Map<IrFunction, FunctionInfo>();

  constructor(
    private readonly module: Module,
    readonly host: Host,
  ) {}

  /** Runs the file from its first statement to its end. Throws the error that nothing caught. */
  run(): void {
    const frame = new Frame(this.module.main, new Map());
    frame.enter(frame.fn.body);
    try {
      this.runFrame(frame);
    } catch (error) {
      throw this.caught(error, 0);
    }
  }

  /** A closure over the current frame's bindings. */
  closure(target: IrFunction, frame: Frame): RuffFunction {
    const captured = frame.capture(target.captures);
    return new RuffFunction(this.infoOf(target), (...args) => this.call(target, captured, args));
  }

  private call(target: IrFunction, captured: ReadonlyMap<Slot, Cell>, args: readonly Value[]): Value {
    if (this.frames.length > MOST_CALLS) throw depthError(target.name);
    const frame = new Frame(target, captured);
    frame.enter(target.body);
    target.parameters.forEach((slot, i) => frame.write(slot, args[i] as Value));
    return this.runFrame(frame);
  }

  /** Frames of calls that an error ends stay where they are: they are the error's call stack. */
  private runFrame(frame: Frame): Value {
    this.frames.push(frame);
    executeBlock(this, frame, frame.fn.body);
    this.frames.pop();
    return frame.result;
  }

  /** How many calls are active: to be noted where errors are caught. */
  get depth(): number {
    return this.frames.length;
  }

  /**
   * The Ruff error for anything caught where `depth` calls were active: gets its position and call stack if
   * it has none yet; calls that it ended are gone from then on. Other exceptions are rethrown.
   */
  caught(error: unknown, depth: number): RuffError {
    const located = isStackOverflow(error) ? this.overflow() : (tooLargeError(error) ?? error);
    if (!(located instanceof RuffError)) throw error;
    located.trace ??= this.frames.map((frame) => this.traceFrame(frame)).reverse();
    this.frames.length = depth;
    return located;
  }

  /** JavaScript's own stack was the tighter limit. The innermost call counts as the one that found no room. */
  private overflow(): RuffError {
    if (this.frames.length === 1) return depthError("a builtin");
    return depthError(this.frames.pop()?.fn.name ?? "");
  }

  private traceFrame({ fn, at }: Frame): TraceFrame {
    return { name: fn.parent === null ? null : fn.name, source: this.module.source, at };
  }

  private infoOf(target: IrFunction): FunctionInfo {
    let info = this.infos.get(target);
    if (!info) {
      info = functionInfo(this.module, target.id);
      this.infos.set(target, info);
    }
    return info;
  }
}
