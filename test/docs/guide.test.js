/** Every code block of the language guide does what its comments say, on each engine. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { ENGINES, run } from "../language/engines.js";
import { readExpectations } from "../language/expectations.js";
import { checkResult } from "../language/verdict.js";

const guide = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "ruff-guide-"));
test.after.always(() => rmSync(folder, { recursive: true }));

/** The blocks with the line where each begins. One with a file name is a module of the others. */
const blocks = [...guide.matchAll(/^```ruff(?: (\S+))?\n(.*?)^```$/gms)].map(
  ({ index, 1: module, 2: text }) => ({
    line: guide.slice(0, index).split("\n").length + 1,
    module,
    text,
  }),
);

for (const { module, text } of blocks) if (module) writeFileSync(join(folder, module), text);

for (const { line, module, text } of blocks) {
  if (module) continue;
  const expected = readExpectations(text);
  for (const engine of ENGINES)
    test(`line ${line} [${engine}]`, (t) => {
      checkResult(t, run(engine, join(folder, "guide.ruff"), text), expected);
    });
}

test("every fenced block is a Ruff program", (t) => {
  t.true(blocks.length > 20);
  t.is((guide.match(/^```/gm) ?? []).length, blocks.length * 2);
});

test("every chapter is in the table of contents", (t) => {
  const anchor = (title) =>
    title
      .toLowerCase()
      .replace(/[^a-z -]/g, "")
      .replaceAll(" ", "-");
  const chapters = [...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => `(#${anchor(title)})`);
  t.deepEqual(
    [...guide.matchAll(/^\d+\. \[.*\](\(.*\))$/gm)].map(([, link]) => link),
    chapters,
  );
});
