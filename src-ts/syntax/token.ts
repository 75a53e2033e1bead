/**
 * The token: the form between the lexer and the parser, and the one table of words and symbols that
 * drives the lexer, the messages of the parser and the token dump.
 *
 * Offsets are UTF-16 code unit indexes into the whole source text, for tokens inside an interpolation too.
 */

/** Every operator and punctuation mark. The lexer takes the longest that fits. */
export const SYMBOLS = {
  "...": "operator",
  ":=": "operator",
  "::": "operator",
  "==": "operator",
  "!=": "operator",
  "<=": "operator",
  ">=": "operator",
  "+=": "operator",
  "-=": "operator",
  "*=": "operator",
  "/=": "operator",
  "%=": "operator",
  "->": "operator",
  "??": "operator",
  "?.": "operator",
  "||": "operator",
  "|>": "operator",
  "&&": "operator",
  "=": "operator",
  "+": "operator",
  "-": "operator",
  "*": "operator",
  "/": "operator",
  "%": "operator",
  "<": "operator",
  ">": "operator",
  "!": "operator",
  "?": "operator",
  "|": "operator",
  "&": "operator",
  ".": "punctuation",
  ":": "punctuation",
  ",": "punctuation",
  ";": "punctuation",
  "(": "punctuation",
  ")": "punctuation",
  "{": "punctuation",
  "}": "punctuation",
  "[": "punctuation",
  "]": "punctuation",
} as const satisfies Record<string, "operator" | "punctuation">;

export type SymbolText = keyof typeof SYMBOLS;

const KEYWORD_LIST = [
  ...(["let", "mut", "const", "func", "return", "enum", "match", "case", "default", "if", "else"] as const),
  ...(["loop", "while", "for", "in", "break", "continue", "try", "except"] as const),
  ...([
    "int",
    "float",
    "string",
    "bool",
    "import",
    "export",
    "from",
    "struct",
    "impl",
    "self",
    "null",
  ] as const),
  ...(["spawn", "test", "test_setup", "test_teardown", "test_group", "yield", "async", "await"] as const),
] as const;

/** A reserved word. `true` and `false` are literals and not among them. */
export type Keyword = (typeof KEYWORD_LIST)[number];

export const KEYWORDS: ReadonlySet<string> = new Set(KEYWORD_LIST);

/** One part of an interpolated string: literal text, or the place of an embedded expression. */
export type StringPart =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "expression"; readonly start: number; readonly end: number; readonly source: string };

interface TokenPlace {
  /** The spelling of a word or symbol; empty for numbers, strings and the end, so that it never matches one. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True when only blanks and comments stand between the token and the beginning of its line. */
  readonly startsLine: boolean;
}

/** What kind a token is and what it holds. */
export type TokenValue =
  | { readonly kind: "eof" | "identifier" | "keyword" | "operator" | "punctuation"; readonly value: null }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "interpolated"; readonly value: readonly StringPart[] };

export type Token = TokenPlace & TokenValue;

/** The magnitude of the smallest integer: written only behind a prefix minus, never on its own. */
export const MINIMUM_MAGNITUDE = 2n ** 63n;

/** The spelling of a token in messages and dumps, e.g. `Identifier("x")` or `Punctuation('(')`. */
export function spellToken(token: Token): string {
  switch (token.kind) {
    case "eof":
      return "Eof";
    case "identifier":
      return `Identifier(${quote(token.text)})`;
    case "keyword":
      return `Keyword(${quote(token.text)})`;
    case "operator":
      return `Operator(${quote(token.text)})`;
    case "punctuation":
      return `Punctuation('${token.text}')`;
    case "bool":
      return `Bool(${token.value})`;
    case "int":
      return `Int(${token.value})`;
    case "float":
      return `Float(${spellFloat(token.value)})`;
    case "string":
      return `String(${quote(token.value)})`;
    case "interpolated":
      return `InterpolatedString([${token.value.map(spellPart).join(", ")}])`;
  }
}

function spellPart(part: StringPart): string {
  return part.kind === "text" ? `Text(${quote(part.value)})` : `Expression(${quote(part.source)})`;
}

/** Always with a point, or with an exponent where digits would only be zeros: `1.0`, `1e16`, `1.5e-7`. */
export function spellFloat(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e16 || (size > 0 && size < 1e-4)) return value.toExponential().replace("+", "");
  const digits = String(value);
  return digits.includes(".") ? digits : `${digits}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
};

/** A text between double quotes, with the five characters that would break it escaped. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\n\t\r]/g, (character) => ESCAPES[character] ?? character)}"`;
}
