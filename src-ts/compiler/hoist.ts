/**
 * Expressions that need statements: `e?` returns from the function, `yield e` suspends it.
 *
 * Lowering such an expression adds statements to the context's `pending` list, which run before the
 * statement that the expression is part of, and leaves a read of a temporary. Whatever the statement
 * evaluates earlier must then be evaluated earlier still: it is moved into temporaries, too (a partial
 * A-normal form; Flanagan et al., "The Essence of Compiling with Continuations", PLDI 1993). Programs
 * without these expressions are not touched.
 */

import type { Expression, Slot, Statement } from "../ir/nodes.js";
import type { Scope } from "./scope.js";

/** A temporary of the scope with a value, set by a pending statement. */
export function hold(scope: Scope, value: Expression): Extract<Expression, { kind: "get" }> {
  const slot = temporary(scope);
  scope.context.pending.push({ kind: "declare", at: value.at, slot, value });
  return { kind: "get", at: value.at, slot };
}

function temporary(scope: Scope): Slot {
  const slot = scope.addSlot("[value]", "mut");
  scope.context.bound.add(slot);
  return slot;
}

/** Lowers operands in order; those before one that needs statements are moved into temporaries. */
export function lowerInOrder<Node>(
  scope: Scope,
  nodes: readonly Node[],
  lower: (scope: Scope, node: Node) => Expression,
): Expression[] {
  const operands: Expression[] = [];
  for (const node of nodes) {
    const before = scope.context.pending.length;
    const operand = lower(scope, node);
    if (scope.context.pending.length > before) moveBefore(scope, operands, before);
    operands.push(operand);
  }
  return operands;
}

/** Evaluates the operands into temporaries ahead of the pending statement at `position`. */
function moveBefore(scope: Scope, operands: Expression[], position: number): void {
  const declares = operands.flatMap((value, i): Statement[] => {
    // A field's name in a path is nothing to evaluate.
    if (value.kind === "member") return [];
    const slot = temporary(scope);
    operands[i] = rebuilt(value, { kind: "get", at: value.at, slot });
    return [{ kind: "declare", at: value.at, slot, value: inner(value) }];
  });
  scope.context.pending.splice(position, 0, ...declares);
}

/** A spread stays where it is: what it spreads moves. */
function inner(value: Expression): Expression {
  return value.kind === "spread" ? value.value : value;
}

function rebuilt(value: Expression, read: Expression): Expression {
  return value.kind === "spread" ? { ...value, value: read } : read;
}

/** Runs `lower` with a pending list of its own and returns what it put there. */
export function collecting<Result>(
  scope: Scope,
  lower: () => Result,
): { result: Result; pending: Statement[] } {
  const { context } = scope;
  const outer = context.pending;
  context.pending = [];
  const result = lower();
  const { pending } = context;
  context.pending = outer;
  return { result, pending };
}
