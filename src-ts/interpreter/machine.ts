/** What a running program shares: its frames, its closures, its way out to the host. */

import type { IrFunction, Module, Slot } from "../ir/nodes.js";
import { type Frame as TraceFrame, depthError, isStackOverflow, RuffError } from "../runtime/error.js";
import { functionInfo } from "../ir/function-info.js";
import { RuffFunction, type FunctionInfo, type Value } from "../runtime/value.js";
import type { Host } from "../stdlib/spec.js";
import { executeBlock } from "./execute.js";
import { type Cell, Frame } from "./frame.js";

export class Machine {
  private readonly frames: Frame[] = [];
  private readonly infos = new Map<IrFunction, FunctionInfo>();

  constructor(
    private readonly module: Module,
    readonly host: Host,
  ) {}

  /** Runs the file from its first statement to its end. Throws the error that nothing caught. */
  run(): void {
    this.runFrame(new Frame(this.module.main, new Map()));
  }

  /** A closure over the current frame's bindings. */
  closure(target: IrFunction, frame: Frame): RuffFunction {
    const captured = frame.capture(target.captures);
    return new RuffFunction(this.infoOf(target), (...args) => this.call(target, captured, args));
  }

  private call(target: IrFunction, captured: ReadonlyMap<Slot, Cell>, args: readonly Value[]): Value {
    try {
      const frame = new Frame(target, captured);
      frame.enter(target.body);
      target.parameters.forEach((slot, i) => frame.write(slot, args[i] as Value));
      return this.runFrame(frame);
    } catch (error) {
      if (isStackOverflow(error)) throw this.locate(depthError(target.name));
      throw error;
    }
  }

  private runFrame(frame: Frame): Value {
    this.frames.push(frame);
    try {
      if (this.frames.length === 1) frame.enter(frame.fn.body);
      executeBlock(this, frame, frame.fn.body);
      return frame.result;
    } catch (error) {
      if (error instanceof RuffError) this.locate(error);
      throw error;
    } finally {
      this.frames.pop();
    }
  }

  /** Gives an error its position and call stack, if it has none yet. */
  locate(error: RuffError): RuffError {
    error.trace ??= this.frames.map((frame) => this.traceFrame(frame)).reverse();
    return error;
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
