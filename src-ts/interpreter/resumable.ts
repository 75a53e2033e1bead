/**
 * Executes the bodies of generators, which stop at each `yield`. Statements without a `yield` inside run as
 * everywhere; the others are walked here. Expressions never contain one: see `compiler/hoist.ts`.
 */

import type { Block, Statement } from "../ir/nodes.js";
import { someNode } from "../ir/walk.js";
import { errorStruct } from "../runtime/error.js";
import { iterate, rangeCursor } from "../runtime/iterate.js";
import { truthy, type Value } from "../runtime/value.js";
import { evaluate, evaluateAll } from "./evaluate.js";
import { advance, type Completion, executeStatement } from "./execute.js";
import type { Frame } from "./frame.js";
import type { Machine } from "./machine.js";

type Steps = globalThis.Generator<Value, Completion, undefined>;

const suspends = new WeakMap<Statement, boolean>();

function containsYield(statement: Statement): boolean {
  let answer = suspends.get(statement);
  if (answer === undefined) {
    answer = someNode({ slots: [], body: [statement] }, ({ kind }) => kind === "yield");
    suspends.set(statement, answer);
  }
  return answer;
}

export function* executeResumable(m: Machine, f: Frame, statements: readonly Statement[]): Steps {
  for (const statement of statements) {
    const completion = containsYield(statement)
      ? yield* step(m, f, statement)
      : executeStatement(m, f, statement);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

function* block(m: Machine, f: Frame, { slots, body }: Block): Steps {
  f.enter({ slots, body });
  return yield* executeResumable(m, f, body);
}

function* step(m: Machine, f: Frame, node: Statement): Steps {
  switch (node.kind) {
    case "yield":
      yield evaluate(m, f, node.value);
      return "normal";
    case "if":
      if (truthy(evaluate(m, f, node.condition))) return yield* block(m, f, node.then);
      return node.otherwise ? yield* block(m, f, node.otherwise) : "normal";
    case "while":
      while (truthy(evaluate(m, f, node.condition))) {
        const completion = yield* block(m, f, node.body);
        if (completion === "break") break;
        if (completion === "return") return completion;
      }
      return "normal";
    case "count":
    case "each": {
      const source = node.kind === "count" ? evaluateAll(m, f, node.bounds) : evaluate(m, f, node.iterable);
      f.at = node.at;
      const cursor = node.kind === "count" ? rangeCursor(source as Value[]) : iterate(source as Value);
      while (advance(f, node, cursor)) {
        f.enter(node.body);
        f.write(node.slot, cursor.value);
        const completion = yield* executeResumable(m, f, node.body.body);
        if (completion === "break") break;
        if (completion === "return") return completion;
      }
      return "normal";
    }
    case "try": {
      try {
        return yield* block(m, f, node.body);
      } catch (error) {
        // The generator may have been resumed elsewhere than where it entered the try.
        const struct = errorStruct(m.caught(error, m.depthOf(f)), m.program.types);
        f.enter(node.handler);
        f.write(node.slot, struct);
        return yield* executeResumable(m, f, node.handler.body);
      }
    }
    default:
      return executeStatement(m, f, node);
  }
}
