/** Calls builtins directly, on values written as JavaScript ones, with a host that only remembers. */

import { StructTypes } from "../../dist/runtime/struct.js";
import { TaskQueue } from "../../dist/runtime/tasks.js";
import { text } from "../../dist/runtime/text.js";
import { DictMap } from "../../dist/runtime/dict-map.js";
import { Builtin, Float, RuffArray, RuffDict } from "../../dist/runtime/value.js";
import { builtinValue } from "../../dist/stdlib/registry.js";

export const f = (number) => new Float(number);

/** Numbers become ints, arrays and plain objects containers; values of the language stay what they are. */
export function value(js) {
  if (typeof js === "function") return new Builtin("callback", (args) => value(js(...args)));
  if (Array.isArray(js)) return new RuffArray(js.map(value));
  if (js !== null && typeof js === "object" && Object.getPrototypeOf(js) === Object.prototype)
    return new RuffDict(new DictMap(Object.entries(js).map(([key, entry]) => [key, value(entry)])));
  return js;
}

export function makeHost(parts = {}) {
  const lines = [...(parts.input ?? [])];
  const slept = [];
  let clock = 0;
  const pause = (milliseconds) => {
    slept.push(milliseconds);
    clock += milliseconds;
  };
  return {
    args: [],
    env: {},
    types: new StructTypes(),
    out: "",
    err: "",
    slept,
    tasks: new TaskQueue({ now: () => clock, pause }, () => {}),
    call(callee, args) {
      return callee.call([...args]);
    },
    write(written) {
      this.out += written;
    },
    writeError(written) {
      this.err += written;
    },
    readLine() {
      return lines.shift() ?? null;
    },
    now() {
      return performance.now();
    },
    ...parts,
  };
}

/** The result itself. */
export function call(name, args, host = makeHost()) {
  return builtinValue(name, host).call(args.map(value));
}

/** The result's text form, or `E ` and the message of the error. */
export function show(name, args, host = makeHost()) {
  try {
    return text(call(name, args, host));
  } catch (error) {
    if (error.constructor.name !== "RuffError") throw error;
    return `E ${error.message}`;
  }
}

/** A test for each row `[builtin, arguments, result]`. */
export function table(test, rows) {
  const seen = new Map();
  for (const [name, args, expected] of rows) {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    test(`${name} ${count}`, (t) => t.is(show(name, args), expected));
  }
}
