/** The way into expressions, and lists of them. */

import type { Expression } from "../ast.js";
import type { ParseContext } from "./context.js";
import { parseBinary } from "./operators.js";

/** A full expression: one level of nesting. */
export function parseExpression(context: ParseContext): Expression {
  context.enter("expression");
  const expression = parseBinary(context);
  context.leave();
  return expression;
}

/** Expressions between commas up to a closing parenthesis, which is passed; a last comma is welcome. */
export function parseExpressionsUntil(context: ParseContext, closer: ")", purpose: string): Expression[] {
  const expressions: Expression[] = [];
  while (!context.at(closer)) {
    expressions.push(parseExpression(context));
    if (!context.eat(",")) break;
  }
  context.expect(closer, purpose);
  return expressions;
}
