/** The way into the lexer. */
export { type LexResult, lex, lexRange } from "./lexer/lexer.js";
