/** Lists of statements, at top level and in braces. Here a failed statement ends, and parsing goes on. */

import type { Block, Statement } from "../ast.js";
import { type ParseContext, ParseFailure } from "./context.js";
import { recover } from "./recovery.js";
import { parseStatement } from "./statements.js";

/** `{ ... }`; `what` names the block in messages. */
export function parseBlock(context: ParseContext, what: string): Block {
  context.enterBlock(what);
  const { start } = context.expect("{", `to start ${what}`);
  const statements = parseStatements(context, what);
  context.expect("}", `to close ${what}`);
  context.leaveBlock();
  return { statements, ...context.span(start) };
}

/** All statements up to the end of the block, or of the text when `block` is null. */
export function parseStatements(context: ParseContext, block: string | null): Statement[] {
  const statements: Statement[] = [];
  const { inHeader, statementBrackets } = context;
  context.inHeader = false;
  context.statementBrackets = context.stream.bracketDepth;
  while (!context.stream.atEnd() && !(block !== null && context.at("}"))) {
    if (context.eat(";")) continue;
    const statement = tryStatement(context, block);
    if (statement !== null) statements.push(statement);
  }
  context.inHeader = inHeader;
  context.statementBrackets = statementBrackets;
  return statements;
}

function tryStatement(context: ParseContext, block: string | null): Statement | null {
  const mark = context.mark();
  const { inHeader, statementBrackets } = context;
  try {
    return parseStatement(context);
  } catch (failure) {
    if (!(failure instanceof ParseFailure)) throw failure;
    context.inHeader = inHeader;
    context.statementBrackets = statementBrackets;
    recover(context, failure, mark, block);
    return null;
  }
}
