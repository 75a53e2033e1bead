/** `match`. */

import type { Block, CasePattern, Identifier, LiteralExpression, MatchCase, Statement } from "../ast.js";
import { parseBlock } from "./blocks.js";
import type { ParseContext } from "./context.js";
import { parseHeader } from "./control-flow.js";
import { parseExpression } from "./expressions.js";
import { parsePrimary, parseVariant } from "./primary.js";
import { parseUnary } from "./unary.js";

/** Clauses come in any order, with or without separators; the last of several defaults counts. */
export function parseMatch(context: ParseContext): Statement {
  const { start } = context.advance();
  const value = parseHeader(context);
  context.expect("{", "to start match body");
  const cases: MatchCase[] = [];
  let otherwise: Block | null = null;
  for (;;) {
    if (context.at("case")) cases.push(parseCase(context));
    else if (context.at("default")) otherwise = parseDefault(context);
    else if (!context.eat(";") && !context.eat(",")) break;
  }
  context.expect("}", "to close match body");
  return { kind: "Match", value, cases, otherwise, ...context.span(start) };
}

function parseCase(context: ParseContext): MatchCase {
  const { start } = context.advance();
  const patterns = parsePatterns(context);
  const guard = context.eat("if") ? parseExpression(context) : null;
  context.expect(":", "after match case pattern");
  const body = parseBlock(context, "match case block");
  return { patterns, guard, body, ...context.span(start) };
}

/** `A | B | C`. The body can rely on the binding, so all alternatives have the same one or none has any. */
function parsePatterns(context: ParseContext): CasePattern[] {
  const patterns: CasePattern[] = [];
  do {
    const { current } = context;
    const pattern = parseLiteralPattern(context) ?? parseTagPattern(context);
    const [first = pattern] = patterns;
    if (pattern.binding?.name !== first.binding?.name)
      context.fail("All alternatives of a case must bind the same name", current);
    patterns.push(pattern);
  } while (context.eat("|"));
  return patterns;
}

function parseDefault(context: ParseContext): Block {
  context.advance();
  context.expect(":", "after 'default'");
  return parseBlock(context, "match default block");
}

/** `Tag`, `Base::Variant`, and either with a name for what is inside. */
function parseTagPattern(context: ParseContext): CasePattern {
  const { text: name, start } = context.current;
  const base = parseVariant(context);
  const text = context.eat("::") ? `${base}::${parseVariant(context)}` : name;
  const binding = context.eat("(") ? parseBinding(context) : null;
  return { text, binding, literal: null, ...context.span(start) };
}

function parseBinding(context: ParseContext): Identifier {
  if (!context.stream.atIdentifier()) context.failFound("a name in match case pattern");
  const { text: name, start } = context.advance();
  const binding = { name, ...context.span(start) };
  context.expect(")", "to close match case pattern");
  return binding;
}

/** A number with or without a minus, a plain string, `true`, `false` or `null`; else null. */
function parseLiteralPattern(context: ParseContext): CasePattern | null {
  const { start } = context.current;
  const literal = context.at("-") ? parseNegative(context) : parseLiteral(context);
  if (literal === null) return null;
  const text = context.text.slice(start, literal.end);
  return { text, binding: null, literal, ...context.span(start) };
}

const LITERAL_KINDS: ReadonlySet<string> = new Set(["int", "float", "bool", "string"]);

function parseLiteral(context: ParseContext): LiteralExpression | null {
  if (!LITERAL_KINDS.has(context.current.kind) && !context.at("null")) return null;
  return parsePrimary(context) as LiteralExpression;
}

function parseNegative(context: ParseContext): LiteralExpression | null {
  const { kind } = context.stream.peek(1);
  if (kind !== "int" && kind !== "float") return null;
  const node = parseUnary(context);
  if (node.kind === "Int") return node;
  if (node.kind !== "Unary") return null;
  const { operand, start, end, at } = node;
  if (operand.kind !== "Int" && operand.kind !== "Float") return null;
  return { kind: operand.kind, value: negate(operand.value), start, end, at } as LiteralExpression;
}

function negate(value: number | bigint): number | bigint {
  return typeof value === "bigint" ? -value : -value || 0;
}
