/**
 * Translates patterns to JavaScript. The language's dialect has no look-around and no back-references, other
 * rules for `.`, `^` and `$`, and classes and words that know all of Unicode. The price of borrowing the
 * engine: matching may take more than linear time for patterns made to provoke it.
 */

import { casesOf, pointSource, readClass } from "./regex-class.js";
import { ASSERTIONS, readEscape } from "./regex-escape.js";
import { type Flags, InvalidPattern, invalid, PatternReader } from "./regex-reader.js";

export interface CompiledPattern {
  readonly regex: RegExp;
  /** The numbers of named groups. */
  readonly names: ReadonlyMap<string, number>;
}

/** Null if the pattern is not valid. */
export function compilePattern(pattern: string): CompiledPattern | null {
  try {
    const translator = new Translator(pattern);
    return { regex: new RegExp(translator.readPattern(), "gv"), names: translator.names };
  } catch (error) {
    if (error instanceof InvalidPattern || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The largest count in `{n,m}`. */
const MOST_REPEATS = 100_000;

class Translator extends PatternReader {
  readonly names = new Map<string, number>();
  private groups = 0;

  readPattern(): string {
    const source = this.readAlternatives();
    return this.next === "" ? source : invalid();
  }

  /** Flags set inside end with the alternatives. */
  private readAlternatives(): string {
    const outer = { ...this.flags };
    const sources = [this.readSequence()];
    while (this.take("|")) sources.push(this.readSequence());
    this.flags = outer;
    return sources.join("|");
  }

  private readSequence(): string {
    const atoms: string[] = [];
    for (;;) {
      this.skipIgnored();
      if (this.next === "" || this.next === "|" || this.next === ")") return atoms.join("");
      const repeat = this.readRepeat();
      if (repeat !== null) atoms.push(`(?:${atoms.pop() ?? invalid()})${repeat}`);
      else {
        const atom = this.readAtom();
        if (atom !== null) atoms.push(atom);
      }
    }
  }

  /** A quantifier, or null if there is none here. */
  private readRepeat(): string | null {
    const mark = this.next;
    if (mark === "" || !"*+?{".includes(mark)) return null;
    this.advance();
    const repeat = mark === "{" ? this.readCounts() : mark;
    const lazy = this.take("?") !== this.flags.U;
    return lazy ? `${repeat}?` : repeat;
  }

  private readCounts(): string {
    const match = /^\s*(\d*)\s*(,?)\s*(\d*)\s*$/.exec(this.until("}")) ?? invalid();
    const [, least = "", comma = "", most = ""] = match;
    if ((least === "" && most === "") || (comma === "" && most !== "")) invalid();
    if (most !== "" && Number(most) < Number(least)) invalid();
    if (Math.max(Number(least), Number(most)) > MOST_REPEATS) invalid();
    return `{${Number(least)}${comma}${most === "" ? "" : Number(most)}}`;
  }

  /** Null for flags, which match nothing themselves. */
  private readAtom(): string | null {
    const character = this.advance();
    switch (character) {
      case "(":
        return this.nested(() => this.readGroup());
      case "[":
        return readClass(this);
      case ".":
        return this.flags.s ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return this.flags.m ? "(?<![^\\n])" : "^";
      case "$":
        return this.flags.m ? "(?![^\\n])" : "$";
      case "\\":
        return this.readEscaped();
    }
    return this.literal(character.codePointAt(0) as number);
  }

  private readEscaped(): string {
    const assertion = ASSERTIONS[this.next];
    if (assertion !== undefined) {
      this.advance();
      return assertion;
    }
    const escaped = readEscape(this);
    return "set" in escaped ? escaped.set : this.literal(escaped.point);
  }

  private literal(point: number): string {
    const cases = this.flags.i ? casesOf(point) : [point];
    const sources = cases.map(pointSource).join("");
    return cases.length === 1 ? sources : `[${sources}]`;
  }

  private readGroup(): string | null {
    if (!this.take("?")) return this.readCapture();
    if (this.take("P<") || (this.sees("<") && !this.sees("<=") && !this.sees("<!") && this.take("<"))) {
      const name = this.until(">");
      if (!/^[\p{Alphabetic}_][\p{Alphabetic}\p{N}_.[\]]*$/u.test(name) || this.names.has(name)) invalid();
      this.names.set(name, this.groups + 1);
      return this.readCapture();
    }
    const flags = this.readFlags();
    if (this.take(")")) {
      this.flags = flags;
      return null;
    }
    if (!this.take(":")) invalid();
    const outer = this.flags;
    this.flags = flags;
    const source = this.readAlternatives();
    this.flags = outer;
    return this.closed(`(?:${source})`);
  }

  private readCapture(): string {
    this.groups++;
    return this.closed(`(${this.readAlternatives()})`);
  }

  private closed(source: string): string {
    return this.take(")") ? source : invalid();
  }

  /** `i`, `im-sx`: the flags as they are then. `u` is always on. */
  private readFlags(): Flags {
    const flags = { ...this.flags };
    let on = true;
    while (this.next !== ":" && this.next !== ")") {
      const letter = this.advance();
      if (letter === "-" && on) on = false;
      else if (letter in flags) flags[letter as keyof Flags] = on;
      else if (letter !== "u" || !on) invalid();
    }
    return flags;
  }
}
