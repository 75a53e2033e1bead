/** Damaged programs: whatever is cut, doubled or replaced, the parser answers and its dumps print. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Ruff interpolates with the same signs
import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { lex, parse, printAst, printTokens, renderDiagnostic, SourceText } from "../../dist/syntax/index.js";
import { randomFrom } from "../random.js";

const FOLDER = new URL("golden/", import.meta.url);
const ROUNDS = 500;
const SCRAPS = [
  ..."(){}[]\"'\\$#/*\n\r\t\0.,;:=?|&<>-!@_a0é😀",
  "${",
  "//",
  "/*",
  ":=",
  "func",
  "match",
  "case",
  "throw ",
];
SCRAPS.push("yield ", "self", "\ud83d", "?.", "...", "if x {", "0.5", "9223372036854775808");

function damage(text, random) {
  const at = random(text.length + 1);
  const length = random(12);
  const scrap = SCRAPS[random(SCRAPS.length)];
  const edits = [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + scrap + text.slice(at),
    () => text.slice(0, at) + scrap + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length),
    () => text.slice(0, at),
    () => text.slice(at),
  ];
  return edits[random(random(8) === 0 ? edits.length : 4)]();
}

function exercise(text) {
  const source = new SourceText("m.ruff", text);
  const { program, diagnostics } = parse(text);
  for (const diagnostic of diagnostics) renderDiagnostic(diagnostic, source);
  printAst(program, source);
  printTokens(lex(text).tokens, source);
}

for (const [index, name] of readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ruff"))
  .entries()) {
  test(name, (t) => {
    const original = readFileSync(new URL(name, FOLDER), "utf8");
    const random = randomFrom(index + 1);
    for (let round = 0; round < ROUNDS; round++) {
      let text = original;
      for (let hits = 1 + random(3); hits > 0; hits--) text = damage(text, random);
      t.notThrows(() => exercise(text), JSON.stringify(text));
    }
  });
}
