/** Branches, loops, `try` and `spawn`. */

import type { Block, Expression, IfStatement, Statement } from "../ast.js";
import { parseBlock } from "./blocks.js";
import type { ParseContext } from "./context.js";
import { parseExpression } from "./expressions.js";
import { parseName } from "./functions.js";

/** The expression between a keyword and a body: here `x {}` is a name and an empty body. */
export function parseHeader(context: ParseContext): Expression {
  const { inHeader } = context;
  context.inHeader = true;
  const expression = parseExpression(context);
  context.inHeader = inHeader;
  return expression;
}

/** A loop, not recursion: a chain of `else if` may have any length. */
export function parseIf(context: ParseContext): Statement {
  const { start } = context.advance();
  const branches: IfStatement["branches"][number][] = [];
  let otherwise: Block | null = null;
  for (;;) {
    const condition = parseHeader(context);
    branches.push({ condition, body: parseBlock(context, "if block") });
    if (!context.eat("else")) break;
    if (context.eat("if")) continue;
    otherwise = parseBlock(context, "else block");
    break;
  }
  return { kind: "If", branches, otherwise, ...context.span(start) };
}

export function parseWhile(context: ParseContext): Statement {
  const { start } = context.advance();
  const condition = parseHeader(context);
  const body = parseBlock(context, "while body");
  return { kind: "While", condition, body, ...context.span(start) };
}

export function parseLoop(context: ParseContext): Statement {
  const { start } = context.advance();
  const condition = context.eat("while") ? parseHeader(context) : null;
  const body = parseBlock(context, "loop body");
  return { kind: "Loop", condition, body, ...context.span(start) };
}

export function parseFor(context: ParseContext): Statement {
  const { start } = context.advance();
  const variable = parseName(context, "Expected loop variable name after 'for'");
  context.expect("in", "in for loop");
  const iterable = parseHeader(context);
  const body = parseBlock(context, "for loop body");
  return { kind: "For", variable, iterable, body, ...context.span(start) };
}

export function parseTry(context: ParseContext): Statement {
  const { start } = context.advance();
  const body = parseBlock(context, "try block");
  context.expect("except", "after try block");
  const variable = parseName(context, "Expected exception variable after 'except'");
  const handler = parseBlock(context, "except block");
  return { kind: "TryExcept", body, variable, handler, ...context.span(start) };
}

export function parseSpawn(context: ParseContext): Statement {
  const { start } = context.advance();
  const body = parseBlock(context, "spawn block");
  return { kind: "Spawn", body, ...context.span(start) };
}
