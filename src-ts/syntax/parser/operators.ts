/** Binary operators: one table, and the function that climbs it. */

import type { BinaryOperator, Expression } from "../ast.js";
import type { Token } from "../token.js";
import type { ParseContext } from "./context.js";
import type { TokenStream } from "./token-stream.js";
import { parseUnary } from "./unary.js";

/** Higher binds tighter; all are left-associative. */
const PRECEDENCE = {
  "|>": 1,
  "??": 2,
  "||": 3,
  "&&": 4,
  "==": 5,
  "!=": 5,
  "<": 6,
  "<=": 6,
  ">": 6,
  ">=": 6,
  "..": 7,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "%": 9,
} as const satisfies Record<BinaryOperator, number>;

/** Two dots with nothing between them. */
export function startsRange(stream: TokenStream): boolean {
  const { text, end } = stream.current;
  if (text !== ".") return false;
  const next = stream.peek(1);
  return next.text === "." && next.start === end;
}

/** True when the token can stand between two operands. */
export function isBinaryOperator(token: Token): boolean {
  return token.kind === "operator" && Object.hasOwn(PRECEDENCE, token.text);
}

/**
 * Operands joined by operators, of any length without recursion: what waits for a tighter operator on its
 * right lies on two stacks.
 */
export function parseBinary(context: ParseContext): Expression {
  const first = parseUnary(context);
  if (!continuesOperand(context)) return first;
  const operands = [first];
  const operators: PendingOperator[] = [];
  while (continuesOperand(context)) {
    const { operator, at } = takeOperator(context);
    reduce(operands, operators, PRECEDENCE[operator]);
    operators.push({ operator, at });
    operands.push(parseUnary(context));
  }
  reduce(operands, operators, 0);
  return operands[0] ?? first;
}

interface PendingOperator {
  readonly operator: BinaryOperator;
  readonly at: number;
}

/** `..` is two tokens. */
function takeOperator(context: ParseContext): PendingOperator {
  const { text, start: at } = context.advance();
  if (text !== ".") return { operator: text as BinaryOperator, at };
  context.advance();
  return { operator: "..", at };
}

/** Builds the nodes of all waiting operators that bind at least as tightly as `precedence`. */
function reduce(operands: Expression[], operators: PendingOperator[], precedence: number): void {
  for (;;) {
    const top = operators.at(-1);
    if (top === undefined || PRECEDENCE[top.operator] < precedence) return;
    const right = operands.pop();
    const left = operands.pop();
    if (left === undefined || right === undefined) return;
    operators.pop();
    const { operator, at } = top;
    operands.push({ kind: "Binary", operator, at, left, right, start: left.start, end: right.end });
  }
}

/** A tag or `throw` is complete at its line end, where `-` could as well begin a statement. */
function continuesOperand(context: ParseContext): boolean {
  const { stream } = context;
  const { current } = stream;
  if (current.text === "-" && current.startsLine && stream.index === context.tagEnd) return false;
  return isBinaryOperator(current) || startsRange(stream);
}
