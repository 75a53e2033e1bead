/** The smallest parts of JSON: strings and numbers, and what is wrong with a document and where. */

import { canonical, fitsInt } from "../runtime/int.js";
import { Float, type Value } from "../runtime/value.js";
import { fail } from "./spec.js";

const PLAIN = /[^"\\\u0000-\u001f]*/y;
const DIGITS = /\d+/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
/** Ints of so many digits are safe. */
const SHORT = 15;

export class JsonScanner {
  protected at = 0;
  constructor(private readonly text: string) {}

  /** The next character, white space included; empty at the end. */
  protected get next(): string {
    return this.text.charAt(this.at);
  }

  /** The next character after white space. */
  protected peek(): string {
    while (/[ \t\r\n]/.test(this.next)) this.at++;
    return this.next;
  }

  protected take(character: string): boolean {
    if (this.next !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  protected readWord<Result>(word: string, value: Result): Result {
    for (const letter of word) if (!this.take(letter)) return this.refuse("expected ident");
    return value;
  }

  protected readNumber(): Value {
    const start = this.at;
    this.take("-");
    if (!this.take("0")) this.readDigits();
    else if (/\d/.test(this.next)) return this.refuse("invalid number");
    const end = this.at;
    if (this.take(".")) this.readDigits();
    if (this.take("e") || this.take("E")) {
      if (!this.take("+")) this.take("-");
      this.readDigits();
    }
    return this.numberFrom(this.text.slice(start, this.at), end === this.at);
  }

  private readDigits(): void {
    if (this.match(DIGITS) === "") this.refuse("invalid number");
  }

  /** Ints that need more than 64 bits, and minus zero, are floats. */
  private numberFrom(digits: string, integral: boolean): Value {
    if (integral && digits !== "-0") {
      if (digits.length <= SHORT) return Number(digits);
      const exact = digits.length <= 20 ? BigInt(digits) : null;
      if (exact !== null && fitsInt(exact)) return canonical(exact);
    }
    const double = Number(digits);
    return Number.isFinite(double) ? new Float(double) : this.refuseLast("number out of range");
  }

  protected readString(): string {
    this.at++;
    let result = "";
    for (;;) {
      result += this.match(PLAIN);
      if (this.take('"')) return result;
      if (!this.take("\\"))
        return this.refuse("control character (\\u0000-\\u001F) found while parsing a string", "a string");
      result += this.readEscape();
    }
  }

  private readEscape(): string {
    if (this.take("u")) return this.readUnicode();
    const character = ESCAPES[this.next] ?? this.refuse("invalid escape", "a string");
    this.at++;
    return character;
  }

  /** Characters beyond 16 bits are written as two escapes. */
  private readUnicode(): string {
    const unit = this.readHex();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    if (unit > 0xdbff) return this.refuseLast("lone leading surrogate in hex escape");
    for (const expected of "\\u")
      if (!this.take(expected)) return this.refuse("unexpected end of hex escape", "a string");
    const second = this.readHex();
    if (second < 0xdc00 || second > 0xdfff) return this.refuseLast("lone leading surrogate in hex escape");
    return String.fromCharCode(unit, second);
  }

  private readHex(): number {
    const start = this.at;
    for (; this.at < start + 4; this.at++)
      if (!/[\da-f]/i.test(this.next)) return this.refuse("invalid escape", "a string");
    return Number.parseInt(this.text.slice(start, this.at), 16);
  }

  /** The error at the next character, or at the end of the text: then it says what was not complete. */
  protected refuse(what: string, unfinished = "a value"): never {
    const ended = this.at >= this.text.length;
    const lines = this.text.slice(0, this.at).split("\n");
    const column = Buffer.byteLength(lines.at(-1) ?? "") + Number(!ended);
    const problem = ended ? `EOF while parsing ${unfinished}` : what;
    return fail(`JSON parse error: ${problem} at line ${lines.length} column ${column}`);
  }

  /** The error at the character before. */
  private refuseLast(what: string): never {
    this.at--;
    return this.refuse(what);
  }
}
