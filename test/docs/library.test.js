/** What the documents say about the library is what the registry says. */

import { readFileSync } from "node:fs";
import test from "ava";
import { builtinNames } from "../../dist/stdlib/registry.js";
import { pages } from "../../scripts/library-docs.mjs";

for (const [name, text] of Object.entries(pages()))
  test(`docs/${name} is up to date (node scripts/library-docs.mjs)`, (t) => {
    t.is(readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8"), text);
  });

test("every function is listed", (t) => {
  const listed = pages()["library.md"];
  for (const name of builtinNames()) t.regex(listed, new RegExp(`\`${name}[(\`]`), name);
});
