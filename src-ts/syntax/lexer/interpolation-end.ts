/**
 * Finds the `}` that closes an interpolation.
 *
 * Braces are counted; nested string literals are skipped, and they may hold interpolations themselves.
 * In a comment quotes mean nothing, but braces count: `"${x // note}"` is closed on its own line. A nested
 * string that never closes ends with its line, as it does for the lexer. One pass, no recursion: source
 * can nest strings as deep as it likes.
 */

import { startsBlock } from "./quotes.js";

type Mode = "code" | "string" | "block string" | "line comment" | "block comment";

class InterpolationScanner {
  private mode: Mode = "code";
  /** Braces open in the innermost expression. */
  private depth = 1;
  /** The same for each expression outside the strings we are in, outermost first. */
  private readonly suspended: { readonly mode: Mode; readonly depth: number }[] = [];

  constructor(
    private readonly text: string,
    private position: number,
    private readonly end: number,
  ) {}

  run(): number {
    for (; this.position < this.end; this.position++) {
      const closed = this.mode.endsWith("string") ? this.stepString() : this.stepCode();
      if (closed) return this.position;
    }
    return -1;
  }

  /** True at the brace we look for. */
  private stepCode(): boolean {
    const character = this.text[this.position];
    if (character === "{") this.depth++;
    else if (character === "}") return this.closeBrace();
    else if (this.mode === "code") this.stepPlainCode(character);
    else this.leaveComment(character);
    return false;
  }

  private closeBrace(): boolean {
    this.depth--;
    if (this.depth > 0) return false;
    const outer = this.suspended.pop();
    if (outer === undefined) return true;
    this.depth = outer.depth;
    this.mode = outer.mode;
    return false;
  }

  private stepPlainCode(character: string | undefined): void {
    const next = this.text[this.position + 1];
    if (character === '"') this.enterString();
    else if (character === "\\" && next === '"') this.position++;
    else if (character === "#" || (character === "/" && next === "/")) this.mode = "line comment";
    else if (character === "/" && next === "*") {
      this.mode = "block comment";
      this.position++;
    }
  }

  private leaveComment(character: string | undefined): void {
    const next = this.text[this.position + 1];
    if (this.mode === "line comment" && (character === "\n" || character === "\r")) this.mode = "code";
    else if (this.mode === "block comment" && character === "*" && next === "/") {
      this.mode = "code";
      this.position++;
    }
  }

  private enterString(): void {
    const isBlock = startsBlock(this.text, this.position, this.end);
    this.mode = isBlock ? "block string" : "string";
    if (isBlock) this.position += 2;
  }

  /** A block goes on behind line ends and single quotes. */
  private leaveString(character: string): void {
    if (this.mode === "block string") {
      if (character !== '"' || !startsBlock(this.text, this.position, this.end)) return;
      this.position += 2;
    }
    this.mode = "code";
  }

  private stepString(): false {
    const character = this.text[this.position];
    const next = this.text[this.position + 1];
    if (character === '"' || character === "\n" || character === "\r") this.leaveString(character);
    else if (character === "\\" && next !== "\n" && next !== "\r") this.position++;
    else if (character === "$" && next === "{") {
      this.suspended.push({ mode: this.mode, depth: this.depth });
      this.depth = 1;
      this.mode = "code";
      this.position++;
    }
    return false;
  }
}

/** The offset of the `}` that matches a `${` ending just before `start`, or -1. */
export function findInterpolationEnd(text: string, start: number, end: number): number {
  return new InterpolationScanner(text, start, end).run();
}
