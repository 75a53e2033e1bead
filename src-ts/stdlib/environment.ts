/** Arguments of the program and environment variables. */

import { DictMap } from "../runtime/dict-map.js";
import { Float, RuffArray, RuffDict, type Value } from "../runtime/value.js";
import { parseDouble, parseInteger } from "./numerals.js";
import {
  type BuiltinSpec,
  builtin,
  expectsNamed,
  fail,
  type Host,
  parameters,
  type ValueKind,
} from "./spec.js";

/** A function of one variable's name. `read` gets undefined if the variable is not set. */
function ofVariable(
  name: string,
  result: ValueKind,
  summary: string,
  read: (value: string | undefined, variable: string) => Value,
): BuiltinSpec {
  return builtin({
    parameters: parameters("name:string"),
    arityMessage: expectsNamed(name, 1, "variable name"),
    result,
    pure: false,
    summary,
    run: (host, variable) =>
      typeof variable === "string"
        ? read(lookUp(host, variable), variable)
        : fail(`${name} requires a string argument (variable name)`),
  });
}

function lookUp(host: Host, variable: string): string | undefined {
  return Object.hasOwn(host.env, variable) ? host.env[variable] : undefined;
}

/** A variable that must be set to a text that can be converted. */
function converted(
  name: string,
  result: ValueKind,
  description: string,
  summary: string,
  convert: (text: string) => Value,
): BuiltinSpec {
  return ofVariable(name, result, summary, (value, variable) => {
    if (value === undefined) return fail(`Environment variable '${variable}' not found`);
    const parsed = convert(value);
    return (
      parsed ?? fail(`Environment variable '${variable}' value '${value}' is not a valid ${description}`)
    );
  });
}

function floatOrNull(text: string): Float | null {
  const parsed = parseDouble(text);
  return parsed === null ? null : new Float(parsed);
}

function boolOrNull(text: string): boolean | null {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  return /^(?:false|0|no|off)$/i.test(text) ? false : null;
}

export const ENVIRONMENT: Record<string, BuiltinSpec> = {
  args: builtin({
    parameters: parameters(),
    arityMessage: expectsNamed("args", 0),
    result: "array",
    pure: false,
    summary: "The words after the script on the command line.",
    run: (host) => new RuffArray([...host.args]),
  }),
  env: ofVariable(
    "env",
    "string",
    "The environment variable; an empty string if it is not set.",
    (value) => value ?? "",
  ),
  env_or: builtin({
    parameters: parameters("name:string", "default:string"),
    arityMessage: expectsNamed("env_or", 2, "variable name, default value"),
    result: "string",
    pure: false,
    summary: "The environment variable, or the default if it is not set.",
    run: (host, variable, otherwise) =>
      typeof variable === "string" && typeof otherwise === "string"
        ? (lookUp(host, variable) ?? otherwise)
        : fail("env_or requires two string arguments (variable name, default value)"),
  }),
  env_int: converted("env_int", "int", "integer", "The environment variable as an int.", parseInteger),
  env_float: converted("env_float", "float", "float", "The environment variable as a float.", floatOrNull),
  env_bool: converted(
    "env_bool",
    "bool",
    "bool",
    "The environment variable as a bool: true, 1, yes, on, or false, 0, no, off.",
    boolOrNull,
  ),
  env_required: ofVariable(
    "env_required",
    "string",
    "The environment variable; an error if it is not set.",
    (value, variable) => value ?? fail(`Required environment variable '${variable}' is not set`),
  ),
  env_set: builtin({
    parameters: parameters("name:string", "value:string"),
    arityMessage: expectsNamed("env_set", 2, "variable name, value"),
    result: "null",
    pure: false,
    summary: "Sets an environment variable for this program and its children.",
    run: (host, variable, value) => {
      if (typeof variable !== "string" || typeof value !== "string")
        return fail("env_set requires two string arguments (variable name, value)");
      if (/^$|[=\0]/.test(variable) || value.includes("\0"))
        return fail("env_set requires a valid variable name");
      host.env[variable] = value;
      return null;
    },
  }),
  env_list: builtin({
    parameters: parameters(),
    arityMessage: expectsNamed("env_list", 0),
    result: "dict",
    pure: false,
    summary: "All environment variables.",
    run: (host) => {
      const set = Object.entries(host.env).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return new RuffDict(new DictMap(set));
    },
  }),
};
