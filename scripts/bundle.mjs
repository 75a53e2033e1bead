// Joins the compiled modules of the command into one file, because a script of a few lines should not wait
// for a hundred modules to be loaded one by one. Parts that only some runs need are still evaluated only
// when asked for: esbuild wraps what is imported dynamically.
//
// The format is CommonJS: an ES module that imports node:fs makes Node load all streams, for exports that
// nobody asked for.

import { chmodSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
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
  entryPoints: { ruff: join(dist, "cli/main.js"), worker: join(dist, "cli/worker.js") },
  outdir,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  external: ["llvm-bindings"],
  plugins: [withoutChildProcess],
  define: { "import.meta.url": "$moduleUrl" },
  banner: { js: 'const $moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
});
chmodSync(join(outdir, "ruff.cjs"), 0o755);
