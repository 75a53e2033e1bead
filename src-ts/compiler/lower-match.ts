/** Lowers `match` to a chain of tests. Case bodies have no scope: what they bind, the enclosing scope holds. */

import type { Block, Expression, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { collecting, hold } from "./hoist.js";
import { bind } from "./lower-binding.js";
import { lowerExpression } from "./lower-expression.js";
import { lowerList } from "./lower-statement.js";
import { payloadNames } from "./names.js";
import { type FunctionContext, Scope } from "./scope.js";

export function lowerMatch(scope: Scope, node: ast.MatchStatement): Statement[] {
  const value = hold(scope, lowerExpression(scope, node.value));
  const { context } = scope;
  const pending = context.pending.splice(0);
  const outcomes: Outcome[] = [];
  const branch = (lower: () => Statement[]): Block => {
    let body: Statement[] = [];
    outcomes.push(attempt(context, () => (body = lower())));
    return { slots: [], body };
  };
  const arms = node.cases.map((clause) => {
    const { patterns, body, at } = clause;
    const tests: Tests[] = [];
    attempt(context, () => tests.push(lowerCondition(scope, clause, value)));
    const then = branch(() => [
      ...lowerBinding(scope, patterns, value),
      ...lowerList(scope, body.statements),
    ]);
    return { at, ...(tests[0] as Tests), then };
  });
  const { otherwise } = node;
  let rest: Block | null = branch(() => (otherwise ? lowerList(scope, otherwise.statements) : []));
  for (const { at, condition, first, then } of arms.reverse())
    rest = { slots: [], body: [...first, { kind: "if", at, condition, then, otherwise: rest }] };
  joinOutcomes(context, outcomes);
  return [...pending, ...(rest as Block).body];
}

/** When a case is taken, and the statements that find it out. */
interface Tests {
  readonly condition: Expression;
  readonly first: readonly Statement[];
}

function lowerCondition(scope: Scope, { patterns, guard, at }: ast.MatchCase, value: Expression): Tests {
  const test = patterns
    .map((pattern) => lowerTest(scope, pattern, value))
    .reduce((left, right): Expression => ({ kind: "logical", at, operator: "||", left, right }));
  if (guard === null) return { condition: test, first: [] };
  const { result: taken, pending: first } = collecting(scope, () =>
    hold(scope, { kind: "bool", at, value: false }),
  );
  // A guard sees the binding in a scope of its own: if it refuses, nothing has been bound.
  const inner = new Scope(scope.context, scope, scope.inLoop);
  inner.block.body.push(...lowerBinding(inner, patterns, value));
  const { result: verdict, pending } = collecting(inner, () => lowerExpression(inner, guard));
  inner.block.body.push(...pending, { kind: "assign", at, slot: taken.slot, value: verdict });
  first.push({ kind: "if", at, condition: test, then: inner.block, otherwise: null });
  return { condition: taken, first };
}

/** What one way through the match does: the slots it concerns, and whether they are bound, or may be, in the end. */
interface Outcome {
  readonly bound: ReadonlyMap<Slot, boolean>;
  readonly maybeBound: ReadonlyMap<Slot, boolean>;
}

/** Lowers something, and then knows no more than before. */
function attempt({ bound, maybeBound }: FunctionContext, lower: () => void): Outcome {
  let maybe: Outcome["maybeBound"] = new Map();
  const certain = bound.attempt(() => {
    maybe = maybeBound.attempt(lower);
  });
  return { bound: certain, maybeBound: maybe };
}

/**
 * After the match, only what is known on every way through it is known. Before, what the cases bind exists
 * unbound: it belongs to the enclosing scope.
 */
function joinOutcomes(context: FunctionContext, outcomes: readonly Outcome[]): void {
  const { bound, maybeBound, possiblyBound } = context;
  const isBound = (outcome: Outcome, slot: Slot): boolean => outcome.bound.get(slot) ?? bound.holds(slot);
  const mayBe = (outcome: Outcome, slot: Slot): boolean =>
    isBound(outcome, slot) || (outcome.maybeBound.get(slot) ?? maybeBound.holds(slot));
  const concerned = outcomes.flatMap((outcome) => [...outcome.bound.keys(), ...outcome.maybeBound.keys()]);
  for (const slot of new Set([...maybeBound, ...concerned])) {
    const known = outcomes.filter((outcome) => mayBe(outcome, slot)).length;
    const certain = outcomes.every((outcome) => isBound(outcome, slot));
    if (known > 0 && !bound.holds(slot)) slot.maybeUnbound = true;
    bound.delete(slot);
    maybeBound.delete(slot);
    if (certain) bound.add(slot);
    else if (known === outcomes.length) maybeBound.add(slot);
    else if (known > 0) possiblyBound.add(slot);
  }
}

function lowerTest(scope: Scope, pattern: ast.CasePattern, value: Expression): Expression {
  const { at, literal, text, binding } = pattern;
  if (literal)
    return { kind: "binary", at, operator: "==", left: value, right: lowerExpression(scope, literal) };
  if (text === "_" && !binding) return { kind: "bool", at, value: true };
  // With parentheses a bare name is a tag's, never a string's.
  return { kind: "matches", at, value, pattern: binding ? `${text}(` : text };
}

/** What these match always has a payload. */
const HAS_PAYLOAD = /^(?:Result::)?(?:Ok|Err)$|^(?:Option::)?Some$/;

/** `T(name)` binds the payloads as far as there are any. */
function lowerBinding(scope: Scope, patterns: readonly ast.CasePattern[], value: Expression): Statement[] {
  const { binding, at } = patterns[0] as ast.CasePattern;
  if (!binding) return [];
  const certain = patterns.every(({ text }) => HAS_PAYLOAD.test(text));
  return payloadNames(binding.name, scope.context.unit.payloads).flatMap(({ name, index }): Statement[] => {
    const [statement] = bind(scope, name, "mut", { kind: "payload", at, value, index }, at) as [Statement];
    if (certain && index === 0) return [statement];
    const slot = scope.ownSlot(name, "mut");
    if (statement.kind === "declare") {
      scope.context.bound.delete(slot);
      scope.context.possiblyBound.add(slot);
      slot.maybeUnbound = true;
    }
    const condition: Expression = { kind: "hasPayload", at, value, index };
    return [{ kind: "if", at, condition, then: { slots: [], body: [statement] }, otherwise: null }];
  });
}
