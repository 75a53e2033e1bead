/** Binding patterns: the left sides of `let`, `mut` and bare destructuring. */

import type { ArrayPattern, DictPattern, NamePattern, Pattern, RestPattern } from "../ast.js";
import type { ParseContext } from "./context.js";

export function parsePattern(context: ParseContext): Pattern {
  if (context.at("[") || context.at("{")) return parseGroupPattern(context);
  const name = parseNamePattern(context);
  return name.name === "_" ? { kind: "DiscardPattern", ...context.span(name.start) } : name;
}

/** A pattern in brackets or braces. */
export function parseGroupPattern(context: ParseContext): ArrayPattern | DictPattern {
  context.enter("pattern");
  const { start } = context.current;
  const pattern: ArrayPattern | DictPattern = context.at("[")
    ? { kind: "ArrayPattern", elements: parseElements(context, "]", parsePattern), ...context.span(start) }
    : {
        kind: "DictPattern",
        elements: parseElements(context, "}", parseNamePattern),
        ...context.span(start),
      };
  context.leave();
  return pattern;
}

function parseNamePattern(context: ParseContext): NamePattern {
  if (!context.stream.atIdentifier()) context.failSilently();
  const { text: name, start } = context.advance();
  return { kind: "NamePattern", name, ...context.span(start) };
}

/** Everything from the opening to the closing bracket; at most one element is a rest. */
function parseElements<Element>(
  context: ParseContext,
  closer: "]" | "}",
  parseElement: (context: ParseContext) => Element,
): (Element | RestPattern)[] {
  const elements: (Element | RestPattern)[] = [];
  let hasRest = false;
  context.advance();
  while (!context.at(closer) && (closer === "]" || context.stream.atIdentifier() || context.at("..."))) {
    if (context.at("...") && hasRest) context.fail("A pattern can have only one rest");
    hasRest ||= context.at("...");
    elements.push(context.at("...") ? parseRest(context) : parseElement(context));
    if (!context.eat(",")) break;
  }
  closePattern(context, closer);
  return elements;
}

function parseRest(context: ParseContext): RestPattern {
  const { start } = context.advance();
  if (!context.stream.atIdentifier()) context.failFound("a name after '...' in pattern");
  const { text: name } = context.advance();
  return { kind: "RestPattern", name, ...context.span(start) };
}

/** Where a declaration goes wrong anyway, the published message asks for its operator, not for the bracket. */
function closePattern(context: ParseContext, closer: "]" | "}"): void {
  if (context.at(closer)) context.advance();
  else if (!context.at(":=") && !context.at("=")) failAtAssignment(context, "let");
  else context.failFound(`'${closer}' to close ${closer === "]" ? "array" : "dictionary"} pattern`);
}

/** Passes the operator of a declaration. */
export function expectAssignment(context: ParseContext, declaration: "let" | "const"): void {
  if (!context.eat(":=") && !context.eat("=")) failAtAssignment(context, declaration);
}

function failAtAssignment(context: ParseContext, declaration: "let" | "const"): never {
  context.failFound(`assignment operator (':=' or '=') in ${declaration} declaration`);
}
