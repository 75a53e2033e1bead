/**
 * The IR: the one form that every engine consumes.
 *
 * A resolved, desugared tree with structured control flow. Names have become slots, scopes have become
 * blocks that own slots, constant functions are called directly. The two tables below are the only place a
 * node kind is born: the TypeScript types, the printer, the verifier and the generic walkers derive from
 * them, and an engine that forgets a kind does not compile. Every node has `at`, the source offset that an
 * error in it points to.
 */

import type { Receiver } from "../runtime/access.js";
import type { ArithmeticOperator } from "../runtime/arithmetic.js";
import type { Mutability } from "../runtime/binding.js";
import type { OrderOperator } from "../runtime/compare.js";
import type { Arm, Int } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";
import type { Summary } from "./summary.js";

export const EXPRESSIONS = {
  null: { fields: {}, says: "the null literal" },
  bool: { fields: { value: "flag" }, says: "a bool literal" },
  int: { fields: { value: "int" }, says: "an int literal" },
  float: { fields: { value: "double" }, says: "a float literal" },
  string: { fields: { value: "text" }, says: "a string literal" },
  get: { fields: { slot: "slot" }, says: "the value of a slot that is certainly bound" },
  lookup: {
    fields: { candidates: "slots", otherwise: "expression" },
    says: "the first candidate that is bound, else what the name means otherwise",
  },
  receiverField: {
    fields: { receiver: "slot", name: "text", otherwise: "expression" },
    says: "in a method without self: the receiver's field, else what the name means otherwise",
  },
  builtin: { fields: { name: "text" }, says: "a builtin function or constant as a value" },
  share: { fields: { value: "expression" }, says: "the value, marked as having a second owner" },
  take: {
    fields: { value: "expression", owners: "expressions" },
    says: "a part of a variable that is about to be replaced there: the value, shared unless all that it is in has one owner",
  },
  unary: { fields: { operator: "unaryOperator", operand: "expression" }, says: "- or !" },
  binary: {
    fields: { operator: "binaryOperator", left: "expression", right: "expression" },
    says: "arithmetic or comparison",
  },
  logical: {
    fields: { operator: "logicalOperator", left: "expression", right: "expression" },
    says: "&& and || yield bools and stop early; ?? takes the right side if the left is null",
  },
  call: {
    fields: { callee: "expression", args: "expressions" },
    says: "a call of any value: arguments first",
  },
  callFunction: {
    fields: { slot: "slot", target: "function", args: "expressions" },
    says: "a call of the constant function in a slot; the number of arguments fits",
  },
  callBuiltin: { fields: { name: "text", args: "expressions" }, says: "a call of a builtin" },
  index: { fields: { object: "expression", index: "expression" }, says: "object[index]" },
  slice: {
    fields: { object: "expression", from: "expression", to: "expression" },
    says: "object[from:to]: some of an array's items or a string's characters",
  },
  field: { fields: { object: "expression", name: "text" }, says: "object.name" },
  optionalField: { fields: { object: "expression", name: "text" }, says: "object?.name" },
  hasField: {
    fields: { receiver: "slot", name: "text" },
    says: "whether the struct in the slot has the field",
  },
  callMethod: {
    fields: {
      object: "expression",
      name: "text",
      args: "expressions",
      targets: "functions",
      open: "flag",
      receiver: "receiver",
    },
    says: "object.name(args): the object first; for a struct, the targets are all methods it can mean, unless it is open",
  },
  element: { fields: { object: "expression", index: "int" }, says: "array pattern: the item or null" },
  rest: {
    fields: { object: "expression", from: "int", drop: "int" },
    says: "array pattern: items from .. len - drop",
  },
  namedElement: { fields: { object: "expression", name: "text" }, says: "dict pattern: the entry or null" },
  namedRest: { fields: { object: "expression", names: "texts" }, says: "dict pattern: all other entries" },
  dict: { fields: { items: "expressions" }, says: "a dict literal of entries and spreads" },
  entry: {
    fields: { key: "expression", value: "expression" },
    says: "key: value, directly inside a dict literal",
  },
  struct: {
    fields: { name: "text", fieldNames: "texts", values: "expressions" },
    says: "a struct literal; the values in the order of the names",
  },
  tag: { fields: { name: "text", args: "expressions" }, says: "a tagged value" },
  wrap: { fields: { arm: "arm", value: "expression" }, says: "Ok, Err, Some or None" },
  isBound: { fields: { slot: "slot" }, says: "whether the slot is bound now" },
  isNull: { fields: { value: "expression" }, says: "whether the value is null" },
  isFailure: {
    fields: { value: "expression" },
    says: "whether a Result or Option is Err or None; an error for other values",
  },
  matches: { fields: { value: "expression", pattern: "text" }, says: "whether a case pattern matches" },
  hasPayload: {
    fields: { value: "expression", index: "int" },
    says: "whether a matched value has that payload",
  },
  payload: { fields: { value: "expression", index: "int" }, says: "the payload of a matched value" },
  await: { fields: { value: "expression" }, says: "the outcome of a promise; other values as they are" },
  member: {
    fields: { name: "text" },
    says: ".name as a segment of a path, directly inside store and update",
  },
  array: { fields: { items: "expressions" }, says: "an array literal" },
  spread: { fields: { value: "expression" }, says: "...value, directly inside an array or dict literal" },
  interpolate: { fields: { parts: "expressions" }, says: "the text forms of the parts, joined" },
  closure: { fields: { target: "function" }, says: "a new closure over the current bindings" },
  throw: { fields: { value: "expression" }, says: "raises the value" },
  fail: { fields: { message: "text" }, says: "raises an error that is known at compile time" },
} as const satisfies Record<string, NodeSpec>;

export const STATEMENTS = {
  evaluate: { fields: { value: "expression" }, says: "evaluates and drops the value" },
  declare: { fields: { slot: "slot", value: "expression" }, says: "binds a slot of the enclosing block" },
  assign: {
    fields: { slot: "slot", value: "expression" },
    says: "overwrites a slot that is certainly bound",
  },
  assignFirst: {
    fields: { name: "text", candidates: "slots", create: "slot?", value: "expression" },
    says: "overwrites the first candidate that is bound, else binds the slot to create",
  },
  store: {
    fields: { name: "text", candidates: "slots", path: "expressions", value: "expression" },
    says: "name[path]... := value: the value first, then the path",
  },
  update: {
    fields: {
      name: "text",
      candidates: "slots",
      path: "expressions",
      operator: "arithmeticOperator",
      value: "expression",
    },
    says: "name[path]... op= value: the path, the old value, the right side, the store",
  },
  if: { fields: { condition: "expression", then: "block", otherwise: "block?" }, says: "if and else" },
  while: { fields: { condition: "expression", body: "block" }, says: "loops while the condition is truthy" },
  count: {
    fields: { slot: "slot", bounds: "expressions", body: "block" },
    says: "for slot in range(bounds...), without an array; the body owns the slot",
  },
  each: {
    fields: { slot: "slot", iterable: "expression", body: "block" },
    says: "for slot in iterable; the body owns the slot",
  },
  yield: { fields: { value: "expression" }, says: "suspends the generator with a value" },
  defineStruct: {
    fields: { slot: "slot", name: "text", methods: "functions" },
    says: "gives a struct name its methods and binds its definition",
  },
  import: {
    fields: { module: "text", names: "texts", slots: "slots", namespace: "slot?" },
    says: "runs a module once and binds exports, and the module itself if there is a slot for it",
  },
  spawn: {
    fields: { target: "function", args: "expressions" },
    says: "starts a task with copies of what it sees",
  },
  break: { fields: {}, says: "leaves the innermost loop" },
  continue: { fields: {}, says: "goes on with the innermost loop" },
  return: { fields: { value: "expression" }, says: "returns from the function" },
  try: {
    fields: { body: "block", slot: "slot", handler: "block" },
    says: "runs the handler, which owns the slot, with a caught error",
  },
} as const satisfies Record<string, NodeSpec>;

type UnaryOperator = "-" | "!";
export type LogicalOperator = "&&" | "||" | "??";
export type BinaryOperator = ArithmeticOperator | OrderOperator | "==" | "!=";

/** What a field of a node may hold. */
export interface FieldTypes {
  flag: boolean;
  int: Int;
  double: number;
  text: string;
  texts: readonly string[];
  arm: Arm;
  receiver: Receiver;
  slot: Slot;
  "slot?": Slot | null;
  slots: readonly Slot[];
  expression: Expression;
  expressions: readonly Expression[];
  block: Block;
  "block?": Block | null;
  function: IrFunction;
  functions: readonly IrFunction[];
  unaryOperator: UnaryOperator;
  binaryOperator: BinaryOperator;
  arithmeticOperator: ArithmeticOperator;
  logicalOperator: LogicalOperator;
}

export type FieldKind = keyof FieldTypes;

export interface NodeSpec {
  readonly fields: Readonly<Record<string, FieldKind>>;
  readonly says: string;
}

type NodeOf<Table extends Record<string, NodeSpec>, Kind extends keyof Table> = {
  kind: Kind;
  at: number;
} & { -readonly [Field in keyof Table[Kind]["fields"]]: FieldTypes[Table[Kind]["fields"][Field]] };

export type ExpressionKind = keyof typeof EXPRESSIONS;
export type StatementKind = keyof typeof STATEMENTS;
export type ExpressionOf<Kind extends ExpressionKind> = NodeOf<typeof EXPRESSIONS, Kind>;
export type StatementOf<Kind extends StatementKind> = NodeOf<typeof STATEMENTS, Kind>;
export type Expression = { [Kind in ExpressionKind]: ExpressionOf<Kind> }[ExpressionKind];
export type Statement = { [Kind in StatementKind]: StatementOf<Kind> }[StatementKind];
export type IrNode = Expression | Statement;
export type LoopStatement = StatementOf<"while"> | StatementOf<"count"> | StatementOf<"each">;

/** A scope: its slots are unbound whenever it is entered. */
export interface Block {
  readonly slots: Slot[];
  readonly body: Statement[];
}

/** One binding of one scope. */
export interface Slot {
  /** Unique in the module. */
  readonly id: number;
  readonly name: string;
  readonly mutability: Mutability;
  readonly owner: IrFunction;
  /** Whether it belongs to the scope of the whole file. */
  readonly global: boolean;
  /** Position in the owner's frame. */
  readonly index: number;
  /** Whether a function other than the owner uses it: it then lives in a cell of its own. */
  captured: boolean;
  /** Whether it may be met while unbound, so that engines have to check. */
  maybeUnbound: boolean;
  /** The function it is bound to, if that never changes after its declaration. */
  constant: IrFunction | null;
}

export interface IrFunction {
  /** Unique in the module; 0 is the top level. */
  readonly id: number;
  /** `<lambda>` for function expressions, empty for the top level. */
  readonly name: string;
  readonly parent: IrFunction | null;
  readonly at: number;
  /** Where it ends: its closing brace, or the end of the last statement of the file. */
  readonly end: number;
  /** For methods, the receiver comes first, named `self` or not named at all. */
  readonly parameters: Slot[];
  /** How many of them a call must give. The body sets the others first, where a call has left them out. */
  required: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Whether it is the block of a `spawn`: its call begins a call stack. */
  readonly isTask: boolean;
  /** Whether the first parameter is a receiver. */
  takesSelf: boolean;
  /** Which parameters the body keeps, writes or passes on to be kept (`compiler/ownership.ts`). */
  consumes: boolean[];
  /** Slots of enclosing functions that it, or a function inside it, uses. */
  readonly captures: Set<Slot>;
  /** How many slots a frame needs. */
  slotCount: number;
  readonly body: Block;
  /** All nodes of the body, in no particular order, without those of functions inside. Set when it is complete. */
  nodes: readonly IrNode[];
  /** What others have to know of the nodes. */
  readonly summary: Summary;
}

/** One source file, compiled. */
export interface Module {
  readonly source: SourceText;
  readonly main: IrFunction;
  /** All functions, `main` first, each before the functions inside it. */
  readonly functions: IrFunction[];
  /** What importers may have: the values of the slots when the module has finished. */
  readonly exports: readonly Export[];
  /** A function at the top level that the baseline calls when the module has ended or failed. */
  cleanup: IrFunction | null;
  /** What may wait; null if the program starts no tasks, so that nothing is ever suspended. */
  waits: Waits | null;
}

/** What tasks may have to be suspended in. */
export interface Waits {
  /** Calls that may wait, and loops that may wait for their next value. */
  readonly nodes: ReadonlySet<IrNode>;
  /** Functions with such nodes, and tasks: they have a resumable form. */
  readonly functions: ReadonlySet<IrFunction>;
}

export interface Export {
  readonly name: string;
  readonly slot: Slot;
}
