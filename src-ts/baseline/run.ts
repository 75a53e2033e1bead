/** Runs compiled files in the baseline: IR to JavaScript, JavaScript to V8. */

import { Script } from "node:vm";
import type { IrFunction, Module } from "../ir/nodes.js";
import type { Program, RunModule } from "../runtime/program.js";
import { LONG_SOURCE, optimizeAsUsual } from "../runtime/v8-optimizing.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import { type Emitted, emitModule } from "./emit-module.js";
import type { Code } from "./late-functions.js";
import { type Locate, StackReader, withWholeStacks } from "./stack-trace.js";
import { type ModuleSupport, makeSupport } from "./support.js";
import type { TierProvider } from "./tier.js";

/** How a program runs under a debugger. */
export interface Debugging {
  /** Whether to stop before the first statement. */
  readonly stopFirst: boolean;
  /** The comment that ends the JavaScript of a file. */
  readonly sourceMap: (emitted: Emitted, source: SourceText) => string;
}

export interface BaselineOptions {
  readonly debugging?: Debugging | null;
  /** Length of a source from which on its functions are made when they are first called. */
  readonly lateFrom?: number;
}

/**
 * How to run the modules of one program: each to its end, giving its exports. Throws located `RuffError`s.
 * `tiersFor` gives a module's way to the native engine; null where nothing is ever handed over, as must be the
 * case under a debugger.
 */
export function makeBaseline(
  program: Program,
  tiersFor: ((module: Module) => TierProvider) | null,
  { debugging = null, lateFrom = LONG_SOURCE }: BaselineOptions = {},
): RunModule {
  const reader = new StackReader();
  let scripts = 0;
  return (module) =>
    withWholeStacks(() => {
      const tiers = tiersFor?.(module) ?? null;
      const filename = `ruff-baseline-${++scripts}.js`;
      const stepping = debugging && { stopFirst: debugging.stopFirst && scripts === 1 };
      const late = !debugging && module.waits === null && module.source.text.length >= lateFrom;
      const emitted = emitModule(module, tiers, { stepping, late });
      const map = debugging ? `\n${debugging.sourceMap(emitted, module.source)}` : "";
      reader.register(filename, { module, ...emitted });
      let cleanUp: () => unknown = () => {};
      const start = new Script(emitted.text + map, { filename }).runInThisContext();
      const main: () => Map<string, Value> = start(
        makeSupport(module, program, tiers, reader, {
          ...lateSupport(module, emitted, filename, reader),
          cleanUpBy: (code) => {
            cleanUp = code;
          },
        }),
        program.host,
      );
      optimizeAsUsual();
      return runAndCleanUp(main, () => cleanUp(), reader.locate);
    }, reader.locate);
}

type LateSupport = Pick<ModuleSupport, "evaluateBy" | "compile">;

/** The cleanup runs when the file has ended, and when an error has ended it. */
function runAndCleanUp<Result>(run: () => Result, cleanUp: () => void, locate: Locate): Result {
  let result: Result;
  try {
    result = run();
  } catch (error) {
    const failure = locate(error);
    cleanUp();
    throw failure;
  }
  cleanUp();
  return result;
}

/** Makes functions of a file when they are first called. */
function lateSupport(module: Module, emitted: Emitted, filename: string, reader: StackReader): LateSupport {
  let evaluate: (text: string) => Code;
  return {
    evaluateBy: (evaluator) => {
      evaluate = evaluator;
    },
    compile: (id) =>
      emitted.makeLate(module.functions[id] as IrFunction, (function_) => {
        const name = `${filename.slice(0, -".js".length)}-${id}.js`;
        reader.register(name, { module, ...emitted, ...function_ });
        return evaluate(`${function_.text}\n//# sourceURL=${name}`);
      }),
  };
}
