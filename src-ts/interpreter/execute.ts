/** Executes statements: one short function for each kind of node. */

import type { Block, Expression, Slot, Statement, StatementKind, StatementOf } from "../ir/nodes.js";
import { getPath, Member, type Segment, setPath } from "../runtime/container.js";
import { errorStruct, RuffError } from "../runtime/error.js";
import { checkMutable, checkReassign } from "../runtime/binding.js";
import { type Cursor, iterate, rangeCursor } from "../runtime/iterate.js";
import { binary } from "../runtime/operators.js";
import { importModule } from "../runtime/program.js";
import { StructDefinition } from "../runtime/struct.js";
import { truthy, type Value } from "../runtime/value.js";
import { evaluate, evaluateAll, firstBound } from "./evaluate.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";

/** How a statement ended. A return leaves its value in the frame. */
export type Completion = "normal" | "break" | "continue" | "return";

type Execute<Kind extends StatementKind> = (m: Machine, f: Frame, node: StatementOf<Kind>) => Completion;

const EXECUTE: { readonly [Kind in StatementKind]: Execute<Kind> } = {
  evaluate: (m, f, node) => {
    evaluate(m, f, node.value);
    return "normal";
  },
  declare: (m, f, node) => {
    f.write(node.slot, evaluate(m, f, node.value));
    return "normal";
  },
  assign: (m, f, node) => {
    f.write(node.slot, evaluate(m, f, node.value));
    return "normal";
  },
  assignFirst: (m, f, node) => {
    const value = evaluate(m, f, node.value);
    const slot = firstBound(f, node.candidates);
    f.at = node.at;
    if (slot) checkReassign(slot.mutability, slot.name);
    f.write(slot ?? (node.create as Slot), value);
    return "normal";
  },
  store: (m, f, node) => {
    const value = evaluate(m, f, node.value);
    const path = evaluatePath(m, f, node.path);
    f.at = node.at;
    const root = mutableRoot(f, node);
    f.write(root, setPath(f.read(root) as Value, path, value));
    return "normal";
  },
  update: (m, f, node) => {
    const path = evaluatePath(m, f, node.path);
    const old = readPath(f, node, path);
    return updatePath(f, node, path, old, evaluate(m, f, node.value));
  },
  if: (m, f, node) => {
    if (truthy(evaluate(m, f, node.condition))) return executeBlock(m, f, node.then);
    return node.otherwise ? executeBlock(m, f, node.otherwise) : "normal";
  },
  while: (m, f, node) => {
    while (truthy(evaluate(m, f, node.condition))) {
      const completion = executeBlock(m, f, node.body);
      if (completion === "break") break;
      if (completion === "return") return completion;
    }
    return "normal";
  },
  count: (m, f, node) => {
    const bounds = evaluateAll(m, f, node.bounds);
    f.at = node.at;
    return executeFor(m, f, node, rangeCursor(bounds));
  },
  each: (m, f, node) => {
    const iterable = evaluate(m, f, node.iterable);
    f.at = node.at;
    return executeFor(m, f, node, iterate(iterable));
  },
  yield: () => {
    throw new Error("yield outside a generator body");
  },
  defineStruct: (m, f, node) => {
    const type = m.program.types.named(node.name);
    for (const method of node.methods)
      type.setMethod(method.name.slice(node.name.length + 1), m.closure(method, f));
    f.write(node.slot, new StructDefinition(node.name));
    return "normal";
  },
  import: (m, f, node) => {
    f.at = node.at;
    const { values, namespace } = importModule(m.program, node.module, node.names, f.source);
    node.slots.forEach((slot, i) => f.write(slot, values[i] as Value));
    if (node.namespace) f.write(node.namespace, namespace);
    return "normal";
  },
  spawn: (m, f, node) => {
    m.spawn(node.target, f, evaluateAll(m, f, node.args));
    return "normal";
  },
  break: () => "break",
  continue: () => "continue",
  return: (m, f, node) => {
    f.result = evaluate(m, f, node.value);
    return "return";
  },
  try: (m, f, node) => {
    const { depth } = m;
    try {
      return executeBlock(m, f, node.body);
    } catch (error) {
      const struct = errorStruct(m.caught(error, depth), m.program.types);
      f.enter(node.handler);
      f.write(node.slot, struct);
      return executeStatements(m, f, node.handler.body);
    }
  },
};

/** Runs a block with its bindings made anew. */
export function executeBlock(machine: Machine, frame: Frame, block: Block): Completion {
  const isBody = block === frame.fn.body;
  if (!isBody) frame.enter(block);
  return executeStatements(machine, frame, block.body);
}

export function executeStatement(machine: Machine, frame: Frame, statement: Statement): Completion {
  return (EXECUTE[statement.kind] as Execute<StatementKind>)(machine, frame, statement);
}

function executeStatements(machine: Machine, frame: Frame, statements: readonly Statement[]): Completion {
  for (const statement of statements) {
    const completion = executeStatement(machine, frame, statement);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

/** Moves on to a loop's next value, which may come from a generator that fails. */
export function advance(frame: Frame, { at }: Statement, cursor: Cursor): boolean {
  frame.at = at;
  return cursor.next();
}

/** Runs the body once for each value, which it finds in the slot; the body owns the slot. */
function executeFor(
  machine: Machine,
  frame: Frame,
  node: StatementOf<"count"> | StatementOf<"each">,
  cursor: Cursor,
): Completion {
  while (advance(frame, node, cursor)) {
    frame.enter(node.body);
    frame.write(node.slot, cursor.value);
    const completion = executeStatements(machine, frame, node.body.body);
    if (completion === "break") break;
    if (completion === "return") return completion;
  }
  return "normal";
}

/** The first half of an update: what the path holds before the right side is evaluated. */
export function readPath(frame: Frame, node: StatementOf<"update">, path: readonly Segment[]): Value {
  frame.at = node.at;
  return getPath(frame.read(boundRoot(frame, node)) as Value, path);
}

/** The second half: the operation and the write. */
export function updatePath(
  frame: Frame,
  node: StatementOf<"update">,
  path: readonly Segment[],
  old: Value,
  right: Value,
): Completion {
  frame.at = node.at;
  const value = binary(node.operator, old, right);
  const root = mutableRoot(frame, node);
  frame.write(root, setPath(frame.read(root) as Value, path, value));
  return "normal";
}

/** The segments of a path: index values and field names. */
function evaluatePath(machine: Machine, frame: Frame, path: readonly Expression[]): Segment[] {
  return path.map((segment) =>
    segment.kind === "member" ? new Member(segment.name) : evaluate(machine, frame, segment),
  );
}

type PathNode = StatementOf<"store"> | StatementOf<"update">;

/** The variable at the root of a path. */
function boundRoot(frame: Frame, node: PathNode): Slot {
  const slot = firstBound(frame, node.candidates);
  if (!slot) throw new RuffError(`Undefined variable: ${node.name}`);
  return slot;
}

/** The same, if it may be changed in place. */
function mutableRoot(frame: Frame, node: PathNode): Slot {
  const slot = boundRoot(frame, node);
  checkMutable(slot.mutability, slot.name);
  return slot;
}
