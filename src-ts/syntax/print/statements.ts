/** How statements appear in a tree dump. */

import type { Block, Expression, MatchCase, Statement, StructStatement } from "../ast.js";
import { quote } from "../token.js";
import { type Describers, type Entry, entry, entryOf } from "./entry.js";
import { expressionEntry } from "./expressions.js";
import { blockEntry, functionChildren, functionWords, typeEntries } from "./functions.js";
import { casePatternEntry, patternEntry } from "./patterns.js";

export function statementEntry(node: Statement, role = ""): Entry {
  return entryOf(STATEMENTS, node, role);
}

const bodyOf = ({ body }: { readonly body: Block }) => ({ children: () => [blockEntry(body, "body")] });

const STATEMENTS: Describers<Statement> = {
  Let: ({ pattern, mutable, type, value }) => ({
    detail: mutable ? "mutable" : "",
    children: () => [patternEntry(pattern), ...typeEntries(type, "type"), expressionEntry(value, "value")],
  }),
  Const: ({ name, type, value }) => ({
    detail: name.name,
    children: () => [...typeEntries(type, "type"), expressionEntry(value, "value")],
  }),
  Destructure: ({ pattern, value }) => ({
    children: () => [patternEntry(pattern), expressionEntry(value, "value")],
  }),
  Assign: ({ target, operator, value }) => ({
    detail: operator === null ? "" : `${operator}=`,
    children: () => [expressionEntry(target, "target"), expressionEntry(value, "value")],
  }),
  Func: (node) => ({ detail: functionWords(node.function), children: () => functionChildren(node.function) }),
  Struct: (node) => ({ detail: node.name.name, children: () => structChildren(node) }),
  Enum: ({ name, variants }) => ({
    detail: name.name,
    children: () => variants.map((variant) => entry(`variant ${variant.name}`, variant)),
  }),
  Import: ({ module, symbols }) => ({
    detail: module,
    children: () => (symbols ?? []).map((symbol) => entry(`symbol ${symbol.name}`, symbol)),
  }),
  Export: ({ statement }) => ({ children: () => [statementEntry(statement)] }),
  If: ({ branches, otherwise }) => ({
    children: () => [
      ...branches.flatMap(({ condition, body }) => [
        expressionEntry(condition, "condition"),
        blockEntry(body, "then"),
      ]),
      ...optionalBlock(otherwise, "else"),
    ],
  }),
  While: ({ condition, body }) => ({ children: () => loopChildren(condition, body) }),
  Loop: ({ condition, body }) => ({ children: () => loopChildren(condition, body) }),
  For: ({ variable, iterable, body }) => ({
    detail: variable.name,
    children: () => [expressionEntry(iterable, "in"), blockEntry(body, "body")],
  }),
  Match: ({ value, cases, otherwise }) => ({
    children: () => [
      expressionEntry(value, "value"),
      ...cases.map(caseEntry),
      ...optionalBlock(otherwise, "default"),
    ],
  }),
  TryExcept: ({ body, variable, handler }) => ({
    detail: variable.name,
    children: () => [blockEntry(body, "body"), blockEntry(handler, "except")],
  }),
  Return: ({ value }) => ({ children: () => (value === null ? [] : [expressionEntry(value)]) }),
  Break: () => ({}),
  Continue: () => ({}),
  Spawn: bodyOf,
  Test: ({ name, body }) => ({ detail: quote(name), ...bodyOf({ body }) }),
  TestSetup: bodyOf,
  TestTeardown: bodyOf,
  TestGroup: ({ name, body }) => ({ detail: quote(name), ...bodyOf({ body }) }),
  Expr: ({ value }) => ({ children: () => [expressionEntry(value)] }),
};

function loopChildren(condition: Expression | null, body: Block): Entry[] {
  const head = condition === null ? [] : [expressionEntry(condition, "condition")];
  return [...head, blockEntry(body, "body")];
}

function optionalBlock(block: Block | null, role: string): Entry[] {
  return block === null ? [] : [blockEntry(block, role)];
}

function caseEntry(clause: MatchCase): Entry {
  return entry("case", clause, () => [
    ...clause.patterns.map(casePatternEntry),
    ...(clause.guard === null ? [] : [expressionEntry(clause.guard, "if")]),
    blockEntry(clause.body, "body"),
  ]);
}

/** Fields and methods as they stand in the source. */
function structChildren({ fields, methods }: StructStatement): Entry[] {
  const entries = [
    ...fields.map((field) => entry(`field ${field.name}`, field, () => typeEntries(field.type, "type"))),
    ...methods.map((method) => {
      return entry(`method ${functionWords(method)}`, method, () => functionChildren(method));
    }),
  ];
  return entries.sort((a, b) => a.place.start - b.place.start);
}
