/** Lowers `match` to a chain of tests. Case bodies have no scope: what they bind, the enclosing scope holds. */

import type { Block, Expression, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { collecting, hold } from "./hoist.js";
import { bind } from "./lower-binding.js";
import { lowerExpression } from "./lower-expression.js";
import { lowerList } from "./lower-statement.js";
import { Scope } from "./scope.js";

export function lowerMatch(scope: Scope, node: ast.MatchStatement): Statement[] {
  const value = hold(scope, lowerExpression(scope, node.value));
  const { context } = scope;
  const pending = context.pending.splice(0);
  const before = knownOf(scope);
  const outcomes: Known[] = [];
  const startOver = (): void => {
    replace(context.bound, before.bound);
    replace(context.maybeBound, before.maybeBound);
  };
  const branch = (lower: () => Statement[]): Block => {
    startOver();
    const body = lower();
    outcomes.push(knownOf(scope));
    return { slots: [], body };
  };
  const arms = node.cases.map((clause) => {
    const { patterns, body, at } = clause;
    startOver();
    const { condition, first } = lowerCondition(scope, clause, value);
    const then = branch(() => [
      ...lowerBinding(scope, patterns, value),
      ...lowerList(scope, body.statements),
    ]);
    return { at, condition, first, then };
  });
  const { otherwise } = node;
  let rest: Block | null = branch(() => (otherwise ? lowerList(scope, otherwise.statements) : []));
  for (const { at, condition, first, then } of arms.reverse())
    rest = { slots: [], body: [...first, { kind: "if", at, condition, then, otherwise: rest }] };
  joinOutcomes(scope, before, outcomes);
  return [...pending, ...(rest as Block).body];
}

/** When a case is taken, and the statements that find it out. */
function lowerCondition(
  scope: Scope,
  { patterns, guard, at }: ast.MatchCase,
  value: Expression,
): { condition: Expression; first: Statement[] } {
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

/** What is known about slots at one point. */
interface Known {
  readonly bound: ReadonlySet<Slot>;
  readonly maybeBound: ReadonlySet<Slot>;
}

function knownOf({ context: { bound, maybeBound } }: Scope): Known {
  return { bound: new Set(bound), maybeBound: new Set(maybeBound) };
}

function replace(set: Set<Slot>, slots: Iterable<Slot>): void {
  set.clear();
  for (const slot of slots) set.add(slot);
}

/**
 * After the match, only what is known on every way through it is known. Before, what the cases bind exists
 * unbound: it belongs to the enclosing scope.
 */
function joinOutcomes(scope: Scope, before: Known, outcomes: readonly Known[]): void {
  const { bound, maybeBound, possiblyBound } = scope.context;
  bound.clear();
  maybeBound.clear();
  for (const slot of new Set(outcomes.flatMap((known) => [...known.bound, ...known.maybeBound]))) {
    if (!before.bound.has(slot)) slot.maybeUnbound = true;
    if (outcomes.every((known) => known.bound.has(slot))) bound.add(slot);
    else if (outcomes.every((known) => known.bound.has(slot) || known.maybeBound.has(slot)))
      maybeBound.add(slot);
    else possiblyBound.add(slot);
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

/** `T(name)` binds the payload to the name, further ones to `name_1`, `name_2`, ... as far as they are used. */
function lowerBinding(scope: Scope, patterns: readonly ast.CasePattern[], value: Expression): Statement[] {
  const { binding, at } = patterns[0] as ast.CasePattern;
  if (!binding) return [];
  const { namesRead } = scope.context.unit;
  const names = [binding.name];
  while (namesRead.has(`${binding.name}_${names.length}`)) names.push(`${binding.name}_${names.length}`);
  const certain = patterns.every(({ text }) => HAS_PAYLOAD.test(text));
  return names.flatMap((name, index): Statement[] => {
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
