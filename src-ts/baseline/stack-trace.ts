/** Ruff call stacks from JavaScript ones. */

import { frameName } from "../ir/function-info.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { depthError, type Frame, isStackOverflow, RuffError, limitError } from "../runtime/error.js";
import { type PositionTable, sourceOffset } from "./positions.js";

/** What is needed to read the frames of one compiled file. */
export interface Compiled {
  readonly module: Module;
  readonly positions: () => PositionTable;
  readonly functionNamed: () => ReadonlyMap<string, IrFunction>;
  readonly stubNamed: () => ReadonlyMap<string, IrFunction>;
}

/** Converts what a JavaScript `catch` caught into the Ruff error; rethrows what is not one. */
export type Locate = (error: unknown) => RuffError;

/** Runs generated code: errors know their whole stacks, and leave it located. */
export function withWholeStacks<Result>(code: () => Result, locate: Locate): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  try {
    return code();
  } catch (error) {
    throw locate(error);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Reads the stacks of the scripts registered with it, by their script names. */
export class StackReader {
  private readonly scripts = new Map<string, Compiled>();

  register(scriptName: string, compiled: Compiled): void {
    this.scripts.set(scriptName, compiled);
  }

  /** The Ruff error for anything caught: located, stack overflows translated; other exceptions are rethrown. */
  locate: Locate = (error) => {
    const translated = this.translate(error);
    translated.trace ??= this.trace(translated);
    return translated;
  };

  /** The same for who will not ask where it was raised. */
  translate: Locate = (error) => {
    if (error instanceof RuffError) return error;
    const limit = limitError(error);
    if (limit !== null) limit.trace = this.frames(error as Error);
    else if (!isStackOverflow(error)) throw error;
    return limit ?? this.overflow(this.frames(error as Error));
  };

  /** The innermost frame is the call that found no room: it never began. A file's top level has begun. */
  private overflow(frames: readonly Frame[]): RuffError {
    const name = frames[0]?.name ?? null;
    const overflow = depthError(name ?? "a builtin");
    overflow.trace = name === null ? frames : frames.slice(1);
    return overflow;
  }

  /** The call that went over to machine code is the outermost of the native frames too, or calls that. */
  private trace(error: RuffError): Frame[] {
    const frames = this.frames(error);
    const { nativeFrames } = error;
    return nativeFrames.concat(nativeFrames.length > 0 && error.sharesOuterFrame ? frames.slice(1) : frames);
  }

  /** The Ruff frames of a JavaScript error's stack, innermost first. Below a task stands whatever waited. */
  private frames(error: Error): Frame[] {
    const frames: Frame[] = [];
    for (const site of callSites(error)) {
      const compiled = this.scripts.get(site.getScriptNameOrSourceURL() ?? "");
      const fn = compiled && functionAt(site, compiled, frames.length === 0);
      if (!compiled || !fn) continue;
      const { module, positions } = compiled;
      const at = sourceOffset(
        positions(),
        (site.getLineNumber() ?? 1) - 1,
        (site.getColumnNumber() ?? 1) - 1,
      );
      frames.push({ name: frameName(fn), source: module.source, at: at ?? fn.at });
      if (fn.isTask) break;
    }
    return frames;
  }
}

/** A stub is a frame of its own only if it is the innermost one: what it calls had no room. */
function functionAt(
  site: NodeJS.CallSite,
  { functionNamed, stubNamed }: Compiled,
  isInnermost: boolean,
): IrFunction | undefined {
  const name = site.getFunctionName() ?? "";
  return functionNamed().get(name) ?? (isInnermost ? stubNamed().get(name) : undefined);
}

/** V8's structured view of an error's stack. It is formatted on first access, so that uncaught use costs nothing. */
function callSites(error: Error): NodeJS.CallSite[] {
  const previous = Error.prepareStackTrace;
  let sites: NodeJS.CallSite[] = [];
  Error.prepareStackTrace = (_error, structured) => {
    sites = structured;
    return "";
  };
  try {
    void error.stack;
  } finally {
    Error.prepareStackTrace = previous;
  }
  return sites;
}
