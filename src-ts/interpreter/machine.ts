/** What a running program shares: its frames, its closures, its way out to the host. */

import type { IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import {
  type Frame as TraceFrame,
  depthError,
  isStackOverflow,
  RuffError,
  limitError,
} from "../runtime/error.js";
import { frameName, functionInfo } from "../ir/function-info.js";
import { ResumableFunction, RuffFunction, type FunctionInfo, type Value } from "../runtime/value.js";
import type { MethodLibrary } from "../runtime/access.js";
import { methodLibrary } from "../stdlib/methods.js";
import type { Host } from "../stdlib/spec.js";
import { Generator, ResumableGenerator } from "../runtime/generator.js";
import type { Program } from "../runtime/program.js";
import type { Resumable } from "../runtime/tasks.js";
import { executeBlock } from "./execute.js";
import { executeResumable, type Steps } from "./resumable.js";
import { type Cell, Frame } from "./frame.js";

/** Calls that may be active at once. */
const MOST_CALLS = 100_000;

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

  /** Whether a node may wait, or a function has such nodes: a task may then be suspended there. */
  mayWait(node: IrNode | IrFunction): boolean {
    const { waits } = this.module;
    return waits !== null && ("kind" in node ? waits.nodes.has(node) : waits.functions.has(node));
  }

  /** A closure over the current frame's bindings. */
  closure(target: IrFunction, frame: Frame): RuffFunction {
    const captured = frame.capture(target.captures);
    const info = this.infoOf(target);
    const code: RuffFunction["code"] = (...args) => this.call(target, captured, args);
    if (target.isGenerator || !this.mayWait(target)) return new RuffFunction(info, code);
    return new ResumableFunction(info, code, (...args) => this.callResumable(target, captured, args));
  }

  private call(target: IrFunction, captured: ReadonlyMap<Slot, Cell>, args: readonly Value[]): Value {
    const frame = this.frameFor(target, captured, args);
    if (target.isGenerator) return this.generator(frame);
    if (!target.isAsync) return this.runFrame(frame);
    const { depth } = this;
    return this.program.rejections.settle(
      () => this.runFrame(frame),
      (error) => this.caught(error, depth),
    );
  }

  private *callResumable(
    target: IrFunction,
    captured: ReadonlyMap<Slot, Cell>,
    args: readonly Value[],
  ): Resumable {
    const frame = this.frameFor(target, captured, args);
    const body = this.resumable(frame) as Resumable;
    if (!target.isAsync) return yield* body;
    return yield* this.program.rejections.settleResumable(body, (error) => this.caughtBelow(error, frame));
  }

  private frameFor(target: IrFunction, captured: ReadonlyMap<Slot, Cell>, args: readonly Value[]): Frame {
    if (this.frames.length > MOST_CALLS) throw depthError(target.name);
    const frame = new Frame(target, captured, this.module.source);
    frame.enter(target.body);
    target.parameters.forEach((slot, i) => frame.write(slot, args[i] as Value));
    return frame;
  }

  private generator(frame: Frame): Value {
    return this.mayWait(frame.fn)
      ? new ResumableGenerator(this.resumable(frame))
      : new Generator(this.resumable(frame) as Iterator<Value>);
  }

  /** Starts a task. */
  spawn(target: IrFunction, frame: Frame, args: readonly Value[]): void {
    const { program } = this;
    const task = this.frameFor(target, frame.capture(target.captures), args);
    const body = this.resumable(task) as Resumable;
    program.tasks.spawn({
      next: () => {
        try {
          return body.next();
        } catch (error) {
          throw this.caughtBelow(error, task);
        }
      },
    });
  }

  /** Runs a frame that can be suspended: it is active only while it runs. */
  private *resumable(frame: Frame): Steps<Value> {
    const body = executeResumable(this, frame, frame.fn.body.body);
    for (;;) {
      this.frames.push(frame);
      const { done, value } = body.next();
      this.frames.pop();
      if (done) return frame.result;
      yield value;
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
    const located = isStackOverflow(error) ? this.overflow() : (limitError(error) ?? error);
    if (!(located instanceof RuffError)) throw error;
    located.trace ??= this.trace();
    this.frames.length = depth;
    return located;
  }

  /** The same where a frame that can be suspended has ended by an error. */
  private caughtBelow(error: unknown, frame: Frame): RuffError {
    return this.caught(error, this.depthOf(frame) - 1);
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
