/**
 * Text to tokens.
 *
 * The lexer never stops: a faulty literal is reported and yields no token. The text of an interpolation is
 * left alone here; the parser lexes that range of the same source when it comes to it, so offsets stay true.
 */

import { type Diagnostic, lexerDiagnostic } from "../diagnostic.js";
import { LIMITS } from "../limits.js";
import { countCodePoints, textStart } from "../source.js";
import { KEYWORDS, SYMBOLS, type SymbolText, type Token, type TokenValue } from "../token.js";
import { readNumber } from "./numbers.js";
import { readString } from "./strings.js";

export interface LexResult {
  /** Always ends with an `eof` token. */
  readonly tokens: Token[];
  readonly diagnostics: Diagnostic[];
}

const LINE_REST = /[^\r\n]*/y;
const WORD = /[A-Za-z_][\p{Alphabetic}\p{N}_]*/uy;

/** The symbols by their first character, the longest first. */
const SYMBOLS_BY_START = groupSymbols();

function groupSymbols(): ReadonlyMap<string, readonly SymbolText[]> {
  const longestFirst = (Object.keys(SYMBOLS) as SymbolText[]).sort((a, b) => b.length - a.length);
  const groups = new Map<string, SymbolText[]>();
  for (const symbol of longestFirst) {
    const start = symbol.charAt(0);
    groups.set(start, [...(groups.get(start) ?? []), symbol]);
  }
  return groups;
}

/** The tokens of a whole source text. */
export function lex(text: string): LexResult {
  return lexRange(text, textStart(text), text.length);
}

/** The tokens between two offsets of a source text, `eof` standing at `end`. */
export function lexRange(text: string, start: number, end: number): LexResult {
  const lexer = new Lexer(text, start, end);
  lexer.run();
  return { tokens: lexer.tokens, diagnostics: lexer.diagnostics };
}

/** The state of one run; the readers of numbers and strings work on it. */
export class Lexer {
  readonly tokens: Token[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private startsLine = true;

  constructor(
    readonly text: string,
    public position: number,
    readonly end: number,
  ) {}

  run(): void {
    this.readTokens();
    this.push({ kind: "eof", value: null }, "", this.end);
  }

  /** Nothing follows the loop: V8 optimizes it before it has ever ended, and would start over for each short text. */
  private readTokens(): void {
    this.skipBlanksAndComments();
    while (this.position < this.end) {
      this.readToken();
      this.skipBlanksAndComments();
    }
  }

  /** The code unit at an offset, empty beyond the end. */
  characterAt(offset: number): string {
    return offset < this.end ? (this.text[offset] ?? "") : "";
  }

  /** The code point at an offset, empty beyond the end. */
  codePointAt(offset: number): string {
    const code = offset < this.end ? this.text.codePointAt(offset) : undefined;
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  /** Takes what a sticky expression matches here, or nothing. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const match = (pattern.exec(this.text)?.[0] ?? "").slice(0, this.end - this.position);
    this.position += match.length;
    return match;
  }

  /** True when the last token is this symbol. */
  previousIs(text: string): boolean {
    return this.tokens.at(-1)?.text === text;
  }

  /**
   * Adds a token that reaches from `start` to the current position. Spelled out, since copying `content`
   * with a spread would take most of the lexer's time.
   */
  push(content: TokenValue, text: string, start: number): void {
    const { kind, value } = content;
    const { position: end, startsLine } = this;
    this.tokens.push({ kind, value, text, start, end, startsLine } as Token);
    this.startsLine = false;
  }

  report(code: string, message: string, offset: number): void {
    this.diagnostics.push(lexerDiagnostic(code, message, offset));
  }

  private skipBlanksAndComments(): void {
    for (;;) {
      const character = this.characterAt(this.position);
      if (character === "\n" || character === "\r") this.startsLine = true;
      else if (character !== " " && character !== "\t") {
        if (!this.skipComment(character)) return;
        continue;
      }
      this.position++;
    }
  }

  private skipComment(character: string): boolean {
    if (character !== "#" && character !== "/") return false;
    const next = this.characterAt(this.position + 1);
    if (character === "#" || (character === "/" && next === "/")) this.take(LINE_REST);
    else if (character === "/" && next === "*") this.skipBlockComment();
    else return false;
    return true;
  }

  private skipBlockComment(): void {
    const start = this.position;
    const close = this.text.slice(start + 2, this.end).indexOf("*/");
    if (close < 0) this.report("RUFLEX004", "Unterminated block comment", start);
    this.position = close < 0 ? this.end : start + 2 + close + 2;
    if (/[\r\n]/.test(this.text.slice(start, this.position))) this.startsLine = true;
  }

  private readToken(): void {
    const character = this.characterAt(this.position);
    if (isDigit(character)) readNumber(this);
    else if (character === '"') readString(this);
    else if (isWordStart(character)) this.readWord();
    else if (!this.readSymbol(character)) this.rejectCharacter();
  }

  private readWord(): void {
    const start = this.position;
    const word = this.take(WORD);
    if (word === "true" || word === "false") this.push({ kind: "bool", value: word === "true" }, word, start);
    else if (KEYWORDS.has(word)) this.push({ kind: "keyword", value: null }, word, start);
    else if (countCodePoints(word) <= LIMITS.identifier)
      this.push({ kind: "identifier", value: null }, word, start);
    else this.report("RUFLEX008", `Identifier exceeds max length of ${LIMITS.identifier} characters`, start);
  }

  private readSymbol(character: string): boolean {
    const start = this.position;
    for (const symbol of SYMBOLS_BY_START.get(character) ?? []) {
      if (this.text.startsWith(symbol, start) && start + symbol.length <= this.end) {
        this.position += symbol.length;
        this.push({ kind: SYMBOLS[symbol], value: null }, symbol, start);
        return true;
      }
    }
    return false;
  }

  private rejectCharacter(): void {
    const character = this.codePointAt(this.position);
    if (character === "\0") this.report("RUFLEX002", "Null byte is not allowed in source", this.position);
    else this.report("RUFLEX001", `Invalid character: '${character}'`, this.position);
    this.position += character.length;
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isWordStart(character: string): boolean {
  return (
    (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_"
  );
}
