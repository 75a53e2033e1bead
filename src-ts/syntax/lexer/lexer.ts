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
const BLANKS = /[ \t]+/y;
/** A word, if no other letter follows: the tables of those take V8 longer to make than most scripts to be read. */
const ASCII_WORD = /[A-Za-z_][0-9A-Za-z_]*/y;
const WORD = /[A-Za-z_][\p{Alphabetic}\p{N}_]*/uy;

/** What a token or a gap begins with. */
const OTHER = 0;
const BLANK = 1;
const LINE_END = 2;
const WORD_START = 3;
const DIGIT = 4;
const QUOTE = 5;
/** A comment or a symbol. */
const COMMENT_START = 6;

/** The classes of the ASCII characters: most of the lexer's work is to look this up. */
const CLASSES = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  const set = (characters: string, kind: number): void => {
    for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = kind;
  };
  set(" \t", BLANK);
  set("\r\n", LINE_END);
  set("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", WORD_START);
  set("0123456789", DIGIT);
  set('"', QUOTE);
  set("#/", COMMENT_START);
  return table;
}

interface Symbol {
  readonly text: SymbolText;
  readonly content: TokenValue;
}

/** A word, and what a token of it holds. */
interface Word {
  /** One string, however often the word occurs: strings that are the same object are soon found equal. */
  readonly text: string;
  readonly content: TokenValue;
}

const IDENTIFIER: TokenValue = { kind: "identifier", value: null };
const KEYWORD: TokenValue = { kind: "keyword", value: null };
const TRUE: TokenValue = { kind: "bool", value: true };
const FALSE: TokenValue = { kind: "bool", value: false };

function wordOf(text: string): Word {
  if (text === "true") return { text, content: TRUE };
  if (text === "false") return { text, content: FALSE };
  return { text, content: KEYWORDS.has(text) ? KEYWORD : IDENTIFIER };
}

/** The symbols by their first character's code, the longest first. */
const SYMBOLS_BY_START = groupSymbols();

function groupSymbols(): readonly (readonly Symbol[] | undefined)[] {
  const longestFirst = (Object.keys(SYMBOLS) as SymbolText[]).sort((a, b) => b.length - a.length);
  const groups: Symbol[][] = Array.from({ length: 128 });
  for (const text of longestFirst) {
    const code = text.charCodeAt(0);
    groups[code] = [...(groups[code] ?? []), { text, content: { kind: SYMBOLS[text], value: null } }];
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
  /** The words that were met. */
  private readonly words = new Map<string, Word>();

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
    while (this.position < this.end) this.readNext();
  }

  /** Reads a token, or passes a blank or a comment. */
  private readNext(): void {
    const code = this.text.charCodeAt(this.position);
    switch (code < CLASSES.length ? CLASSES[code] : OTHER) {
      case BLANK:
        this.pass(BLANKS);
        return;
      case LINE_END:
        this.position++;
        this.startsLine = true;
        return;
      case WORD_START:
        this.readWord();
        return;
      case DIGIT:
        readNumber(this);
        return;
      case QUOTE:
        readString(this);
        return;
      case COMMENT_START:
        if (this.skipComment()) return;
    }
    if (!this.readSymbol(code)) this.rejectCharacter();
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
    const start = this.position;
    return this.pass(pattern) ? this.text.slice(start, this.position) : "";
  }

  /** The same without looking at it; false if nothing matches. */
  private pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    if (!pattern.test(this.text)) return false;
    this.position = Math.min(pattern.lastIndex, this.end);
    return true;
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

  private skipComment(): boolean {
    const next = this.characterAt(this.position + 1);
    if (this.text[this.position] === "#" || next === "/") this.pass(LINE_REST);
    else if (next === "*") this.skipBlockComment();
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

  private readWord(): void {
    const start = this.position;
    const text = this.takeWord();
    let word = this.words.get(text);
    if (!word) {
      word = wordOf(text);
      this.words.set(text, word);
    }
    if (text.length <= LIMITS.identifier || countCodePoints(text) <= LIMITS.identifier)
      this.push(word.content, word.text, start);
    else this.report("RUFLEX008", `Identifier exceeds max length of ${LIMITS.identifier} characters`, start);
  }

  private takeWord(): string {
    const start = this.position;
    const word = this.take(ASCII_WORD);
    if (this.position === this.end || this.text.charCodeAt(this.position) < CLASSES.length) return word;
    this.position = start;
    return this.take(WORD);
  }

  private readSymbol(code: number): boolean {
    const start = this.position;
    const symbols = SYMBOLS_BY_START[code];
    if (!symbols) return false;
    for (let i = 0; i < symbols.length; i++) {
      const { text, content } = symbols[i] as Symbol;
      const { length } = text;
      if (length > 1 && (start + length > this.end || !this.text.startsWith(text, start))) continue;
      this.position += length;
      this.push(content, text, start);
      return true;
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
