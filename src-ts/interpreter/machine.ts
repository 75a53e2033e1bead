/** What a running program shares: its frames, its closures, its way out to the host. */

import type { IrFunction, Module, Slot } from "../ir/nodes.js";
import {
  type Frame as TraceFrame,
  depthError,
  isStackOverflow,
  RuffError,
  tooLargeError,
} from "../runtime/error.js";
import { frameName, functionInfo } from "../ir/function-info.js";
import { RuffFunction, type FunctionInfo, type Value } from "../runtime/value.js";
import type { MethodLibrary } from "../runtime/access.js";
import { methodLibrary } from "../stdlib/methods.js";
import type { Host } from "../stdlib/spec.js";
import { Generator } from "../runtime/sequence.js";
import type { Program } from "../runtime/program.js";
import { executeBlock } from "./execute.js";
import { executeResumable } from "./resumable.js";
import { type Cell, Frame } from "./frame.js";

/** Calls that may be active at once. */
const MOST_CALLS = 100_000;

type Generator_ = globalThis.Generator<Value, void, undefined>;

export class Machine {
  private readonly infos = new Map<IrFunction, FunctionInfo>();
  readonly methods: MethodLibrary;

  constructor(
    private readonly module: Module,
    readonly program: Program,
    /** The active calls of the whole program, other modules' included. */
    private readonly frames: Frame[],
  ) {
    this.methods = methodLibrary(program.host);
  }

  get host(): Host {
    return this.program.host;
  }

  /** Runs the file from its first statement to its end. Returns what it exports; throws what nothing caught. */
  run(): Map<string, Value> {
    const { depth } = this;
    const frame = new Frame(this.module.main, new Map(), this.module.source);
    frame.enter(frame.fn.body);
    try {
      this.runFrame(frame);
    } catch (error) {
      throw this.caught(error, depth);
    }
    const exports = new Map<string, Value>();
    for (const { name, slot } of this.module.exports) {
      const value = frame.read(slot);
      if (value !== undefined) exports.set(name, value);
    }
    return exports;
  }

  /** A closure over the current frame's bindings. */
  closure(target: IrFunction, frame: Frame): RuffFunction {
    const captured = frame.capture(target.captures);
    return new RuffFunction(this.infoOf(target), (...args) => this.call(target, captured, args));
  }

  private call(target: IrFunction, captured: ReadonlyMap<Slot, Cell>, args: readonly Value[]): Value {
    if (this.frames.length > MOST_CALLS) throw depthError(target.name);
    const frame = new Frame(target, captured, this.module.source);
    frame.enter(target.body);
    target.parameters.forEach((slot, i) => frame.write(slot, args[i] as Value));
    if (target.isGenerator) return new Generator(this.resumable(frame));
    if (!target.isAsync) return this.runFrame(frame);
    const { depth } = this;
    return this.program.rejections.settle(
      () => this.runFrame(frame),
      (error) => this.caught(error, depth),
    );
  }

  /** Keeps the call for later, when it runs on top of whatever waits then. */
  spawn({ code }: RuffFunction, args: readonly Value[]): void {
    this.program.tasks.spawn(() => {
      const { depth } = this;
      try {
        code(...args);
      } catch (error) {
        throw this.caught(error, depth);
      }
    });
  }

  /** The body of a generator: its frame is active only while it runs. */
  private *resumable(frame: Frame): Generator_ {
    const body = executeResumable(this, frame, frame.fn.body.body);
    for (;;) {
      this.frames.push(frame);
      const { done, value } = body.next();
      this.frames.pop();
      if (done) return;
      yield value as Value;
    }
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
    located.trace ??= this.trace();
    this.frames.length = depth;
    return located;
  }

  /** The active calls, innermost first, down to the task that is running, if one is. */
  private trace(): TraceFrame[] {
    const bottom = this.frames.findLastIndex(({ fn }) => fn.isTask);
    const own = this.frames.slice(Math.max(bottom, 0));
    return own.map(({ fn, at, source }) => ({ name: frameName(fn), source, at })).reverse();
  }

  /** JavaScript's own stack was the tighter limit. The innermost call counts as the one that found no room. */
  private overflow(): RuffError {
    if (this.frames.length === 1) return depthError("a builtin");
    return depthError(this.frames.pop()?.fn.name ?? "");
  }

  /** How many calls are active up to the innermost of this frame. */
  depthOf(frame: Frame): number {
    return this.frames.lastIndexOf(frame) + 1;
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
