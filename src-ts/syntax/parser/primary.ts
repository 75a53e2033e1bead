/** Operands without their suffixes. */

import type { Expression } from "../ast.js";
import { overflowMessage } from "../lexer/numbers.js";
import { MINIMUM_MAGNITUDE } from "../token.js";
import { parseArray, parseDict } from "./collections.js";
import type { ParseContext } from "./context.js";
import { parseExpression, parseExpressionsUntil } from "./expressions.js";
import { parseLambda } from "./functions.js";
import { parseInterpolation } from "./interpolation.js";

export function parsePrimary(context: ParseContext): Expression {
  const token = context.current;
  switch (token.kind) {
    case "identifier":
      return parseIdentifier(context);
    case "int":
      return parseInt64(context, token.value);
    case "float":
      context.advance();
      return { kind: "Float", value: token.value, ...context.span(token.start) };
    case "bool":
      context.advance();
      return { kind: "Bool", value: token.value, ...context.span(token.start) };
    case "string":
      context.advance();
      return { kind: "Str", value: token.value, start: token.start, end: token.end, at: token.start };
    case "interpolated":
      context.advance();
      return {
        kind: "Interp",
        parts: parseInterpolation(context, token.value),
        ...context.span(token.start),
      };
    default:
      return parseFixed(context);
  }
}

/** Operands that begin with a keyword or a bracket. */
function parseFixed(context: ParseContext): Expression {
  switch (context.current.text) {
    case "(":
      return parseGroup(context);
    case "[":
      return parseArray(context);
    case "{":
      return parseDict(context);
    case "func":
    case "async":
      return parseLambda(context);
    case "yield":
      return parseYield(context);
    case "self":
      return parseSelf(context);
    case "null":
      return parseNull(context);
    default:
      return context.failBehind("Expected expression");
  }
}

function parseInt64(context: ParseContext, value: number | bigint): Expression {
  const { start, end } = context.current;
  if (value === MINIMUM_MAGNITUDE)
    context.failLexically("RUFLEX006", overflowMessage(context.text.slice(start, end)));
  context.advance();
  return { kind: "Int", value, start, end, at: start };
}

function parseSelf(context: ParseContext): Expression {
  const { start, text: name } = context.advance();
  return { kind: "Name", name, ...context.span(start) };
}

function parseNull(context: ParseContext): Expression {
  const { start } = context.advance();
  return { kind: "Null", ...context.span(start) };
}

function parseGroup(context: ParseContext): Expression {
  const { start } = context.advance();
  const inner = parseExpression(context);
  context.expect(")", "to close parenthesized expression");
  return { ...inner, start, end: context.stream.previousEnd };
}

const OPERAND_ENDS: ReadonlySet<string> = new Set([";", "}", ")", "]", ","]);

function parseYield(context: ParseContext): Expression {
  const { start } = context.advance();
  context.sawYield = true;
  const isBare = context.stream.atEnd() || OPERAND_ENDS.has(context.current.text);
  const value = isBare ? null : parseExpression(context);
  return { kind: "Yield", value, ...context.span(start) };
}

/** A name, or one of the forms that begin with a particular one. */
function parseIdentifier(context: ParseContext): Expression {
  const next = context.stream.peek(1).text;
  const { text, start, end } = context.current;
  if (next === "::") return parseTag(context);
  if (text === "throw" && next === "(") return parseThrow(context);
  if (text === "Ok" || text === "Err" || text === "Some") return parseWrap(context, text);
  context.advance();
  if (text === "None") return { kind: "None", ...context.span(start) };
  return { kind: "Name", name: text, start, end, at: start };
}

function parseTag(context: ParseContext): Expression {
  const { text: base, start } = context.advance();
  context.advance();
  const variant = parseVariant(context);
  const args = context.eat("(")
    ? parseExpressionsUntil(context, ")", "to close tag expression arguments")
    : null;
  context.tagEnd = context.stream.index;
  return { kind: "Tag", base, variant, args, ...context.span(start) };
}

/** The name after `::`. */
export function parseVariant(context: ParseContext): string {
  const token = context.advance();
  if (token.kind !== "identifier") context.failSilently();
  return token.text;
}

function parseThrow(context: ParseContext): Expression {
  const { start } = context.advance();
  context.advance();
  const args = parseExpressionsUntil(context, ")", "to close throw(...) arguments");
  context.tagEnd = context.stream.index;
  return { kind: "Throw", args, ...context.span(start) };
}

function parseWrap(context: ParseContext, arm: "Ok" | "Err" | "Some"): Expression {
  const { start } = context.advance();
  if (!context.eat("(")) context.fail(`Expected '(' after '${arm}'`);
  const value = parseExpression(context);
  context.expect(")", `to close ${arm}(...)`);
  return { kind: "Wrap", arm, value, ...context.span(start) };
}
