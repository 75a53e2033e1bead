/** Which names a scope declares, found before its statements are lowered. */

import type { Mutability } from "../runtime/binding.js";
import type { FunctionShape, Node, Pattern, Program, Statement } from "../syntax/ast.js";

export interface Declaration {
  readonly name: string;
  readonly mutability: Mutability;
  /** `let`, `mut`, `const` and `func` count for the static duplicate check; bare assignments do not. */
  readonly explicit: boolean;
  readonly node: Node;
}

/** The names bound by a pattern, in order. */
export function patternNames(pattern: Pattern): { name: string; node: Node }[] {
  switch (pattern.kind) {
    case "NamePattern":
      return [{ name: pattern.name, node: pattern }];
    case "DiscardPattern":
      return [];
    case "ArrayPattern":
    case "DictPattern":
      return pattern.elements.flatMap((element) =>
        element.kind === "RestPattern" ? [{ name: element.name, node: element }] : patternNames(element),
      );
  }
}

/** What the statements bind in the very scope they stand in, or may bind there by a bare assignment. */
export function declarations(statements: readonly Statement[]): Declaration[] {
  return statements.flatMap((statement): Declaration[] => {
    switch (statement.kind) {
      case "Let": {
        const mutability = statement.mutable ? "mut" : "let";
        return patternNames(statement.pattern).map((bound) => ({ ...bound, mutability, explicit: true }));
      }
      case "Const":
        return [{ name: statement.name.name, mutability: "const", explicit: true, node: statement.name }];
      case "Func": {
        const name = statement.function.name;
        return name ? [{ name: name.name, mutability: "mut", explicit: true, node: name }] : [];
      }
      case "Assign":
      case "Destructure":
        return assignedNames(statement).map((bound) => ({ ...bound, mutability: "mut", explicit: false }));
      case "Export":
        return declarations([statement.statement]);
      default:
        return [];
    }
  });
}

function assignedNames(statement: Statement): { name: string; node: Node }[] {
  if (statement.kind === "Destructure") return patternNames(statement.pattern);
  if (statement.kind === "Assign" && statement.target.kind === "Name")
    return [{ name: statement.target.name, node: statement.target }];
  return [];
}

/**
 * Nodes inside each other that a program may have. Operator chains are as long as the source allows, and each
 * operator contains those before it, as each `else if` will contain those after it: what is deeper than the
 * recursion over it reaches is refused.
 */
const MOST_NESTED = 5000;

/** Thrown for a program that nests deeper. */
export class TooDeep extends Error {
  constructor(readonly at: number) {
    super("the program nests too deeply");
  }
}

/** Every name that a bare assignment anywhere in the program may overwrite. Throws `TooDeep`. */
export function namesAssignedAnywhere(program: Program): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) for (const element of value) visit(element, depth);
    else if (value !== null && typeof value === "object") {
      const { kind, at, branches } = value as Partial<Node> & { kind?: string; branches?: unknown[] };
      if (depth + (branches?.length ?? 0) > MOST_NESTED) throw new TooDeep(at ?? 0);
      if (kind === "Assign" || kind === "Destructure")
        for (const { name } of assignedNames(value as Statement)) names.add(name);
      for (const part of Object.values(value)) visit(part, depth + 1);
    }
  };
  visit(program, 0);
  return names;
}

/** Names declared more than once by explicit declarations, each with its second place. */
export function duplicates(
  declared: readonly { name: string; node: Node }[],
): { name: string; node: Node }[] {
  const seen = new Set<string>();
  return declared.filter(({ name }) => seen.has(name) || !seen.add(name));
}

/** The functions declared directly among the statements, `export`ed ones included. */
export function directFunctions(statements: readonly Statement[]): FunctionShape[] {
  return statements.flatMap((statement) => {
    const inner = statement.kind === "Export" ? statement.statement : statement;
    return inner.kind === "Func" ? [inner.function] : [];
  });
}
