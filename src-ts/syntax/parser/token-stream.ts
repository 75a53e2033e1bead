/** Walks the tokens and keeps count of the brackets that are open. */

import type { Keyword, SymbolText, Token } from "../token.js";

/** A word or symbol with a meaning of its own, which can be asked for by its spelling. */
export type Fixed = Keyword | SymbolText | "true" | "false";

const OPENER_OF: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

export class TokenStream {
  /** A property, and not computed from the position: the parser looks at it all the time. */
  current: Token;
  private position = 0;
  private endOfPassed: number;
  /** The opening brackets passed and not yet closed, outermost first. */
  private readonly openBrackets: string[] = [];
  /** Where the braces among them stand, so that a long row of other brackets costs nothing. */
  private readonly braceDepths: number[] = [];

  /** The last token is `eof`, and the stream never moves past it. */
  constructor(private readonly tokens: Token[]) {
    this.current = this.peek(0);
    this.endOfPassed = this.current.start;
  }

  /** The number of tokens passed. */
  get index(): number {
    return this.position;
  }

  /** The end of the last token passed; before the first, the place where that one begins. */
  get previousEnd(): number {
    return this.endOfPassed;
  }

  /** The number of brackets open here. */
  get bracketDepth(): number {
    return this.openBrackets.length;
  }

  /** The token `distance` tokens on; `eof` beyond the end. */
  peek(distance: number): Token {
    const token = this.tokens[Math.min(this.position + distance, this.tokens.length - 1)];
    if (token === undefined) throw new Error("A token stream needs an end token");
    return token;
  }

  at(text: Fixed): boolean {
    return this.current.text === text;
  }

  atEnd(): boolean {
    return this.current.kind === "eof";
  }

  atIdentifier(): boolean {
    return this.current.kind === "identifier";
  }

  /** Passes the current token and returns it. */
  advance(): Token {
    const token = this.current;
    if (token.kind === "eof") return token;
    this.position++;
    this.current = this.tokens[this.position] as Token;
    this.endOfPassed = token.end;
    if (token.kind === "punctuation") this.trackBracket(token.text);
    return token;
  }

  /** Passes the current token if it is this one. */
  eat(text: Fixed): boolean {
    if (!this.at(text)) return false;
    this.advance();
    return true;
  }

  /** Passes the `>` that begins the current `>=` and leaves the `=`. */
  splitGreaterEqual(): void {
    const { start, end } = this.current;
    const rest = { text: "=", start: start + 1, end, startsLine: false };
    this.current = { kind: "operator", value: null, ...rest };
    this.tokens[this.position] = this.current;
    this.endOfPassed = start + 1;
  }

  /** True when a `{` has been opened since `depth` brackets were open. */
  isBraceOpenSince(depth: number): boolean {
    return (this.braceDepths.at(-1) ?? -1) >= depth;
  }

  /** Gives up the brackets opened since `depth` were open. */
  forgetBracketsSince(depth: number): void {
    while (this.openBrackets.length > depth) this.popBracket();
  }

  /** A `}` also ends what was left open inside it; other closers count only where they fit. */
  private trackBracket(text: string): void {
    if (text === "{") this.braceDepths.push(this.openBrackets.length);
    if (text === "(" || text === "[" || text === "{") this.openBrackets.push(text);
    else if (text === "}") this.forgetBracketsSince(this.braceDepths.at(-1) ?? this.openBrackets.length);
    else if (this.openBrackets.at(-1) === OPENER_OF[text]) this.popBracket();
  }

  private popBracket(): void {
    if (this.openBrackets.pop() === "{") this.braceDepths.pop();
  }
}
