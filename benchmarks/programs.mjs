// The catalogue: each benchmark's parameters, which its .ruff file assigns in its first lines
// (`n := 42`). Those full sizes are passed on to the JavaScript and C programs as arguments; other
// sizes, such as the quick ones for smoke tests, replace them in every language.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("programs", import.meta.url));

export const QUICK_SIZES = {
  fib: { n: 24 },
  tak: { x: 15, y: 10, z: 5 },
  ackermann: { n: 5, times: 4 },
  mutual: { last: 40 },
  collatz: { limit: 5000 },
};

export const PROGRAM_NAMES = Object.keys(QUICK_SIZES);

/** One benchmark: its Ruff text, the other programs' paths and arguments, a label with its sizes. */
export function loadProgram(name, otherSizes = {}) {
  const path = (extension) => join(folder, name, `${name}.${extension}`);
  let ruff = readFileSync(path("ruff"), "utf8");
  const args = [];
  for (const parameter of Object.keys(QUICK_SIZES[name])) {
    const line = new RegExp(`^${parameter} := (\\d+)$`, "m");
    const found = line.exec(ruff);
    if (!found) throw new Error(`${path("ruff")}: no line '${parameter} := NUMBER'`);
    const size = otherSizes[parameter] ?? found[1];
    ruff = ruff.replace(line, `${parameter} := ${size}`);
    args.push(String(size));
  }
  return { name, label: `${name}(${args.join(", ")})`, ruff, js: path("js"), c: path("c"), args };
}
