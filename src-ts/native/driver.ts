/**
 * Builtins that call a function for each item, as loops: a call like `map(xs, func(x) { return x * k })` becomes a
 * function of its own, the *driver*, whose body is written here as IR. It calls the callback directly, which gets the
 * variables that it captures as further arguments: nothing else can change them while the builtin runs.
 */

import type { Block, Expression, ExpressionOf, IrFunction, IrNode, Slot, Statement } from "../ir/nodes.js";
import { oncePer } from "../ir/once-per.js";
import { readAt, syntheticFunction, syntheticId, syntheticSlot } from "./synthetic.js";

type BuiltinCall = ExpressionOf<"callBuiltin">;

export interface Driver {
  /** Its parameters: the operands, then the captures. */
  readonly fn: IrFunction;
  /** The array, and for `reduce` the initial value. */
  readonly operands: readonly Expression[];
  readonly captures: readonly Slot[];
  readonly callback: IrFunction;
}

/** What bodies are made of. */
interface Parts {
  readonly at: number;
  readonly item: Slot;
  readonly outcome: Slot;
  /** The second parameter, of `reduce`. */
  readonly initial: Slot | undefined;
  read(slot: Slot): Expression;
  /** The callback's result for these. */
  call(...args: Expression[]): Expression;
}

interface Row {
  /** How many arguments the callback takes. */
  readonly arity: number;
  /** What the outcome is at first, if there is one. */
  begin(parts: Parts): Expression | null;
  trip(parts: Parts): Statement;
  end(parts: Parts): Expression;
}

const bool = (at: number, value: boolean): Expression => ({ kind: "bool", at, value });
const list = ({ at }: Parts): Expression => ({ kind: "array", at, items: [] });
const outcome = ({ read, outcome: slot }: Parts): Expression => read(slot);
const nothing = (): null => null;

function assign({ at, outcome: slot }: Parts, value: Expression): Statement {
  return { kind: "assign", at, slot, value };
}

function append(parts: Parts, value: Expression): Statement {
  const args = [parts.read(parts.outcome), value];
  return assign(parts, { kind: "callBuiltin", at: parts.at, name: "push", args });
}

/** What the callback gives for the item. */
function answer({ call, read, item }: Parts): Expression {
  return call(read(item));
}

function when(
  { at }: Parts,
  condition: Expression,
  then: Statement[],
  otherwise: Statement[] = [],
): Statement {
  const block = (body: Statement[]): Block => ({ slots: [], body });
  return { kind: "if", at, condition, then: block(then), otherwise: block(otherwise) };
}

function leave({ at }: Parts, value: Expression): Statement {
  return { kind: "return", at, value };
}

const ROWS: Readonly<Record<string, Row>> = {
  map: { arity: 1, begin: list, trip: (parts) => append(parts, answer(parts)), end: outcome },
  filter: {
    arity: 1,
    begin: list,
    trip: (parts) => when(parts, answer(parts), [append(parts, parts.read(parts.item))]),
    end: outcome,
  },
  find: {
    arity: 1,
    begin: nothing,
    trip: (parts) => when(parts, answer(parts), [leave(parts, parts.read(parts.item))]),
    end: ({ at }) => ({ kind: "int", at, value: 0 }),
  },
  any: {
    arity: 1,
    begin: nothing,
    trip: (parts) => when(parts, answer(parts), [leave(parts, bool(parts.at, true))]),
    end: ({ at }) => bool(at, false),
  },
  all: {
    arity: 1,
    begin: nothing,
    trip: (parts) => when(parts, answer(parts), [], [leave(parts, bool(parts.at, false))]),
    end: ({ at }) => bool(at, true),
  },
  reduce: {
    arity: 2,
    begin: ({ at, read, initial }) => ({ kind: "share", at, value: read(initial as Slot) }),
    trip: (parts) => assign(parts, parts.call(parts.read(parts.outcome), parts.read(parts.item))),
    end: outcome,
  },
};

/** The driver of a call, or null if it is none of those, or its callback is not known before it runs. */
export const driverOf = oncePer(makeDriver);

function makeDriver(node: BuiltinCall): Driver | null {
  const row = Object.hasOwn(ROWS, node.name) ? ROWS[node.name] : undefined;
  const callback = row && callbackOf(node.args.at(-1));
  if (!row || !callback || node.args.length !== row.arity + 1) return null;
  if (callback.parameters.length !== row.arity || callback.isAsync || callback.isGenerator) return null;
  const captures = [...callback.captures].filter((slot) => !slot.global);
  if (captures.some(({ maybeUnbound, constant }) => maybeUnbound || constant)) return null;
  return {
    fn: makeFunction(node, row, callback, captures),
    operands: node.args.slice(0, -1),
    captures,
    callback,
  };
}

/** The function that an argument certainly is: a function expression, or the name of a function. */
function callbackOf(argument: Expression | undefined): IrFunction | null {
  if (argument?.kind === "closure") return argument.target;
  return argument?.kind === "get" ? argument.slot.constant : null;
}

/** The callback, which gets what it captures as further arguments. */
function asCalled(callback: IrFunction, captures: readonly Slot[]): IrFunction {
  const { parameters } = callback;
  const nodes = (): readonly IrNode[] => callback.nodes;
  return syntheticFunction(
    callback,
    {
      parameters: [...parameters, ...captures],
      get body() {
        return callback.body;
      },
    },
    nodes,
  );
}

function makeFunction(
  { at, name }: BuiltinCall,
  row: Row,
  callback: IrFunction,
  captures: readonly Slot[],
): IrFunction {
  const slot = (text: string): Slot => syntheticSlot(callback, text);
  const operands = row.arity === 2 ? [slot("array"), slot("initial")] : [slot("array")];
  const target = asCalled(callback, captures);
  const read = readAt(at);
  const parts: Parts = {
    at,
    item: slot("item"),
    outcome: slot("outcome"),
    initial: operands[1],
    read,
    call: (...args) => ({
      kind: "callFunction",
      at,
      slot: slot(callback.name),
      target,
      args: [...args, ...captures.map(read)],
    }),
  };
  return syntheticFunction(callback, {
    id: syntheticId(),
    name,
    at,
    parameters: [...operands, ...captures],
    required: operands.length + captures.length,
    body: bodyOf(row, parts, read(operands[0] as Slot)),
  });
}

function bodyOf(row: Row, parts: Parts, iterable: Expression): Block {
  const { at, item, outcome: slot } = parts;
  const first = row.begin(parts);
  const trips: Statement = {
    kind: "each",
    at,
    slot: item,
    iterable,
    body: { slots: [item], body: [row.trip(parts)] },
  };
  const begin: Statement[] = first ? [{ kind: "declare", at, slot, value: first }] : [];
  return { slots: [slot], body: [...begin, trips, leave(parts, row.end(parts))] };
}

/** The closures among the nodes that are lent to a builtin for the time of its call, and die with it. */
export function lentClosures(nodes: readonly IrNode[]): Set<IrNode> {
  const lent = new Set<IrNode>();
  nodes.forEach((node) => {
    const last = node.kind === "callBuiltin" && driverOf(node) ? node.args.at(-1) : undefined;
    if (last?.kind === "closure") lent.add(last);
  });
  return lent;
}
