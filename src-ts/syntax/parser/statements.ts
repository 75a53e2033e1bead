/** Statements: the table of those that begin with a keyword, and the ones that begin with an expression. */

import type { AssignStatement, Expression, Statement } from "../ast.js";
import type { Token } from "../token.js";
import type { ParseContext } from "./context.js";
import { parseFor, parseIf, parseLoop, parseSpawn, parseTry, parseWhile } from "./control-flow.js";
import { parseConst, parseEnum, parseFunctionDeclaration, parseLet, parseStruct } from "./declarations.js";
import { parseExpression } from "./expressions.js";
import { startsPatternAssignment } from "./lookahead.js";
import { parseMatch } from "./match.js";
import { parseExport, parseFromImport, parseImport } from "./modules.js";
import { parseGroupPattern } from "./patterns.js";
import { parseTest, parseTestGroup, parseTestHook } from "./test-declarations.js";

type StatementParser = (context: ParseContext) => Statement;

const BY_KEYWORD: ReadonlyMap<string, StatementParser> = new Map<string, StatementParser>([
  ["let", parseLet],
  ["mut", parseLet],
  ["const", parseConst],
  ["func", parseFunctionDeclaration],
  ["async", parseFunctionDeclaration],
  ["struct", parseStruct],
  ["enum", parseEnum],
  ["import", parseImport],
  ["from", parseFromImport],
  ["export", parseExport],
  ["if", parseIf],
  ["while", parseWhile],
  ["loop", parseLoop],
  ["for", parseFor],
  ["match", parseMatch],
  ["try", parseTry],
  ["spawn", parseSpawn],
  ["return", parseReturn],
  ["break", parseJump],
  ["continue", parseJump],
  ["test", parseTest],
  ["test_group", parseTestGroup],
  ["test_setup", parseTestHook],
  ["test_teardown", parseTestHook],
]);

const ASSIGNMENT_OPERATORS = {
  ":=": null,
  "=": null,
  "+=": "+",
  "-=": "-",
  "*=": "*",
  "/=": "/",
  "%=": "%",
} as const;

export function parseStatement(context: ParseContext): Statement {
  const { current, stream } = context;
  const parseByKeyword = BY_KEYWORD.get(current.text);
  if (parseByKeyword !== undefined) return parseByKeyword(context);
  const opensGroup = current.text === "[" || current.text === "{";
  if (opensGroup && startsPatternAssignment(stream)) return parseDestructuring(context);
  rejectThrowWithoutParentheses(context);
  return parseExpressionOrAssignment(context);
}

function parseDestructuring(context: ParseContext): Statement {
  const pattern = parseGroupPattern(context);
  context.advance();
  const value = parseExpression(context);
  return { kind: "Destructure", pattern, value, ...context.span(pattern.start) };
}

/** Only a statement that begins with a name (or `self`) can be an assignment. */
function parseExpressionOrAssignment(context: ParseContext): Statement {
  const first = context.current;
  const value = parseExpression(context);
  const mayAssign = first.kind === "identifier" || first.text === "self";
  if (mayAssign && isAssignmentOperator(context.current)) return parseAssignment(context, value);
  const { start } = value;
  return { kind: "Expr", value, start, end: context.stream.previousEnd, at: start };
}

function parseAssignment(context: ParseContext, target: Expression): AssignStatement {
  const { text, start: at } = context.advance();
  if (!isTarget(target)) context.fail("Invalid assignment target");
  const value = parseExpression(context);
  if (isAssignmentOperator(context.current)) {
    context.fail("Chained assignment is not supported; split the assignment into separate statements");
  }
  const operator = ASSIGNMENT_OPERATORS[text as keyof typeof ASSIGNMENT_OPERATORS];
  const { start } = target;
  return { kind: "Assign", target, operator, value, start, end: context.stream.previousEnd, at };
}

function isAssignmentOperator(token: Token): boolean {
  return token.kind === "operator" && Object.hasOwn(ASSIGNMENT_OPERATORS, token.text);
}

function isTarget(node: Expression): node is AssignStatement["target"] {
  if (node.kind === "Name") return node.name !== "self";
  return node.kind === "Index" || (node.kind === "Field" && !node.optional);
}

const OPERAND_KINDS: ReadonlySet<string> = new Set([
  "identifier",
  "int",
  "float",
  "bool",
  "string",
  "interpolated",
]);
const OPERAND_WORDS: ReadonlySet<string> = new Set(["{", "func", "await", "null", "self"]);

/** `throw e` would be two statements, the first of them doing nothing. */
function rejectThrowWithoutParentheses(context: ParseContext): void {
  const { kind, text } = context.current;
  const operand = context.stream.peek(1);
  if (kind !== "identifier" || text !== "throw" || operand.startsLine) return;
  if (OPERAND_KINDS.has(operand.kind) || OPERAND_WORDS.has(operand.text)) {
    context.fail("Expected '(' after 'throw'", operand);
  }
}

function parseReturn(context: ParseContext): Statement {
  const { start } = context.advance();
  const isBare = context.stream.atEnd() || context.at(";") || context.at("}");
  const value = isBare ? null : parseExpression(context);
  return { kind: "Return", value, ...context.span(start) };
}

function parseJump(context: ParseContext): Statement {
  const { start, text } = context.advance();
  return { kind: text === "break" ? "Break" : "Continue", ...context.span(start) };
}
