/** Type annotations: checked for form, kept as text. */

import type { TypeAnnotation } from "../ast.js";
import type { ParseContext } from "./context.js";
import type { Fixed } from "./token-stream.js";

const BASIC_TYPES: ReadonlySet<string> = new Set(["int", "float", "string", "bool"]);

/** `: Type`, or null. A colon before something else is left for the caller to refuse. */
export function parseAnnotation(context: ParseContext): TypeAnnotation | null {
  if (!context.at(":") || !startsType(context, 1)) return null;
  context.advance();
  return parseType(context);
}

/** `-> Type`, or null; the arrow may stand alone. */
export function parseReturnType(context: ParseContext): TypeAnnotation | null {
  return context.eat("->") && startsType(context, 0) ? parseType(context) : null;
}

function startsType(context: ParseContext, distance: number): boolean {
  const token = context.stream.peek(distance);
  return token.kind === "identifier" || token.text === "[" || BASIC_TYPES.has(token.text);
}

function parseType(context: ParseContext): TypeAnnotation {
  const { start } = context.current;
  readType(context);
  return { ...context.span(start), text: context.text.slice(start, context.stream.previousEnd) };
}

function readType(context: ParseContext): void {
  context.enter("type annotation");
  const name = context.advance();
  if (name.text === "[") {
    readType(context);
    context.expect("]", "to close array type annotation");
  } else if (name.text === "Result") readArguments(context, "Result<T, E> type annotation", 2);
  else if (name.text === "Option") readArguments(context, "Option<T> type annotation", 1);
  else if (name.kind === "identifier" && context.at("<")) readArguments(context, "type annotation", null);
  while (context.eat("?"));
  context.leave();
}

/** `<Type, ...>`: exactly `count` of them, or any number from one. */
function readArguments(context: ParseContext, where: string, count: number | null): void {
  expectIn(context, "<", where);
  readArgument(context);
  for (let read = 1; count === null ? context.at(",") : read < count; read++) {
    expectIn(context, ",", where);
    readArgument(context);
  }
  if (context.at(">=")) context.stream.splitGreaterEqual();
  else expectIn(context, ">", where);
}

function readArgument(context: ParseContext): void {
  if (!startsType(context, 0)) context.failFound("a type name");
  readType(context);
}

function expectIn(context: ParseContext, text: Fixed, where: string): void {
  if (!context.eat(text)) context.fail(`Expected '${text}' in ${where}`);
}
