/** `let`, `mut`, `const`, `func`, `struct` and `enum`. */

import type { FunctionShape, Identifier, Statement, StructField } from "../ast.js";
import type { ParseContext } from "./context.js";
import { parseExpression } from "./expressions.js";
import { parseName, parseNamedFunction } from "./functions.js";
import { expectAssignment, parsePattern } from "./patterns.js";
import { parseAnnotation } from "./types.js";

/** `let mut` means the same as `mut`. */
export function parseLet(context: ParseContext): Statement {
  const { start, text } = context.advance();
  const mutable = text === "mut" || context.eat("mut");
  const pattern = parsePattern(context);
  const type = parseAnnotation(context);
  expectAssignment(context, "let");
  const value = parseExpression(context);
  return { kind: "Let", pattern, mutable, type, value, ...context.span(start) };
}

export function parseConst(context: ParseContext): Statement {
  const { start } = context.advance();
  const name = parseName(context, "Expected constant name after 'const'");
  const type = parseAnnotation(context);
  expectAssignment(context, "const");
  const value = parseExpression(context);
  return { kind: "Const", name, type, value, ...context.span(start) };
}

export function parseFunctionDeclaration(context: ParseContext): Statement {
  const shape = parseNamedFunction(context);
  return { kind: "Func", function: shape, ...context.span(shape.start) };
}

export function parseStruct(context: ParseContext): Statement {
  const { start } = context.advance();
  const name = parseName(context, "Expected struct name after 'struct'");
  context.expect("{", "to start struct body");
  const { fields, methods } = parseMembers(context);
  context.expect("}", "to close struct body");
  return { kind: "Struct", name, fields, methods, ...context.span(start) };
}

/** Fields and methods in any order, separated by commas, semicolons or nothing. */
function parseMembers(context: ParseContext): { fields: StructField[]; methods: FunctionShape[] } {
  const fields: StructField[] = [];
  const methods: FunctionShape[] = [];
  for (;;) {
    if (context.stream.atIdentifier()) fields.push(parseField(context));
    else if (context.at("func") || context.at("async")) methods.push(parseNamedFunction(context));
    else if (!context.eat(",") && !context.eat(";")) return { fields, methods };
  }
}

/** A default value has no effect, but older programs have them. */
function parseField(context: ParseContext): StructField {
  const { text: name, start } = context.advance();
  const type = parseAnnotation(context);
  if (context.eat(":=") || context.eat("=")) parseExpression(context);
  return { name, type, ...context.span(start) };
}

export function parseEnum(context: ParseContext): Statement {
  const { start } = context.advance();
  const name = parseName(context, "Expected enum name after 'enum'");
  context.expect("{", "to start enum body");
  const variants: Identifier[] = [];
  while (context.stream.atIdentifier()) {
    const variant = context.advance();
    variants.push({ name: variant.text, ...context.span(variant.start) });
    if (!context.eat(",")) break;
  }
  context.expect("}", "to close enum body");
  return { kind: "Enum", name, variants, ...context.span(start) };
}
