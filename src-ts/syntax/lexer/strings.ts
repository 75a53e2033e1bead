/** Reads string literals, plain and interpolated. */

import { LIMITS } from "../limits.js";
import { countCodePoints } from "../source.js";
import type { StringPart } from "../token.js";
import { findInterpolationEnd } from "./interpolation-end.js";
import type { Lexer } from "./lexer.js";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', $: "$" };

const TOO_LONG = `String literal exceeds max length of ${LIMITS.textRun} characters`;

/** Reads a string at its opening quote. A faulty one is reported and yields no token. */
export function readString(lexer: Lexer): void {
  new StringReader(lexer).read();
}

class StringReader {
  private readonly start: number;
  private readonly parts: StringPart[] = [];
  private run = "";
  /** Code points in `run`. */
  private runLength = 0;
  private faulty = false;
  private tooLong = false;
  private closed = false;

  constructor(private readonly lexer: Lexer) {
    this.start = lexer.position;
    lexer.position++;
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
    if (character === "" || character === "\n" || character === "\r")
      this.stop("Unterminated string literal");
    else if (character === '"') this.close();
    else if (character === "\\") this.readEscape();
    else if (character === "$" && lexer.characterAt(lexer.position + 1) === "{") this.readInterpolation();
    else this.readText();
  }

  private close(): void {
    this.lexer.position++;
    this.closed = true;
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
    this.closed = character === "\n" || character === "\r";
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
    const text = lexer.text.slice(start, lexer.position);
    this.run += text;
    this.runLength += countCodePoints(text);
    if (this.runLength > LIMITS.textRun && !this.tooLong) {
      lexer.report("RUFLEX009", TOO_LONG, this.start);
      this.tooLong = true;
      this.faulty = true;
    }
  }
}

function isSpecial(character: string): boolean {
  return character === "" || '"\\$\n\r'.includes(character);
}
