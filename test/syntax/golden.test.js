/** The dumps and layouts against the files in `golden/`; `UPDATE_GOLDEN=1` rewrites those. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { lex, parse, printAst, printTokens, renderDiagnostic, SourceText } from "../../dist/syntax/index.js";

const FOLDER = new URL("golden/", import.meta.url);

const SHOWS = {
  tokens: (source) => printTokens(lex(source.text).tokens, source),
  tree: (source) => showProblems(source) + printAst(parse(source.text).program, source),
  errors: (source) => showProblems(source),
};

function showProblems(source) {
  return parse(source.text)
    .diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, source)}\n`)
    .join("");
}

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".ruff"))) {
  test(name, (t) => {
    const source = new SourceText(name, readFileSync(new URL(name, FOLDER), "utf8"));
    const actual = SHOWS[name.split("-")[0]](source);
    const expected = new URL(name.replace(".ruff", ".expected"), FOLDER);
    if (process.env.UPDATE_GOLDEN) writeFileSync(expected, actual);
    t.is(actual, readFileSync(expected, "utf8"));
  });
}
