/** How expressions appear in a tree dump. */

import type { DictEntry, Expression, FieldInitializer, Node, SpreadItem } from "../ast.js";
import { quote, spellFloat } from "../token.js";
import { type Describers, type Entry, entry, entryOf } from "./entry.js";
import { functionChildren, functionWords } from "./functions.js";

export function expressionEntry(node: Expression, role = ""): Entry {
  return entryOf(EXPRESSIONS, node, role);
}

const list = (nodes: readonly Expression[], role: string) => nodes.map((node) => expressionEntry(node, role));

const EXPRESSIONS: Describers<Expression> = {
  Name: ({ name }) => ({ detail: name }),
  Int: ({ value }) => ({ detail: value }),
  Float: ({ value }) => ({ detail: spellFloat(value) }),
  Str: ({ value }) => ({ detail: quote(value) }),
  Interp: (node) => ({ children: () => node.parts.map((part) => partEntry(part, node)) }),
  Bool: ({ value }) => ({ detail: String(value) }),
  Null: () => ({}),
  Unary: ({ operator, operand }) => ({ detail: operator, children: () => [expressionEntry(operand)] }),
  Binary: ({ operator, left, right }) => ({
    detail: operator,
    children: () => [expressionEntry(left), expressionEntry(right)],
  }),
  Call: ({ callee, args }) => ({
    children: () => [expressionEntry(callee, "callee"), ...list(args, "argument")],
  }),
  MethodCall: ({ object, name, args, optional }) => ({
    detail: optional ? `?.${name}` : `.${name}`,
    children: () => [expressionEntry(object, "object"), ...list(args, "argument")],
  }),
  Field: ({ object, name, optional }) => ({
    detail: optional ? `?.${name}` : `.${name}`,
    children: () => [expressionEntry(object, "object")],
  }),
  Index: ({ object, index }) => ({
    children: () => [expressionEntry(object, "object"), expressionEntry(index, "index")],
  }),
  Slice: ({ object, first, stop }) => ({
    children: () => [
      expressionEntry(object, "object"),
      ...(first === null ? [] : [expressionEntry(first, "first")]),
      ...(stop === null ? [] : [expressionEntry(stop, "stop")]),
    ],
  }),
  Try: ({ operand }) => ({ children: () => [expressionEntry(operand)] }),
  Tag: ({ base, variant, args }) => ({
    detail: `${base}::${variant}${args === null ? "" : "()"}`,
    children: () => list(args ?? [], "argument"),
  }),
  Throw: ({ args }) => ({ children: () => list(args, "argument") }),
  StructLit: ({ name, fields }) => ({ detail: name, children: () => fields.map(fieldEntry) }),
  Array: ({ items }) => ({ children: () => items.map(itemEntry) }),
  Dict: ({ items }) => ({ children: () => items.map(itemEntry) }),
  Lambda: (node) => ({
    detail: functionWords(node.function),
    children: () => functionChildren(node.function),
  }),
  Wrap: ({ arm, value }) => ({ detail: arm, children: () => [expressionEntry(value)] }),
  None: () => ({}),
  Yield: ({ value }) => ({ children: () => (value === null ? [] : [expressionEntry(value)]) }),
  Await: ({ value }) => ({ children: () => [expressionEntry(value)] }),
};

function partEntry(part: string | Expression, string: Node): Entry {
  return typeof part === "string" ? entry(`text ${quote(part)}`, string) : expressionEntry(part);
}

function fieldEntry(field: FieldInitializer): Entry {
  return entry(`field ${field.name}`, field, () => [expressionEntry(field.value)]);
}

function itemEntry(item: Expression | SpreadItem | DictEntry): Entry {
  if (item.kind === "Spread") return entry("spread", item, () => [expressionEntry(item.value)]);
  if (item.kind !== "Entry") return expressionEntry(item);
  return entry("entry", item, () => [expressionEntry(item.key, "key"), expressionEntry(item.value, "value")]);
}
