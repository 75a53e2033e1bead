/** Regular expressions of the language, read character by character: what all parts of a pattern share. */

/** The pattern is not one. Never leaves the translation. */
export class InvalidPattern extends Error {}

export function invalid(): never {
  throw new InvalidPattern();
}

/** Groups and classes may nest so deep. */
const DEEPEST = 250;

/** What `(?flags)` may switch. */
export interface Flags {
  /** Case does not matter. */
  i: boolean;
  /** `^` and `$` match at lines. */
  m: boolean;
  /** `.` matches newlines. */
  s: boolean;
  /** White space and comments are ignored. */
  x: boolean;
  /** Lazy and greedy are swapped. */
  U: boolean;
}

export class PatternReader {
  private readonly characters: readonly string[];
  private at = 0;
  private depth = 0;
  flags: Flags = { i: false, m: false, s: false, x: false, U: false };

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  /** The next character; empty at the end. */
  get next(): string {
    return this.characters[this.at] ?? "";
  }

  /** Whether the pattern goes on with the text. */
  sees(text: string): boolean {
    return Array.from(text).every((character, i) => this.characters[this.at + i] === character);
  }

  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += Array.from(text).length;
    return true;
  }

  advance(): string {
    if (this.next === "") invalid();
    return this.characters[this.at++] as string;
  }

  /** What stands before the end mark, which is taken too. */
  until(mark: string): string {
    let found = "";
    while (!this.take(mark)) found += this.advance();
    return found;
  }

  /** Runs an action one level deeper. */
  nested<Result>(action: () => Result): Result {
    if (++this.depth > DEEPEST) invalid();
    const result = action();
    this.depth--;
    return result;
  }

  /** In the extended form: white space and comments. */
  skipIgnored(): void {
    if (!this.flags.x) return;
    while (/^\p{White_Space}$/u.test(this.next) || this.next === "#")
      if (this.advance() === "#") while (this.next !== "" && this.next !== "\n") this.at++;
  }
}
