/** Going on after a mistake: finding the next place where a statement may begin. */

import { spellToken, type Token } from "../token.js";
import type { Mark, ParseContext, ParseFailure } from "./context.js";

const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  ...[
    "let",
    "mut",
    "const",
    "func",
    "async",
    "struct",
    "enum",
    "if",
    "for",
    "while",
    "loop",
    "match",
    "return",
  ],
  ...[
    "break",
    "continue",
    "try",
    "test",
    "test_setup",
    "test_teardown",
    "test_group",
    "import",
    "from",
    "export",
  ],
  "spawn",
]);

/**
 * Makes the state sound again after a failed statement. `block` names the block around the statement, null
 * at top level. Always passes a token, unless the block or the text ends here.
 */
export function recover(
  context: ParseContext,
  failure: ParseFailure,
  mark: Mark,
  block: string | null,
): void {
  if (failure.silent) reportSilentFailure(context, block);
  context.restoreNesting(mark);
  skipToStatement(context, mark, block !== null);
  context.stream.forgetBracketsSince(mark.bracketDepth);
}

/** In a block such a failure shows as the block not ending where the statement gave up. */
function reportSilentFailure(context: ParseContext, block: string | null): void {
  const unended = block !== null && !context.at("}");
  const found = spellToken(context.current);
  const message = unended ? `Expected '}' to close ${block} but found ${found}` : "Invalid statement";
  context.report(message, context.current.start);
}

function skipToStatement(context: ParseContext, mark: Mark, inBlock: boolean): void {
  const { stream } = context;
  const endsBlock = () => inBlock && stream.at("}") && !stream.isBraceOpenSince(mark.bracketDepth);
  if (stream.index === mark.index && !endsBlock()) stream.advance();
  while (!stream.atEnd() && !endsBlock()) {
    const inStatement = stream.bracketDepth > mark.bracketDepth;
    if (!inStatement && stream.eat(";")) return;
    if (mayStartStatement(stream.current, inStatement, stream.isBraceOpenSince(mark.bracketDepth))) return;
    stream.advance();
  }
}

/**
 * A statement word is a good place, also inside a parenthesis that was never closed; within braces the word
 * belongs to something nested. Any other token must be the first of its line, outside all brackets.
 */
function mayStartStatement(token: Token, inBrackets: boolean, inBraces: boolean): boolean {
  if (token.kind === "keyword" && STATEMENT_WORDS.has(token.text)) {
    return inBrackets ? token.startsLine && !inBraces : true;
  }
  return token.startsLine && !inBrackets && token.text !== "}";
}
