/** Damages programs: characters, bytes and tokens are cut, doubled, swapped, replaced, flipped. */

import { lex } from "../../dist/syntax/index.js";

const SCRAPS = [..."(){}[]\"'\\#\n;:,.=<>!+-*/%&|?0129x_é", "${", ":=", "func ", "return ", "if ", "in "];
SCRAPS.push(
  "for ",
  "while ",
  "try ",
  "except ",
  "null",
  "1.5",
  "9223372036854775807",
  "-1",
  "&&",
  "|>",
  "??",
);
const SCRAP_COUNT = SCRAPS.length;

function damagedText(text, random) {
  const at = random(text.length + 1);
  const length = 1 + random(12);
  const part = text.slice(at, at + length);
  const other = random(text.length + 1);
  const edits = [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + part + text.slice(at),
    () => text.slice(0, at) + SCRAPS[random(SCRAP_COUNT)] + text.slice(at),
    () => text.slice(0, at) + SCRAPS[random(SCRAP_COUNT)] + text.slice(at + 1),
    () =>
      text.slice(0, at) +
      String.fromCharCode((text.charCodeAt(at) || 32) ^ (1 << random(7))) +
      text.slice(at + 1),
    () => text.slice(0, at) + text.slice(other, other + length) + text.slice(at + length),
    () => text.slice(0, at),
  ];
  return edits[random(random(10) === 0 ? 7 : 6)]();
}

/** What is left is often a program, so more of these run than of the others. */
function damagedTokens(text, random) {
  const { tokens } = lex(text);
  const one = tokens[random(tokens.length)];
  const alike = tokens.filter(({ kind }) => kind === one.kind);
  const other = random(4) === 0 ? tokens[random(tokens.length)] : alike[random(alike.length)];
  const textOf = ({ start, end }) => text.slice(start, end);
  const put = (replacement) => `${text.slice(0, one.start)}${replacement}${text.slice(one.end)}`;
  const edits = [
    () => put(""),
    () => put(`${textOf(one)} ${textOf(one)}`),
    () => put(textOf(other)),
    () => put(textOf(other)),
    () => put(`${textOf(other)} ${textOf(one)}`),
  ];
  return edits[random(edits.length)]();
}

function flippedBit(text, random) {
  const bytes = Buffer.from(text);
  if (bytes.length > 0) bytes[random(bytes.length)] ^= 1 << random(8);
  return bytes;
}

/** The program as text, or as bytes that need not be one. */
export function damaged(program, random) {
  let text = program;
  for (let edits = random(2) * random(3); edits >= 0; edits--)
    text = random(3) === 0 ? damagedText(text, random) : damagedTokens(text, random);
  return random(12) === 0 ? flippedBit(text, random) : Buffer.from(text);
}
