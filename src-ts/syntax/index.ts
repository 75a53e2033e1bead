/** What the rest of the project uses of this folder. */

export * from "./ast.js";
export {
  type Diagnostic,
  type JsonDiagnostic,
  lexerDiagnostic,
  parserDiagnostic,
  renderDiagnostic,
  renderExcerpt,
  type Subsystem,
  toJson,
} from "./diagnostic.js";
export { type LexResult, lex } from "./lexer.js";
export { LIMITS } from "./limits.js";
export { checkSourceSize, type ParseResult, parse } from "./parser.js";
export { printAst } from "./print-ast.js";
export { printTokens } from "./print-tokens.js";
export { type Position, SourceText } from "./source.js";
export { KEYWORDS, SYMBOLS, spellToken, type Token } from "./token.js";
