// The languages of the tables: where each is on this machine, and how it starts a program.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceFile } from "./catalog.mjs";

const cli = fileURLToPath(new URL("../dist/bin/ruff.cjs", import.meta.url));
const GCC_OPTIONS = ["-O3", "-march=native"];

function output(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/**
 * The executable as users start it: its first line gives Node the stack that the baseline needs. It finds nothing of
 * earlier runs, and leaves nothing.
 */
export function ruff(file, args = [], env = {}) {
  return { command: cli, args: ["run", file, ...args], env: { RUFF_CACHE: "0", ...env } };
}

/** The same with what two earlier runs have kept in a folder. */
export function ruffAgain(file, cache) {
  return { ...ruff(file, [], { RUFF_CACHE: cache }), earlierRuns: 2 };
}

/** The Python behind the first of the commands: what is found on the path may be a slow wrapper. */
function python(...commands) {
  const version = "getattr(sys, 'pypy_version_info', sys.version_info)[:3]";
  const ask = `import sys; print(sys.executable, '.'.join(map(str, ${version})))`;
  for (const command of commands) {
    const found = output(command, "-c", ask);
    if (found) return { command: found.split(" ")[0], version: found.split(" ")[1] };
  }
  return null;
}

function found(command, version) {
  return version === null ? null : { command, version };
}

function interpreted(extension) {
  return {
    extension,
    prepare: ({ command }, file) => ({ command, args: [file], env: {} }),
  };
}

const LANGUAGES = {
  ruff: {
    extension: "ruff",
    find: () => found(cli, existsSync(cli) ? "this version" : null),
    prepare: (_found, file) => ruff(file),
  },
  "ruff again": {
    extension: "ruff",
    find: () => found(cli, existsSync(cli) ? "ruff with what two earlier runs have kept" : null),
    prepare: (_found, file, _program, work) => ruffAgain(file, join(work, "cache")),
  },
  "no jit": {
    extension: "ruff",
    find: () => found(cli, existsSync(cli) ? "ruff with DISABLE_JIT=1" : null),
    prepare: (_found, file) => ruff(file, [], { DISABLE_JIT: "1" }),
  },
  node: { ...interpreted("js"), find: () => found(process.execPath, process.version) },
  luajit: {
    ...interpreted("lua"),
    find: () => found("luajit", output("luajit", "-v")?.split(" ")[1] ?? null),
  },
  pypy: { ...interpreted("py"), find: () => python("pypy3", "pypy") },
  cpython: { ...interpreted("py"), find: () => python("python3", "python") },
  gcc: {
    extension: "c",
    find: () => found("gcc", output("gcc", "-dumpfullversion")),
    prepare: ({ command }, file, { name }, work) => {
      const binary = join(work, name);
      const built = spawnSync(command, [...GCC_OPTIONS, "-o", binary, file, "-lm"], { encoding: "utf8" });
      if (built.status !== 0) throw new Error(`gcc could not build ${file}\n${built.stderr}`);
      return { command: binary, args: [], env: {} };
    },
  },
};

export const LANGUAGE_NAMES = Object.keys(LANGUAGES);

/** Which of the languages are here: each with its `version`, or null if it is missing. */
export function findLanguages(names) {
  return new Map(names.map((name) => [name, LANGUAGES[name].find()]));
}

/** How each language that is here runs the program, without its size; programs in C are compiled. */
export function contestants(program, languages, work) {
  const result = {};
  for (const [name, found] of languages) {
    const { extension, prepare } = LANGUAGES[name];
    const file = sourceFile(program, extension);
    if (found && file) result[name] = prepare(found, file, program, work);
  }
  return result;
}

export function withSize(contestant, size) {
  return { ...contestant, args: [...contestant.args, String(size)] };
}

export function languageLines(languages) {
  const line = ([name, found]) => `${name}: ${found?.version ?? "not installed here, so left out"}`;
  return [...languages].map(line).concat(`gcc's options: ${GCC_OPTIONS.join(" ")}`);
}
