/** `Name { field: value }`, and the question whether a `{` begins one. */

import type { FieldInitializer, StructLiteral } from "../ast.js";
import type { ParseContext } from "./context.js";
import { isBinaryOperator, parseBinary } from "./operators.js";

/** Asked behind a name: do the braces belong to it? */
export function startsStructLiteral(context: ParseContext): boolean {
  if (!context.at("{")) return false;
  if (context.stream.peek(1).text === "}") return !areBracesBody(context);
  return startsField(context, 1);
}

/** In `if x {}` the braces are the body, unless something behind them shows that the body is still to come. */
function areBracesBody(context: ParseContext): boolean {
  if (!context.inHeader || !context.isOutsideBrackets()) return false;
  const behind = context.stream.peek(2);
  return behind.text !== "{" && !isBinaryOperator(behind);
}

function startsField(context: ParseContext, distance: number): boolean {
  const { stream } = context;
  return stream.peek(distance).kind === "identifier" && stream.peek(distance + 1).text === ":";
}

export function parseStructLiteral(context: ParseContext, name: string, start: number): StructLiteral {
  context.enter("struct literal");
  context.advance();
  const fields: FieldInitializer[] = [];
  while (startsField(context, 0)) {
    fields.push(parseField(context));
    if (!context.eat(",")) break;
  }
  context.expect("}", "to close struct literal");
  context.leave();
  return { kind: "StructLit", name, fields, ...context.span(start) };
}

function parseField(context: ParseContext): FieldInitializer {
  const { text: name, start } = context.advance();
  context.advance();
  const value = parseBinary(context);
  return { name, value, ...context.span(start) };
}
