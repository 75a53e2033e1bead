/**
 * Reads string literals, plain and interpolated, between `"` or between `"""`. Only the latter may span
 * lines: each line end in them is a `\n`, and one directly behind the opening quotes is left out.
 */

import { LIMITS } from "../limits.js";
import { countCodePoints } from "../source.js";
import type { StringPart } from "../token.js";
import { findInterpolationEnd } from "./interpolation-end.js";
import type { Lexer } from "./lexer.js";
import { startsBlock } from "./quotes.js";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', $: "$" };

const TOO_LONG = `String literal exceeds max length of ${LIMITS.textRun} characters`;

/** Reads a string at its opening quote. A faulty one is reported and yields no token. */
export function readString(lexer: Lexer): void {
  new StringReader(lexer).read();
}

class StringReader {
  private readonly start: number;
  private readonly isBlock: boolean;
  private readonly parts: StringPart[] = [];
  private run = "";
  /** Code points in `run`. */
  private runLength = 0;
  private faulty = false;
  private tooLong = false;
  private closed = false;

  constructor(private readonly lexer: Lexer) {
    this.start = lexer.position;
    this.isBlock = startsBlock(lexer.text, this.start, lexer.end);
    lexer.position += this.isBlock ? 3 : 1;
    if (this.isBlock) lexer.take(LINE_END);
  }

  read(): void {
    while (!this.closed) this.readPiece();
    if (this.faulty) return;
    if (this.parts.length === 0) {
      this.lexer.push({ kind: "string", value: this.run }, "", this.start);
    } else {
      this.finishRun();
      this.lexer.push({ kind: "interpolated", value: this.parts }, "", this.start);
    }
  }

  private readPiece(): void {
    const { lexer } = this;
    const character = lexer.characterAt(lexer.position);
    if (character === "" || (isLineEnd(character) && !this.isBlock)) this.stop("Unterminated string literal");
    else if (isLineEnd(character)) this.readLineEnd();
    else if (character === '"') this.readQuote();
    else if (character === "\\") this.readEscape();
    else if (character === "$" && lexer.characterAt(lexer.position + 1) === "{") this.readInterpolation();
    else this.readText();
  }

  /** In a block, quotes are text as long as there are not three of them. */
  private readQuote(): void {
    const { lexer, isBlock } = this;
    if (isBlock && !startsBlock(lexer.text, lexer.position, lexer.end)) {
      this.readText();
      return;
    }
    lexer.position += isBlock ? 3 : 1;
    this.closed = true;
  }

  private readLineEnd(): void {
    this.lexer.take(LINE_END);
    this.addText("\n");
  }

  private stop(message: string): void {
    this.lexer.report("RUFLEX003", message, this.start);
    this.faulty = true;
    this.closed = true;
  }

  private readEscape(): void {
    const at = this.lexer.position + 1;
    const character = this.lexer.codePointAt(at);
    if (character === "") {
      this.lexer.position = at;
      return;
    }
    const value = ESCAPES[character];
    if (value === undefined) {
      this.lexer.report("RUFLEX005", `Invalid escape sequence: \\\\${character}`, at);
      this.faulty = true;
    } else {
      this.run += value;
      this.runLength++;
    }
    this.closed = isLineEnd(character) && !this.isBlock;
    this.lexer.position = this.closed ? at : at + character.length;
  }

  private readInterpolation(): void {
    const { lexer } = this;
    const start = lexer.position + 2;
    const end = findInterpolationEnd(lexer.text, start, lexer.end);
    if (end < 0) {
      lexer.position = lexer.end;
      this.stop("Unterminated interpolated string expression");
      return;
    }
    this.finishRun();
    this.parts.push({ kind: "expression", start, end, source: lexer.text.slice(start, end) });
    lexer.position = end + 1;
  }

  private finishRun(): void {
    if (this.run !== "") this.parts.push({ kind: "text", value: this.run });
    this.run = "";
    this.runLength = 0;
  }

  /** Reads on to the next character that may mean something; a lone `$` is text. */
  private readText(): void {
    const { lexer } = this;
    const start = lexer.position;
    do lexer.position++;
    while (!isSpecial(lexer.characterAt(lexer.position)));
    this.addText(lexer.text.slice(start, lexer.position));
  }

  private addText(text: string): void {
    this.run += text;
    this.runLength += countCodePoints(text);
    if (this.runLength > LIMITS.textRun && !this.tooLong) {
      this.lexer.report("RUFLEX009", TOO_LONG, this.start);
      this.tooLong = true;
      this.faulty = true;
    }
  }
}

const LINE_END = /\r\n?|\n/y;

function isLineEnd(character: string): boolean {
  return character === "\n" || character === "\r";
}

function isSpecial(character: string): boolean {
  return character === "" || '"\\$\n\r'.includes(character);
}
