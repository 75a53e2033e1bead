/** `import`, `from ... import` and `export`. */

import type { Identifier, Statement } from "../ast.js";
import type { ParseContext } from "./context.js";
import { parseName } from "./functions.js";
import { parseStatement } from "./statements.js";

export function parseImport(context: ParseContext): Statement {
  const { start } = context.advance();
  const { text: module } = context.expectIdentifier("Expected module name after 'import'");
  return { kind: "Import", module, symbols: null, ...context.span(start) };
}

export function parseFromImport(context: ParseContext): Statement {
  const { start } = context.advance();
  const segments = [context.expectIdentifier("Expected module name after 'from'").text];
  while (context.eat(".")) {
    const message = "Expected module path segment after '.' in from-import statement";
    segments.push(context.expectIdentifier(message).text);
  }
  context.expect("import", "after module name in from-import statement");
  const symbols: Identifier[] = [];
  do symbols.push(parseName(context, "Expected imported symbol name"));
  while (context.eat(","));
  return { kind: "Import", module: segments.join("."), symbols, ...context.span(start) };
}

/** Any statement can be exported; `export export x` counts as nesting. */
export function parseExport(context: ParseContext): Statement {
  context.enter("export statement");
  const { start } = context.advance();
  const statement = parseStatement(context);
  context.leave();
  return { kind: "Export", statement, ...context.span(start) };
}
