/** The object `$` that generated code uses: the shared runtime, and what ties it to one program. */

import { functionInfo } from "../ir/function-info.js";
import type { IrFunction, Module } from "../ir/nodes.js";
import { oncePer } from "../ir/once-per.js";
import { callMethod, getField, getOptionalField, type Receiver } from "../runtime/access.js";
import { joined } from "../runtime/memory.js";
import { add, divide, modulo, multiply, subtract } from "../runtime/arithmetic.js";
import { callResumable, callValue, thrown } from "../runtime/call.js";
import * as container from "../runtime/container.js";
import { literalKey } from "../runtime/dict.js";
import { DictMap } from "../runtime/dict-map.js";
import { errorStruct, RuffError } from "../runtime/error.js";
import { Generator, ResumableGenerator } from "../runtime/generator.js";
import { canonical } from "../runtime/int.js";
import { iterate, rangeCursor, rangeStart, rangeStop } from "../runtime/iterate.js";
import * as match from "../runtime/match.js";
import * as nesting from "../runtime/nesting.js";
import { equal, greater, greaterEqual, less, lessEqual, unary, unequal } from "../runtime/operators.js";
import { importModule, type Program } from "../runtime/program.js";
import { callMethodResumable } from "../runtime/resumable-method.js";
import { characterAt, isPlain, StringMemo } from "../runtime/string.js";
import { RuffStruct, StructDefinition } from "../runtime/struct.js";
import { type Resumable, runBlocking, type Wait } from "../runtime/tasks.js";
import { text } from "../runtime/text.js";
import {
  Float,
  type FunctionInfo,
  NONE,
  ResumableFunction,
  RuffArray,
  RuffDict,
  RuffFunction,
  share,
  taken,
  Tagged,
  truthy,
  type Value,
  Wrapped,
} from "../runtime/value.js";
import { length } from "../stdlib/sequences.js";
import { builtinNamed, builtinValue } from "../stdlib/registry.js";
import { methodLibrary } from "../stdlib/methods.js";
import type { Code } from "./late-functions.js";
import { type StackReader, withWholeStacks } from "./stack-trace.js";
import { makeStructClass } from "./struct-class.js";
import type { StructClass, TierProvider } from "./tier.js";

type ResumableCode = ResumableFunction["resumable"];

/** Equal functions have one code. */
const blockingForm = oncePer((resumable: ResumableCode): RuffFunction["code"] => {
  return (...args) => runBlocking(resumable(...args));
});

/** A function of a task's own scope, of which there is only the resumable form. */
function resumableOnly(info: FunctionInfo, resumable: ResumableCode): ResumableFunction {
  return new ResumableFunction(info, blockingForm(resumable), resumable);
}

const SHARED = {
  add,
  joined,
  subtract,
  multiply,
  divide,
  modulo,
  negate: (value: Value) => unary("-", value),
  not: (value: Value) => unary("!", value),
  equal,
  unequal,
  less,
  lessEqual,
  greater,
  greaterEqual,
  ...container,
  ...match,
  ...nesting,
  getField,
  getOptionalField,
  literalKey,
  length,
  characterAt,
  isPlain,
  iterate,
  rangeCursor,
  rangeStart,
  rangeStop,
  canonical,
  text,
  share,
  taken,
  truthy,
  DictMap,
  Float,
  RuffArray,
  RuffDict,
  RuffFunction,
  RuffStruct,
  StringMemo,
  StructDefinition,
  Tagged,
  Wrapped,
  NONE,
  builtinValue,
  builtinCode: (name: string) => builtinNamed(name).run,
  builtinResumable: (name: string) => builtinNamed(name).runResumable,
  makeGenerator: (body: () => Iterator<Value>) => new Generator(body()),
  makeResumableGenerator: (body: () => Iterator<Value | Wait>) => new ResumableGenerator(body()),
  ResumableFunction,
  resumableOnly,
  spreadInto: (map: DictMap, value: Value) => {
    container.spreadEntries(map, value);
    return map;
  },
  exports: (entries: [string, Value | undefined][]) =>
    new Map(entries.filter(([, value]) => value !== undefined)),
  call: (args: Value[], callee: Value) => callValue(callee, args),
  callResumable: (args: Value[], callee: Value) => callResumable(callee, args),
  raise: (value: Value): never => {
    throw thrown(value);
  },
  fail: (message: string): never => {
    throw new RuffError(message);
  },
  undefinedVariable: (name: string): never => {
    throw new RuffError(`Undefined variable: ${name}`);
  },
};

/** What a run of a file provides. */
export interface ModuleSupport {
  /** Tells how to run a text in the scope of the file's JavaScript. */
  readonly evaluateBy: (evaluate: (text: string) => Code) => void;
  /** Makes the late function with that number (`late-functions.ts`). */
  readonly compile: (id: number) => Code;
  /** Tells what to call when the file has ended or failed. */
  readonly cleanUpBy: (cleanUp: Code) => void;
}

/** What depends on the program: its host, its struct types, its promises and tasks. */
function makeProgramSupport(program: Program, reader: StackReader): object {
  const { locate } = reader;
  const { host, types, rejections, tasks } = program;
  const library = methodLibrary(host);
  const general = (object: Value, name: string, args: Value[], receiver: Receiver): Value =>
    callMethod(object, name, args, callValue, receiver, library);
  return {
    callMethod: general,
    callMethodResumable: (object: Value, name: string, args: Value[], receiver: Receiver): Resumable =>
      callMethodResumable(object, name, args, receiver, library),
    structType: (name: string) => types.named(name),
    caught: (error: unknown) => errorStruct(locate(error), types),
    caughtBriefly: (error: unknown) => errorStruct(reader.translate(error), types),
    async: (body: () => Value) => rejections.settle(body, locate),
    asyncResumable: (body: () => Resumable) => rejections.settleResumable(body(), locate),
    await: (value: Value) => rejections.await(value),
    spawn: (body: (...args: Value[]) => Resumable, ...args: Value[]) => {
      const code = body(...args);
      tasks.spawn({ next: () => withWholeStacks(() => code.next(), locate) });
    },
  };
}

/** One class for each name and list of fields, however often it is asked for. */
function structClasses({ types }: Program): (name: string, ...fields: string[]) => StructClass {
  const classes = new Map<string, StructClass>();
  return (name, ...fields) => {
    const key = [name, ...fields].join();
    const known = classes.get(key) ?? makeStructClass(types.named(name), fields);
    classes.set(key, known);
    return known;
  };
}

/** What closures of a function share, which tells them from those of others: one object, however often it is asked for. */
function infosOf(module: Module): (id: number) => FunctionInfo {
  const infos = new Map<number, FunctionInfo>();
  return (id) => {
    const info = infos.get(id) ?? functionInfo(module, id);
    infos.set(id, info);
    return info;
  };
}

/** The support object for one file of a program. */
export function makeSupport(
  module: Module,
  program: Program,
  tiers: TierProvider | null,
  reader: StackReader,
  own: ModuleSupport,
): object {
  const fn = (id: number) => module.functions[id] as IrFunction;
  const structClass = structClasses(program);
  tiers?.connectStructs(structClass);
  return {
    ...SHARED,
    ...makeProgramSupport(program, reader),
    ...own,
    structClass,
    import: (name: string, names: string[]) => importModule(program, name, names, module.source),
    info: infosOf(module),
    tier: (id: number) => tiers?.tierOf(fn(id)),
    loopTier: (id: number) => tiers?.loopTier(id),
    callTier: (id: number) => tiers?.callTier(id),
    global: (id: number, get: () => Value | undefined, set: (value: Value) => void) =>
      tiers?.connectGlobal(id, get, set),
  };
}
