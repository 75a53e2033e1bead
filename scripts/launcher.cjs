#!/usr/bin/env -S node --stack-size=7000
// The installed `ruff`: runs the bundled command beside it with V8's code cache, which saves compiling it
// anew each time. A cache that another version of Node wrote is ignored.

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "command.js");

function readCache() {
  try {
    return readFileSync(`${filename}.cache`);
  } catch {
    return undefined;
  }
}

const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, "utf8")}\n})`;
const script = new Script(wrapped, { filename, cachedData: readCache() });
module.exports = script;
script.runInThisContext()(exports, require, module, filename, __dirname);
