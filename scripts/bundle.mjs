// Joins the compiled modules of the command into one file, because a script of a few lines should not wait
// for a hundred modules to be loaded one by one. Parts that only some runs need are still evaluated only
// when asked for: esbuild wraps what is imported dynamically.
//
// The format is CommonJS: an ES module that imports node:fs makes Node load all streams, for exports that
// nobody asked for.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const outdir = join(dist, "bin");

/** commander starts other programs only for commands kept in files of their own; we have none. */
const withoutChildProcess = {
  name: "without-child-process",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: "absent" }));
    onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
  },
};

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: { command: join(dist, "cli/main.js"), "worker.cjs": join(dist, "cli/worker.js") },
  outdir,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  external: ["llvm-bindings"],
  plugins: [withoutChildProcess],
  define: { "import.meta.url": "$moduleUrl", RUFF_BUILD: JSON.stringify(hashOfModules()) },
  banner: { js: 'const $moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
});
renameSync(join(outdir, "worker.cjs.js"), join(outdir, "worker.cjs"));
stripShebang(join(outdir, "command.js"));
copyFileSync(join(root, "scripts/launcher.cjs"), join(outdir, "ruff.cjs"));
chmodSync(join(outdir, "ruff.cjs"), 0o755);
writeCache();

/** Tells builds from each other. */
function hashOfModules() {
  const hash = createHash("sha256");
  const files = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(".js"));
  for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(dist, name)));
  return hash.digest("base64url");
}

/** The first line is the launcher's: inside the function that it wraps around the text it would be an error. */
function stripShebang(file) {
  writeFileSync(file, readFileSync(file, "utf8").replace(/^#!.*\n/, ""));
}

/** Runs the command once and keeps what V8 compiled. */
function writeCache() {
  const program = `
    process.argv.splice(1, 1, "ruff", "run", ${JSON.stringify(join(root, "scripts/training.ruff"))});
    process.on("exit", () => {
      const script = require.cache[require.resolve("./ruff.cjs")].exports;
      require("node:fs").writeFileSync("command.js.cache", script.createCachedData());
    });
    require("./ruff.cjs");`;
  const kept = mkdtempSync(join(tmpdir(), "ruff-training-"));
  const env = { ...process.env, RUFF_JIT_THRESHOLD: "0", RUFF_CACHE: kept };
  const options = { cwd: outdir, env, stdio: ["ignore", "ignore", "inherit"] };
  execFileSync(process.execPath, ["--stack-size=7000", "-e", program, "-"], options);
  rmSync(kept, { recursive: true });
}
