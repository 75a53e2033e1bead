/**
 * What the parsing functions share: the tokens, the diagnostics, the depth counters and the few facts about
 * the surroundings on which the grammar depends.
 *
 * A mistake is reported once and then thrown as a `ParseFailure`; the statement list around it catches that,
 * skips to the next statement and goes on (`recovery.ts`).
 */

import { type Diagnostic, lexerDiagnostic, parserDiagnostic } from "../diagnostic.js";
import { LIMITS } from "../limits.js";
import { spellToken, type Token } from "../token.js";
import { type Fixed, TokenStream } from "./token-stream.js";

/** Ends the current statement. Not an `Error`: no one needs its stack, and a file can hold very many. */
export class ParseFailure {
  /** A silent failure has no message of its own; the statement list finds one. */
  constructor(readonly silent: boolean) {}
}

/** The state to return to when a statement fails. */
export interface Mark {
  readonly index: number;
  readonly bracketDepth: number;
  readonly expressionDepth: number;
  readonly blockDepth: number;
}

export class ParseContext {
  readonly diagnostics: Diagnostic[] = [];
  stream: TokenStream;
  /** True in the head of `if`, `while`, `for` and `match`, where a `{` may begin the body. */
  inHeader = false;
  /** Brackets open where the current statement began. */
  statementBrackets = 0;
  /** True once the innermost function has shown a `yield` of its own. */
  sawYield = false;
  /** The index behind the last bare tag or `throw`: a `(`, a `[` or a `-` on a new line does not continue those. */
  tagEnd = -1;
  private expressionDepth = 0;
  private blockDepth = 0;
  private lastReported = -1;

  constructor(
    readonly text: string,
    tokens: Token[],
  ) {
    this.stream = new TokenStream(tokens);
  }

  get current(): Token {
    return this.stream.current;
  }

  at(text: Fixed): boolean {
    return this.stream.current.text === text;
  }

  eat(text: Fixed): boolean {
    return this.stream.eat(text);
  }

  advance(): Token {
    return this.stream.advance();
  }

  /** True when no bracket of the current statement is open. */
  isOutsideBrackets(): boolean {
    return this.stream.bracketDepth === this.statementBrackets;
  }

  /** The place of a node that began at `start` and ends with the last token passed. */
  span(start: number, at: number = start): { start: number; end: number; at: number } {
    return { start, end: this.stream.previousEnd, at };
  }

  // ---- asking for tokens ---------------------------------------------------------------------

  /** Passes a token that has to come now; `purpose` completes "Expected 'x' ... but found TOKEN". */
  expect(text: Fixed, purpose: string): Token {
    if (!this.at(text)) this.failFound(`'${text}' ${purpose}`);
    return this.advance();
  }

  /** Passes an identifier; anything else fails with the message, placed behind the wrong token. */
  expectIdentifier(message: string): Token {
    if (!this.stream.atIdentifier()) this.failBehind(message);
    return this.advance();
  }

  // ---- reporting -------------------------------------------------------------------------------

  /** Reports without failing. A place at or before the last one reported is not reported again. */
  report(message: string, offset: number): void {
    this.add(parserDiagnostic(message, offset));
  }

  fail(message: string, token: Token = this.current): never {
    this.report(message, token.start);
    throw new ParseFailure(false);
  }

  failFound(expected: string): never {
    this.fail(`Expected ${expected} but found ${spellToken(this.current)}`);
  }

  /** The published place for a wrong token is the one behind it. */
  failBehind(message: string): never {
    this.fail(message, this.stream.peek(1));
  }

  failSilently(): never {
    throw new ParseFailure(true);
  }

  /** For the one mistake of the lexer that only the parser can see. */
  failLexically(code: string, message: string): never {
    this.add(lexerDiagnostic(code, message, this.current.start));
    throw new ParseFailure(false);
  }

  private add(diagnostic: Diagnostic): void {
    const offset = diagnostic.offset ?? 0;
    if (offset <= this.lastReported) return;
    this.lastReported = offset;
    this.diagnostics.push(diagnostic);
  }

  // ---- nesting ---------------------------------------------------------------------------------

  /** Goes one level deeper into expressions; every call is followed by `leave` unless parsing fails. */
  enter(what: string): void {
    if (this.expressionDepth >= LIMITS.expressionDepth) {
      this.fail(
        `Maximum expression nesting depth of ${LIMITS.expressionDepth} exceeded while parsing ${what}`,
      );
    }
    this.expressionDepth++;
  }

  leave(): void {
    this.expressionDepth--;
  }

  enterBlock(what: string): void {
    if (this.blockDepth >= LIMITS.blockDepth) {
      this.fail(`Maximum block nesting depth of ${LIMITS.blockDepth} exceeded while parsing ${what}`);
    }
    this.blockDepth++;
  }

  leaveBlock(): void {
    this.blockDepth--;
  }

  mark(): Mark {
    const { expressionDepth, blockDepth } = this;
    return { index: this.stream.index, bracketDepth: this.stream.bracketDepth, expressionDepth, blockDepth };
  }

  /** Returns to the nesting of the mark; the tokens passed since stay passed. */
  restoreNesting(mark: Mark): void {
    this.expressionDepth = mark.expressionDepth;
    this.blockDepth = mark.blockDepth;
  }
}
