/**
 * Executes the bodies of generators, which stop at each `yield`, and of tasks and the functions that they call,
 * which stop where they have to wait. Statements without such places run as everywhere; the others are walked here.
 * Expressions never contain a `yield`: see `compiler/hoist.ts`.
 */

import type { Block, Statement, StatementOf } from "../ir/nodes.js";
import { Member, type Segment } from "../runtime/container.js";
import { errorStruct } from "../runtime/error.js";
import { type Cursor, iterate, rangeCursor } from "../runtime/iterate.js";
import type { Wait } from "../runtime/tasks.js";
import { truthy, type Value } from "../runtime/value.js";
import { type Completion, executeStatement, readPath, updatePath } from "./execute.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";
import { evaluateResumable, mayStop, withOperands } from "./resumable-evaluate.js";

export type Steps<Result> = globalThis.Generator<Value | Wait, Result, undefined>;

export function* executeResumable(m: Machine, f: Frame, statements: readonly Statement[]): Steps<Completion> {
  for (const statement of statements) {
    const completion = mayStop(m, statement)
      ? yield* step(m, f, statement)
      : executeStatement(m, f, statement);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

function* block(m: Machine, f: Frame, { slots, body }: Block): Steps<Completion> {
  f.enter({ slots, body });
  return yield* executeResumable(m, f, body);
}

function* step(m: Machine, f: Frame, node: Statement): Steps<Completion> {
  switch (node.kind) {
    case "yield":
      yield yield* evaluateResumable(m, f, node.value);
      return "normal";
    case "if":
      if (truthy(yield* evaluateResumable(m, f, node.condition))) return yield* block(m, f, node.then);
      return node.otherwise ? yield* block(m, f, node.otherwise) : "normal";
    case "while":
      while (truthy(yield* evaluateResumable(m, f, node.condition))) {
        const completion = yield* block(m, f, node.body);
        if (completion === "break") break;
        if (completion === "return") return completion;
      }
      return "normal";
    case "count": {
      const bounds: Value[] = [];
      for (const bound of node.bounds) bounds.push(yield* evaluateResumable(m, f, bound));
      f.at = node.at;
      return yield* loop(m, f, node, rangeCursor(bounds));
    }
    case "each": {
      const iterable = yield* evaluateResumable(m, f, node.iterable);
      f.at = node.at;
      return yield* loop(m, f, node, iterate(iterable));
    }
    case "try": {
      try {
        return yield* block(m, f, node.body);
      } catch (error) {
        // The code may have been resumed elsewhere than where it entered the try.
        const struct = errorStruct(m.caught(error, m.depthOf(f)), m.program.types);
        f.enter(node.handler);
        f.write(node.slot, struct);
        return yield* executeResumable(m, f, node.handler.body);
      }
    }
    case "update": {
      const path: Segment[] = [];
      for (const segment of node.path)
        path.push(
          segment.kind === "member" ? new Member(segment.name) : yield* evaluateResumable(m, f, segment),
        );
      const old = readPath(f, node, path);
      return updatePath(f, node, path, old, yield* evaluateResumable(m, f, node.value));
    }
    default:
      return executeStatement(m, f, yield* withOperands(m, f, node));
  }
}

function* loop(
  m: Machine,
  f: Frame,
  node: StatementOf<"count"> | StatementOf<"each">,
  cursor: Cursor,
): Steps<Completion> {
  const mayWait = m.mayWait(node);
  for (;;) {
    f.at = node.at;
    const more = mayWait && cursor.nextResumable ? yield* cursor.nextResumable() : cursor.next();
    if (!more) return "normal";
    f.enter(node.body);
    f.write(node.slot, cursor.value);
    const completion = yield* executeResumable(m, f, node.body.body);
    if (completion === "break") return "normal";
    if (completion === "return") return completion;
  }
}
