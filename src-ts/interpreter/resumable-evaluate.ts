/**
 * Evaluates expressions during which a task may have to wait. The operands come first, each into a temporary of
 * the frame, in the order in which they are evaluated everywhere; then the node itself, reading them from there.
 */

import type { Expression, ExpressionOf, IrFunction, IrNode, Slot } from "../ir/nodes.js";
import { childrenOf, fieldsOf } from "../ir/walk.js";
import { callResumable } from "../runtime/call.js";
import { spreadEntries, spreadItems } from "../runtime/container.js";
import { literalKey } from "../runtime/dict.js";
import { DictMap } from "../runtime/dict-map.js";
import { callMethodResumable } from "../runtime/resumable-method.js";
import type { Resumable } from "../runtime/tasks.js";
import { RuffArray, RuffDict, truthy, type Value } from "../runtime/value.js";
import { callBuiltinResumable } from "../stdlib/registry.js";
import { evaluate, evaluateAll } from "./evaluate.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";

const stops = new WeakMap<IrNode, boolean>();

/** Whether a `yield` or something that may wait is in the node. */
export function mayStop(m: Machine, node: IrNode): boolean {
  let answer = stops.get(node);
  if (answer === undefined) {
    answer = node.kind === "yield" || m.mayWait(node) || childrenOf(node).some((child) => mayStop(m, child));
    stops.set(node, answer);
  }
  return answer;
}

export function* evaluateResumable(m: Machine, f: Frame, node: Expression): Resumable {
  if (!mayStop(m, node)) return evaluate(m, f, node);
  switch (node.kind) {
    case "logical":
      return yield* evaluateLogical(m, f, node);
    case "array":
      return yield* evaluateArray(m, f, node);
    case "dict":
      return yield* evaluateDict(m, f, node);
  }
  const ready = yield* withOperands(m, f, node);
  return m.mayWait(node) ? yield* call(m, f, ready) : evaluate(m, f, ready);
}

/** A call whose operands wait in temporaries. */
function* call(m: Machine, f: Frame, node: Expression): Resumable {
  switch (node.kind) {
    case "call": {
      const args = evaluateAll(m, f, node.args);
      const callee = evaluate(m, f, node.callee);
      f.at = node.at;
      return yield* callResumable(callee, args);
    }
    case "callFunction": {
      const args = evaluateAll(m, f, node.args);
      f.at = node.at;
      return yield* callResumable(f.read(node.slot) as Value, args);
    }
    case "callBuiltin": {
      const args = evaluateAll(m, f, node.args);
      f.at = node.at;
      return yield* callBuiltinResumable(node.name, m.host, args);
    }
    case "callMethod": {
      const object = evaluate(m, f, node.object);
      const args = evaluateAll(m, f, node.args);
      f.at = node.at;
      return yield* callMethodResumable(object, node.name, args, node.receiver, m.methods);
    }
    default:
      throw new Error(`${node.kind} does not wait`);
  }
}

// ---- operands in temporaries ----

interface Plan {
  readonly operands: readonly { readonly slot: Slot; readonly value: Expression }[];
  /** The node with reads of the temporaries in place of its operands. */
  readonly ready: IrNode;
}

const plans = new WeakMap<IrNode, Plan>();

/** Where the table of fields does not give the order of evaluation. */
const ORDER: Partial<Record<IrNode["kind"], readonly string[]>> = {
  call: ["args", "callee"],
  store: ["value", "path"],
};

/** Evaluates a node's operands and returns the node that reads the results. */
export function* withOperands<Node extends IrNode>(m: Machine, f: Frame, node: Node): Resumable<Node> {
  let plan = plans.get(node);
  if (!plan) {
    plan = makePlan(f.fn, node);
    plans.set(node, plan);
  }
  for (const { slot, value } of plan.operands) f.write(slot, yield* evaluateResumable(m, f, value));
  return plan.ready as Node;
}

function makePlan(fn: IrFunction, node: IrNode): Plan {
  const operands: { slot: Slot; value: Expression }[] = [];
  const hold = (value: Expression): Expression => {
    if (value.kind === "member") return value;
    const slot = temporary(fn);
    operands.push({ slot, value });
    return { kind: "get", at: value.at, slot };
  };
  const ready: Record<string, unknown> = { ...node };
  const fields = fieldsOf(node);
  const order = ORDER[node.kind] ?? fields.map(({ name }) => name);
  for (const name of order) {
    const field = fields.find((candidate) => candidate.name === name);
    if (field?.kind === "expression") ready[name] = hold(field.value as Expression);
    if (field?.kind === "expressions") ready[name] = (field.value as Expression[]).map(hold);
  }
  return { operands, ready: ready as unknown as IrNode };
}

function temporary(owner: IrFunction): Slot {
  return {
    id: -1,
    name: "[operand]",
    mutability: "mut",
    owner,
    global: false,
    index: owner.slotCount++,
    captured: false,
    maybeUnbound: false,
    constant: null,
  };
}

// ---- nodes that do not evaluate all their operands, or something in between ----

function* evaluateLogical(m: Machine, f: Frame, node: ExpressionOf<"logical">): Resumable {
  const left = yield* evaluateResumable(m, f, node.left);
  switch (node.operator) {
    case "&&":
      return truthy(left) && truthy(yield* evaluateResumable(m, f, node.right));
    case "||":
      return truthy(left) || truthy(yield* evaluateResumable(m, f, node.right));
    case "??":
      return left ?? (yield* evaluateResumable(m, f, node.right));
  }
}

function* evaluateArray(m: Machine, f: Frame, node: ExpressionOf<"array">): Resumable {
  const items: Value[] = [];
  for (const item of node.items) {
    if (item.kind === "spread") {
      const value = yield* evaluateResumable(m, f, item.value);
      f.at = item.at;
      for (const spread of spreadItems(value)) items.push(spread);
    } else items.push(yield* evaluateResumable(m, f, item));
  }
  return new RuffArray(items);
}

function* evaluateDict(m: Machine, f: Frame, node: ExpressionOf<"dict">): Resumable {
  const entries = new DictMap();
  for (const item of node.items) {
    if (item.kind === "entry") {
      const key = yield* evaluateResumable(m, f, item.key);
      const value = yield* evaluateResumable(m, f, item.value);
      f.at = item.at;
      entries.set(literalKey(key), value);
    } else if (item.kind === "spread") {
      const value = yield* evaluateResumable(m, f, item.value);
      f.at = item.at;
      spreadEntries(entries, value);
    }
  }
  return new RuffDict(entries);
}
