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

/** What a file's statements do not tell about the names that they bind. */
export interface NameContext {
  readonly exportsOf: ExportsOf;
  readonly payloads: Payloads;
}

/** For each variable of a case, the numbers of the further payloads that are read: `v_2` has number 2. */
export type Payloads = ReadonlyMap<string, readonly number[]>;

/** What the statements bind in the very scope they stand in, or may bind there by a bare assignment. */
export function declarations(statements: readonly Statement[], context: NameContext): Declaration[] {
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
        return importedNames(statement, context.exportsOf).map((name) => replacing(name, statement));
      case "Assign":
      case "Destructure":
        return assignedNames(statement).map((bound) => ({
          ...replacing(bound.name, bound.node),
          bare: true,
        }));
      case "Export":
        return declarations([statement.statement], context);
      case "Match":
        return caseDeclarations(statement, context);
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
function caseDeclarations(statement: ast.MatchStatement, context: NameContext): Declaration[] {
  const patterns = statement.cases.flatMap((clause) => clause.patterns);
  const variables = patterns.flatMap(({ binding }) =>
    binding ? payloadNames(binding.name, context.payloads).map(({ name }) => replacing(name, binding)) : [],
  );
  const inside = [...statement.cases.map(({ body }) => body), statement.otherwise]
    .flatMap((body) => (body ? declarations(body.statements, context) : []))
    .map((declared) => ({ ...declared, explicit: false }));
  return [...variables, ...inside];
}

/** What `T(name)` binds, as far as it is read: the first payload to the name, further ones to `name_1`, `name_2`, ... */
export function payloadNames(name: string, payloads: Payloads): { name: string; index: number }[] {
  const further = payloads.get(name) ?? [];
  return [{ name, index: 0 }, ...further.map((index) => ({ name: `${name}_${index}`, index }))];
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
  readonly payloads: Map<string, number[]>;
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
  const use: NameUse = { reassigned: new Set(), read: new Set(), fields: new Set(), payloads: new Map() };
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
  if (use.payloads.size > 0) use.read.forEach((name) => notePayload(name, use));
  return use;
}

/** The name of a further payload of a case, maybe. */
function notePayload(name: string, { payloads, reassigned }: NameUse): void {
  const [, variable = "", number] = /^(.*)_([1-9]\d*)$/.exec(name) ?? [];
  const numbers = payloads.get(variable);
  if (!numbers) return;
  numbers.push(Number(number));
  reassigned.add(name);
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
      for (const { name } of node.symbols ?? [{ name: node.module }]) use.reassigned.add(name);
      break;
    case "Match":
      for (const { patterns } of node.cases)
        for (const { binding } of patterns) if (binding) noteVariable(binding.name, use);
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

/** A variable of a case. */
function noteVariable(name: string, { reassigned, payloads }: NameUse): void {
  reassigned.add(name);
  payloads.set(name, []);
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
  return declarations([statement], { exportsOf: () => null, payloads: new Map() }).map(({ name }) => name);
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
