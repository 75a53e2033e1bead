/** `test`, `test_group`, `test_setup` and `test_teardown`. */

import type { Statement } from "../ast.js";
import { parseBlock } from "./blocks.js";
import type { ParseContext } from "./context.js";

export function parseTest(context: ParseContext): Statement {
  const { start } = context.advance();
  const name = parseTitle(context, "Expected test name string after 'test'");
  const body = parseBlock(context, "test body");
  return { kind: "Test", name, body, ...context.span(start) };
}

export function parseTestGroup(context: ParseContext): Statement {
  const { start } = context.advance();
  const name = parseTitle(context, "Expected group name string after 'test_group'");
  const body = parseBlock(context, "test_group body");
  return { kind: "TestGroup", name, body, ...context.span(start) };
}

export function parseTestHook(context: ParseContext): Statement {
  const { start, text } = context.advance();
  const body = parseBlock(context, `${text} block`);
  return { kind: text === "test_setup" ? "TestSetup" : "TestTeardown", body, ...context.span(start) };
}

/** A plain string: an interpolated one has no value before the program runs. */
function parseTitle(context: ParseContext, message: string): string {
  const token = context.current;
  if (token.kind !== "string") return context.failBehind(message);
  context.advance();
  return token.value;
}
