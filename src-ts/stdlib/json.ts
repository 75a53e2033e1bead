/** JSON. */

import { stringFrom } from "./arguments.js";
import { readJson } from "./json-read.js";
import { writeJson } from "./json-write.js";
import { type BuiltinSpec, builtin, parameters } from "./spec.js";

function writer(name: string, indent: string, summary: string): BuiltinSpec {
  return builtin({
    parameters: parameters("value"),
    arityMessage: () => `${name} requires a value argument`,
    result: "string",
    summary,
    run: (_host, value) => writeJson(value, indent),
  });
}

export const JSON_TEXT: Record<string, BuiltinSpec> = {
  parse_json: builtin({
    parameters: parameters("text:string"),
    arityMessage: () => "parse_json requires a string argument",
    result: "any",
    summary: "The value of a JSON document.",
    run: (_host, text) => readJson(stringFrom(text, "parse_json requires a string argument")),
  }),
  to_json: writer("to_json", "", "The value as JSON in one line, with sorted keys."),
  to_json_pretty: writer("to_json_pretty", "  ", "The value as JSON over several lines, with sorted keys."),
};
