/** An operand and what follows it directly: calls, members, indexes, `?`, and the fields of a struct literal. */

import type { Expression } from "../ast.js";
import type { Token } from "../token.js";
import type { ParseContext } from "./context.js";
import { parseExpression, parseExpressionsUntil } from "./expressions.js";
import { startsDestructuring } from "./lookahead.js";
import { startsRange } from "./operators.js";
import { parsePrimary } from "./primary.js";
import { parseStructLiteral, startsStructLiteral } from "./struct-literal.js";

export function parsePostfix(context: ParseContext): Expression {
  let node = parsePrimary(context);
  let bareEnd = context.tagEnd;
  const name = structName(node);
  if (name !== null && startsStructLiteral(context)) {
    node = parseStructLiteral(context, name, node.start);
    bareEnd = context.stream.index;
  }
  for (;;) {
    const next = parseSuffix(context, node, context.stream.index === bareEnd);
    if (next === null) return node;
    node = next;
  }
}

/** The words that may stand before the braces of a struct literal: names, `self` and, by tradition, `null`. */
function structName(node: Expression): string | null {
  if (node.kind === "Name") return node.name;
  return node.kind === "Null" ? "null" : null;
}

/** Null when the operand ends here. Neither a call nor an index follows a `bare` tag, throw or struct literal. */
function parseSuffix(context: ParseContext, node: Expression, bare: boolean): Expression | null {
  switch (context.current.text) {
    case "(":
      return bare ? null : parseCall(context, node);
    case "[":
      return bare || startsNextStatement(context) ? null : parseIndex(context, node);
    case ".":
      return startsRange(context.stream) ? null : parseMember(context, node);
    case "?.":
      return parseMember(context, node);
    case "?":
      return parseTry(context, node);
    default:
      return null;
  }
}

/** `x := y` and below it `[a, b] := z`: an index cannot look like that. */
function startsNextStatement(context: ParseContext): boolean {
  return context.current.startsLine && context.isOutsideBrackets() && startsDestructuring(context.stream);
}

function parseCall(context: ParseContext, callee: Expression): Expression {
  context.advance();
  const args = parseExpressionsUntil(context, ")", "to close function call arguments");
  const { start } = callee;
  return { kind: "Call", callee, args, start, end: context.stream.previousEnd, at: start };
}

function parseIndex(context: ParseContext, object: Expression): Expression {
  const at = context.advance().start;
  const first = context.at(":") ? null : parseExpression(context);
  const isSlice = context.eat(":");
  const stop = isSlice && !context.at("]") ? parseExpression(context) : null;
  context.expect("]", "to close index expression");
  const place = context.span(object.start, at);
  if (isSlice || first === null) return { kind: "Slice", object, first, stop, ...place };
  return { kind: "Index", object, index: first, ...place };
}

function parseTry(context: ParseContext, operand: Expression): Expression {
  const at = context.advance().start;
  return { kind: "Try", operand, ...context.span(operand.start, at) };
}

function parseMember(context: ParseContext, object: Expression): Expression {
  const optional = context.advance().text === "?.";
  if (!isMemberName(context.current)) context.fail("Expected field name after '.'");
  const { text: name, start: at } = context.advance();
  const { start } = object;
  if (!context.eat("("))
    return { kind: "Field", object, name, optional, start, end: context.stream.previousEnd, at };
  const args = parseExpressionsUntil(context, ")", "to close method call arguments");
  return { kind: "MethodCall", object, name, args, optional, start, end: context.stream.previousEnd, at };
}

/** Behind a dot every word is a name. */
function isMemberName(token: Token): boolean {
  return token.kind === "identifier" || token.kind === "keyword" || token.kind === "bool";
}
