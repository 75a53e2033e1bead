/** Which names a scope declares, found before its statements are lowered. */

import type { Mutability } from "../runtime/binding.js";
import type * as ast from "../syntax/ast.js";
import type { FunctionShape, Node, Pattern, Statement } from "../syntax/ast.js";

export interface Declaration {
  readonly name: string;
  readonly mutability: Mutability;
  /** Whether it counts for the static duplicate check: `let`, `mut`, `const` and `func` do. */
  readonly explicit: boolean;
  /** Whether it is a bare assignment, which binds the name here only if no outer scope holds it. */
  readonly bare: boolean;
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

/** The names that a module exports, or null if there is no such module. */
export type ExportsOf = (module: string) => readonly string[] | null;

/** What the statements bind in the very scope they stand in, or may bind there by a bare assignment. */
export function declarations(statements: readonly Statement[], exportsOf: ExportsOf): Declaration[] {
  return statements.flatMap((statement): Declaration[] => {
    switch (statement.kind) {
      case "Let": {
        const mutability = statement.mutable ? "mut" : "let";
        return patternNames(statement.pattern).map(({ name, node }) => explicit(name, mutability, node));
      }
      case "Const":
        return [explicit(statement.name.name, "const", statement.name)];
      case "Func": {
        const name = statement.function.name;
        return name ? [explicit(name.name, "mut", name)] : [];
      }
      case "Struct":
        return [replacing(statement.name.name, statement.name)];
      case "Import":
        return importedNames(statement, exportsOf).map((name) => replacing(name, statement));
      case "Assign":
      case "Destructure":
        return assignedNames(statement).map((bound) => ({
          ...replacing(bound.name, bound.node),
          bare: true,
        }));
      case "Export":
        return declarations([statement.statement], exportsOf);
      case "Match":
        return caseDeclarations(statement, exportsOf);
      default:
        return [];
    }
  });
}

function explicit(name: string, mutability: Mutability, node: Node): Declaration {
  return { name, mutability, explicit: true, bare: false, node };
}

/** A binding that may silently replace an earlier one of its scope. */
function replacing(name: string, node: Node): Declaration {
  return { name, mutability: "mut", explicit: false, bare: false, node };
}

/** Case bodies have no scope of their own. Only one of them runs, so they cannot clash. */
function caseDeclarations(statement: ast.MatchStatement, exportsOf: ExportsOf): Declaration[] {
  const patterns = statement.cases.flatMap((clause) => clause.patterns);
  const variables = patterns.flatMap(({ binding }) => (binding ? [replacing(binding.name, binding)] : []));
  const inside = [...statement.cases.map(({ body }) => body), statement.otherwise]
    .flatMap((body) => (body ? declarations(body.statements, exportsOf) : []))
    .map((declared) => ({ ...declared, explicit: false }));
  return [...variables, ...inside];
}

/** What an import binds: the symbols, or every export and the module itself. */
function importedNames(statement: ast.ImportStatement, exportsOf: ExportsOf): string[] {
  const { module, symbols } = statement;
  return symbols ? symbols.map(({ name }) => name) : [module, ...(exportsOf(module) ?? [])];
}

function assignedNames(statement: Statement): { name: string; node: Node }[] {
  if (statement.kind === "Destructure") return patternNames(statement.pattern);
  if (statement.kind === "Assign" && statement.target.kind === "Name")
    return [{ name: statement.target.name, node: statement.target }];
  return [];
}

/** What a whole file says about names, found in one walk. */
export interface NameUse {
  /** Names that a bare assignment, an import or a case anywhere may overwrite. */
  readonly reassigned: Set<string>;
  /** Names that are read. */
  readonly read: Set<string>;
  /** Names that struct declarations, literals and assignments use for fields. */
  readonly fields: Set<string>;
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

/** Throws `TooDeep`. */
export function namesUsed(root: ast.Program | ast.Block): NameUse {
  const use: NameUse = { reassigned: new Set(), read: new Set(), fields: new Set() };
  // Plain loops, since every node of every program passes here, before V8 has optimized anything.
  const visitAll = (nodes: readonly unknown[], depth: number): void => {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (typeof node === "object" && node !== null) visit(node, depth);
    }
  };
  const visit = (node: object, depth: number): void => {
    const { at, branches } = node as Partial<Node> & { branches?: unknown[] };
    if (depth + (branches?.length ?? 0) > MOST_NESTED) throw new TooDeep(at ?? 0);
    note(node as ast.Statement | ast.Expression, use);
    for (const key in node) {
      const part = (node as Record<string, unknown>)[key];
      if (typeof part !== "object" || part === null) continue;
      if (Array.isArray(part)) visitAll(part, depth + 1);
      else visit(part, depth + 1);
    }
  };
  visit(root, 0);
  return use;
}

function note(node: ast.Statement | ast.Expression, use: NameUse): void {
  switch (node.kind) {
    case "Assign":
      for (const { name } of assignedNames(node)) use.reassigned.add(name);
      if (node.target.kind === "Field") use.fields.add(node.target.name);
      break;
    case "Destructure":
      for (const { name } of assignedNames(node)) use.reassigned.add(name);
      break;
    case "Import":
      for (const { name } of node.symbols ?? []) use.reassigned.add(name);
      break;
    case "Match":
      for (const { patterns } of node.cases)
        for (const { binding } of patterns) if (binding) use.reassigned.add(binding.name);
      break;
    case "Name":
      use.read.add(node.name);
      break;
    case "StructLit":
      for (const { name } of node.fields) use.fields.add(name);
      break;
    case "Struct":
      for (const { name } of node.fields) use.fields.add(name);
      break;
  }
}

/** The names that a block reads or overwrites, in the order of the alphabet. */
export function namesUsedIn(block: ast.Block): string[] {
  const { read, reassigned } = namesUsed(block);
  return [...new Set([...read, ...reassigned])].sort();
}

/** The names that an `export` of the statement makes visible. */
export function exportedNames(statement: ast.Statement): string[] {
  if (statement.kind === "Expr" && statement.value.kind === "Name") return [statement.value.name];
  if (statement.kind === "Struct") return [statement.name.name];
  if (statement.kind === "Func") return statement.function.name ? [statement.function.name.name] : [];
  if (statement.kind === "Import" || statement.kind === "Match") return [];
  return declarations([statement], () => null).map(({ name }) => name);
}

/** The names that a whole file exports. */
export function exportsOf(program: ast.Program): string[] {
  return program.statements.flatMap((statement) =>
    statement.kind === "Export" ? exportedNames(statement.statement) : [],
  );
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
