/** How functions and blocks appear in a tree dump. */

import type { Block, FunctionShape, Parameter, TypeAnnotation } from "../ast.js";
import { type Entry, entry } from "./entry.js";
import { expressionEntry } from "./expressions.js";
import { statementEntry } from "./statements.js";

/** The words in front of the parameters, e.g. `async generator f`. */
export function functionWords({ name, isAsync, isGenerator }: FunctionShape): string {
  return [isAsync ? "async" : "", isGenerator ? "generator" : "", name?.name ?? ""].filter(Boolean).join(" ");
}

export function functionChildren({ parameters, returnType, body }: FunctionShape): Entry[] {
  return [...parameters.map(parameterEntry), ...typeEntries(returnType, "returns"), blockEntry(body, "body")];
}

function parameterEntry(parameter: Parameter): Entry {
  const { name, type, defaultValue } = parameter;
  return entry(`parameter ${name}`, parameter, () => [
    ...typeEntries(type, "type"),
    ...(defaultValue === null ? [] : [expressionEntry(defaultValue, "default")]),
  ]);
}

/** No line for a type that is not there. */
export function typeEntries(type: TypeAnnotation | null, role: string): Entry[] {
  return type === null ? [] : [entry(`${role} ${type.text}`, type)];
}

export function blockEntry(block: Block, role: string): Entry {
  return entry(role, block, () => block.statements.map((statement) => statementEntry(statement)));
}
