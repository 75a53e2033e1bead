/** Functions, named and anonymous. */

import type { Expression, FunctionShape, Identifier, LambdaExpression, Parameter } from "../ast.js";
import { parseBlock } from "./blocks.js";
import type { ParseContext } from "./context.js";
import { parseExpression } from "./expressions.js";
import { parseAnnotation, parseReturnType } from "./types.js";

/** `func name(...) {...}`: a declaration, or a method of a struct. */
export function parseNamedFunction(context: ParseContext): FunctionShape {
  const head = parseHead(context);
  const name = parseName(context, "Expected function name after 'func'");
  context.expect("(", "after function name");
  return parseRest(context, head, name);
}

/** `func(...) {...}` inside an expression. */
export function parseLambda(context: ParseContext): LambdaExpression {
  const head = parseHead(context);
  context.expect("(", "after 'func' in function expression");
  const shape = parseRest(context, head, null);
  return { kind: "Lambda", function: shape, ...context.span(head.start) };
}

/** A plain name of a declaration; the message is the one for anything else. */
export function parseName(context: ParseContext, message: string): Identifier {
  const { text: name, start } = context.expectIdentifier(message);
  return { name, ...context.span(start) };
}

interface Head {
  readonly start: number;
  readonly isAsync: boolean;
  readonly hasStar: boolean;
}

function parseHead(context: ParseContext): Head {
  const { start } = context.current;
  const isAsync = context.eat("async");
  if (!context.eat("func")) context.fail("Expected 'func' after 'async'");
  return { start, isAsync, hasStar: context.eat("*") };
}

/** From behind the opening parenthesis to the end of the body. */
function parseRest(context: ParseContext, head: Head, name: Identifier | null): FunctionShape {
  const what = name === null ? "function expression" : "function";
  const outerYield = context.sawYield;
  const parameters = parseParameters(context, name !== null);
  context.expect(")", `to close ${what} parameter list`);
  const returnType = parseReturnType(context);
  context.sawYield = false;
  const body = parseBlock(context, `${what} body`);
  const isGenerator = head.hasStar || context.sawYield;
  context.sawYield = outerYield;
  return {
    name,
    parameters,
    returnType,
    body,
    isAsync: head.isAsync,
    isGenerator,
    ...context.span(head.start),
  };
}

function parseParameters(context: ParseContext, allowSelf: boolean): Parameter[] {
  const parameters: Parameter[] = [];
  while (context.stream.atIdentifier() || (allowSelf && context.at("self"))) {
    const { text: name, start } = context.advance();
    const type = parseAnnotation(context);
    const defaultValue = name === "self" ? null : parseDefaultValue(context);
    const parameter = { name, type, defaultValue, ...context.span(start) };
    if (defaultValue === null && parameters.some((earlier) => earlier.defaultValue !== null))
      context.report(`Parameter ${name} needs a default value, since one before it has one`, start);
    parameters.push(parameter);
    if (!context.eat(",")) break;
  }
  return parameters;
}

function parseDefaultValue(context: ParseContext): Expression | null {
  return context.eat("=") || context.eat(":=") ? parseExpression(context) : null;
}
