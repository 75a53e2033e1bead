// Builds the native addon, build/Release/ruff_native.node: the one place that does. `npm install`
// runs it; so does binding.gyp.
//
//   node scripts/build-native.mjs [--require] [--sanitize] [-DNAME=VALUE ...]
//
// Ruff runs without the addon (in JavaScript only), so what is missing for the build is one line
// on stderr and no failure, unless --require is given. --sanitize builds with the address and
// undefined-behaviour sanitizers into build/Sanitize. -D is passed to CMake.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const flags = process.argv.slice(2);
const required = flags.includes("--require");
const sanitize = flags.includes("--sanitize");
const buildDir = join(root, "build", sanitize ? "cmake-sanitize" : "cmake");
const logFile = join(root, "build", "native.log");

const problem = build();
if (problem) {
  console.error(`ruff: native code is off: ${problem}`);
  process.exitCode = required ? 1 : 0;
}

/** Returns null, or in one line why there is no addon. */
function build() {
  if (spawnSync("cmake", ["--version"]).error) return "CMake is not installed";
  const cmakeJs = findCmakeJs();
  if (!cmakeJs) return "the npm package cmake-js is not installed";

  const definitions = [
    `NODE_EXECUTABLE=${process.execPath}`,
    `RUFF_SANITIZE=${sanitize ? "ON" : "OFF"}`,
    ...flags.filter((flag) => flag.startsWith("-D")).map((flag) => flag.slice(2)),
  ];
  const options = ["--directory", root, "--out", buildDir, ...definitions.map((text) => `--CD${text}`)];
  let log = "";
  for (const command of ["configure", "build"]) {
    const run = spawnSync(process.execPath, [cmakeJs, command, ...options], {
      cwd: root,
      env: buildEnvironment(),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    log += run.stdout + run.stderr;
    mkdirSync(dirname(logFile), { recursive: true });
    writeFileSync(logFile, log);
    if (run.status !== 0) return `${reasonIn(log)} (see build/native.log)`;
  }
  return null;
}

function findCmakeJs() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("cmake-js/package.json")), "bin", "cmake-js");
  } catch {
    return null;
  }
}

/** cmake-js downloads Node's headers unless it is told of a directory that has them. */
function buildEnvironment() {
  const candidates = [process.env.npm_config_nodedir, dirname(dirname(process.execPath))];
  const nodedir = candidates.find((dir) => dir && existsSync(join(dir, "include", "node", "node_api.h")));
  return {
    CMAKE_BUILD_PARALLEL_LEVEL: String(availableParallelism()),
    ...process.env,
    ...(nodedir && { npm_config_nodedir: nodedir }),
  };
}

/** What CMake or the compiler objected to first. */
function reasonIn(log) {
  const cmake = /CMake Error.*\n((?: +\S.*\n)+)/.exec(log);
  if (cmake) return cmake[1].trim().replace(/\s+/g, " ");
  const line = log.split("\n").find((text) => /\berror\b/i.test(text));
  return line?.replace(/^.*ERR(OR|!)( OMG)?/, "").trim() ?? "the build failed";
}
