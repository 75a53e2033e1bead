/** Prefix operators. */

import type { Expression, UnaryOperator } from "../ast.js";
import { MINIMUM_MAGNITUDE } from "../token.js";
import type { ParseContext } from "./context.js";
import { parsePostfix } from "./postfix.js";

/** What may follow an operand directly and belong to it. */
const SUFFIX_STARTS: ReadonlySet<string> = new Set(["(", "[", ".", "?.", "?"]);

export function parseUnary(context: ParseContext): Expression {
  switch (context.current.text) {
    case "-":
      return startsSmallestInt(context) ? parseSmallestInt(context) : parsePrefix(context);
    case "!":
      return parsePrefix(context);
    case "await":
      return parseAwait(context);
    default:
      return parsePostfix(context);
  }
}

function parsePrefix(context: ParseContext): Expression {
  context.enter("unary expression");
  const { start, text } = context.advance();
  const operand = parseUnary(context);
  context.leave();
  return { kind: "Unary", operator: text as UnaryOperator, operand, ...context.span(start) };
}

/** `await` binds like a prefix operator. */
function parseAwait(context: ParseContext): Expression {
  context.enter("unary expression");
  const { start } = context.advance();
  const value = parseUnary(context);
  context.leave();
  return { kind: "Await", value, ...context.span(start) };
}

/** `-9223372036854775808`: the digits alone are no integer. With a suffix, the minus would come last. */
function startsSmallestInt(context: ParseContext): boolean {
  const digits = context.stream.peek(1);
  const isMagnitude = digits.kind === "int" && digits.value === MINIMUM_MAGNITUDE;
  return isMagnitude && !SUFFIX_STARTS.has(context.stream.peek(2).text);
}

function parseSmallestInt(context: ParseContext): Expression {
  const { start } = context.advance();
  context.advance();
  return { kind: "Int", value: -MINIMUM_MAGNITUDE, ...context.span(start) };
}
