/** Whole text files. */

import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { isUtf8 } from "node:buffer";
import { RuffDict, type Value } from "../runtime/value.js";
import { stringFrom } from "./arguments.js";
import { osErrorText } from "./os-error.js";
import { type BuiltinSpec, builtin, fail, parameters } from "./spec.js";

/** Bytes that may be read or written at once. */
const MOST_BYTES = 8_388_608;

/** The result of a system call, or an error that starts with what was tried. */
function attempt<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    return fail(`${what}: ${osErrorText(error)}`);
  }
}

function readFile(path: string): string {
  const what = `Cannot read file '${path}'`;
  const file = attempt(what, () => openSync(path, "r"));
  try {
    const { size } = attempt(what, () => fstatSync(file));
    if (size > MOST_BYTES)
      return fail(`${what}: exceeds maximum read size (${size} bytes > ${MOST_BYTES} bytes)`);
    const bytes = attempt(what, () => readFileSync(file));
    return isUtf8(bytes) ? bytes.toString("utf8") : fail(`${what}: stream did not contain valid UTF-8`);
  } finally {
    closeSync(file);
  }
}

/** The bytes of a text that may be written. */
function payload(what: string, text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= MOST_BYTES) return bytes;
  return fail(`${what}: payload exceeds maximum write size (${bytes.length} bytes > ${MOST_BYTES} bytes)`);
}

/** The flag itself, or a dict with an entry of its name. */
function overwriteFlag(value: Value): boolean {
  const flag = value instanceof RuffDict ? value.entries.get("overwrite") : value;
  if (flag === undefined) return false;
  return typeof flag === "boolean" ? flag : fail("write_file optional overwrite flag must be a bool");
}

function writeFile(path: string, text: string, overwrite: boolean): void {
  const what = `Cannot write file '${path}'`;
  const bytes = payload(what, text);
  try {
    writeFileSync(path, bytes, { flag: overwrite ? "w" : "wx" });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
    fail(
      `${what}: ${exists ? "file already exists (pass overwrite=true to replace it)" : osErrorText(error)}`,
    );
  }
}

export const FILES: Record<string, BuiltinSpec> = {
  read_file: builtin({
    parameters: parameters("path:string"),
    arityMessage: () => "read_file requires a string path argument",
    result: "string",
    pure: false,
    summary: "The text of a file.",
    run: (_host, path) => readFile(stringFrom(path, "read_file requires a string path argument")),
  }),
  write_file: builtin({
    parameters: parameters("path:string", "text:string", "overwrite:bool"),
    arity: [2, 3],
    arityMessage: () => "write_file requires 2 or 3 arguments: path, content/bytes, [overwrite]",
    result: "bool",
    pure: false,
    summary: "Writes a text to a file; an existing one is only replaced if `overwrite` is true.",
    run: (_host, path, text, overwrite) => {
      if (typeof path !== "string" || typeof text !== "string")
        return fail("write_file requires string arguments");
      writeFile(path, text, overwriteFlag(overwrite));
      return true;
    },
  }),
  append_file: builtin({
    parameters: parameters("path:string", "text:string"),
    arityMessage: () => "append_file requires two arguments: path and content",
    result: "bool",
    pure: false,
    summary: "Writes a text at the end of a file, which is made if missing.",
    run: (_host, path, text) => {
      if (typeof path !== "string" || typeof text !== "string")
        return fail("append_file requires string arguments");
      const bytes = payload(`Cannot append to file '${path}'`, text);
      const file = attempt(`Cannot open file '${path}'`, () => openSync(path, "a"));
      try {
        attempt(`Cannot append to file '${path}'`, () => appendFileSync(file, bytes));
      } finally {
        closeSync(file);
      }
      return true;
    },
  }),
  file_exists: builtin({
    parameters: parameters("path:string"),
    arityMessage: () => "file_exists requires a string path argument",
    result: "bool",
    pure: false,
    summary: "Whether there is a file or folder at the path.",
    run: (_host, path) => existsSync(stringFrom(path, "file_exists requires a string path argument")),
  }),
};
