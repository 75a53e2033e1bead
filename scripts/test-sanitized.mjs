// Builds the native addon with the address and undefined-behaviour sanitizers and runs tests with it. The first
// report of a sanitizer ends the test's process, and so fails it.
//
//   node scripts/test-sanitized.mjs [TEST_FILES]...     default: those of the bridge and of the language

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const given = process.argv.slice(2);
const tests = given.length > 0 ? given : ["test/bridge/*.test.js", "test/language/*.test.js"];

run(["scripts/build-native.mjs", "--require", "--sanitize"], {});
run(["node_modules/ava/entrypoints/cli.mjs", ...tests], {
  // The sanitizer's run-time library must come first, and Node itself is built without it.
  LD_PRELOAD: spawnSync("gcc", ["-print-file-name=libasan.so"], { encoding: "utf8" }).stdout.trim(),
  // Node frees little of its memory when it ends.
  ASAN_OPTIONS: "detect_leaks=0",
  UBSAN_OPTIONS: "halt_on_error=1:print_stacktrace=1",
  RUFF_BRIDGE_ADDON: `${root}build/Sanitize/ruff_native.node`,
});

/** Runs a script of this project; ends with its exit code if it fails. */
function run(words, env) {
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, words, options);
  if (status !== 0) process.exit(status ?? 1);
}
