/**
 * Hot loops in cold code: a loop becomes a function of its own, entered at its head.
 *
 * Its parameters are the variables from outside that it uses (live-in), with the values they have at that
 * moment; what it assigns of them (live-out) goes back when it ends. A counting loop also gets where it
 * stands and where it is going. The loop ends in one of two ways: normally, or by a `return` of the function
 * around it.
 */

import type { Expression, IrFunction, IrNode, Slot, Statement, StatementOf } from "../ir/nodes.js";
import { childrenOf, fieldsOf, nodesIn, someNode, walk } from "../ir/walk.js";
import { driverOf } from "./driver.js";
import { globalsOfCalls } from "./globals.js";
import type { Hooks } from "./hooks.js";
import { isNativeMath } from "./math.js";
import { syntheticSlot } from "./synthetic-slot.js";
import { isNativeBuiltin } from "./type-builtin.js";

export type LoopStatement = StatementOf<"while"> | StatementOf<"count"> | StatementOf<"each">;

export function isLoop(node: IrNode): node is LoopStatement {
  return node.kind === "while" || node.kind === "count" || node.kind === "each";
}

/** A loop as a function. */
export interface LoopShape {
  /** The function that the loop stands in. */
  readonly around: IrFunction;
  /** Parameters: the array of a loop over items; for all but `while` the position and the bound; the live-ins. */
  readonly fn: IrFunction;
  readonly liveIn: readonly Slot[];
  readonly liveOut: readonly Slot[];
  /** Whether it has a position and a bound. */
  readonly counts: boolean;
  /** The position, if it is never negative. */
  readonly natural: Slot | null;
  /** Whether a `try` of the same function encloses it: its handler must find the live-outs as an error left them. */
  readonly inTry: boolean;
}

/** What cannot run in machine code wherever it stands in a loop. */
const HOPELESS = new Set<IrNode["kind"]>([
  "builtin",
  "call",
  "optionalField",
  "rest",
  "namedElement",
  "namedRest",
  "spread",
  "dict",
  "tag",
  "wrap",
  "matches",
  "isFailure",
  "payload",
  "hasPayload",
  "closure",
  "await",
  "yield",
  "try",
  "defineStruct",
  "import",
  "spawn",
]);

/** Whether it is worth counting the trips of a loop: a quick look that errs on the side of yes. */
export function isLoopCandidate(loop: LoopStatement): boolean {
  return !isHopeless(loop);
}

/** The same for a function that is called for each item of an array. */
export function isCallbackCandidate({ body }: IrFunction): boolean {
  return !body.body.some(isHopeless);
}

/** Whether the node, or one inside it, cannot run in machine code. */
function isHopeless(node: IrNode): boolean {
  if (node.kind !== "callBuiltin") return HOPELESS.has(node.kind) || childrenOf(node).some(isHopeless);
  const driver = driverOf(node);
  if (driver) return driver.operands.some(isHopeless);
  const { name, args } = node;
  const isKnown = name === "pop" || isNativeBuiltin(name, args.length) || isNativeMath(name, args.length);
  return !isKnown || args.some(isHopeless);
}

/** `over`: what a `for` walks over: a range, or the items of an array. */
export function shapeOfLoop(
  around: IrFunction,
  loop: LoopStatement,
  inTry: boolean,
  over: "range" | "items",
  hooks: Hooks,
): LoopShape {
  const shared = globalsOfCalls(loop, hooks);
  const liveIn = outsideSlots(loop).filter((slot) => !shared.has(slot));
  const assigned = new Set<Slot>();
  walk(loop, (node) => {
    if (node.kind === "declare" || node.kind === "assign") assigned.add(node.slot);
    if (node.kind === "assignFirst" || node.kind === "store" || node.kind === "update")
      for (const slot of node.candidates) assigned.add(slot);
  });
  const bounds =
    loop.kind === "while" ? [] : [syntheticSlot(around, "position"), syntheticSlot(around, "bound")];
  const items = over === "items" ? syntheticSlot(around, "items") : null;
  const rest = items && loop.kind === "each" ? itemsFromHere(loop, items, bounds) : fromHere(loop, bounds);
  const body = { slots: [], body: [rest] };
  let nodes: readonly IrNode[] | null = null;
  const fn: IrFunction = {
    ...around,
    id: around.id,
    name: around.parent === null ? "loop" : `${around.name} loop`,
    at: loop.at,
    parameters: [...(items ? [items] : []), ...bounds, ...liveIn],
    body,
    // Of most loops they are never wanted.
    get nodes() {
      nodes ??= nodesIn(body);
      return nodes;
    },
  };
  const liveOut = liveIn.filter((slot) => assigned.has(slot));
  const natural = items || risesFromNatural(loop) ? (bounds[0] ?? null) : null;
  return { around, fn, liveIn, liveOut, counts: bounds.length > 0, natural, inTry };
}

/** Whether what a loop counts begins with a literal that is not negative, and does not fall. */
function risesFromNatural(loop: LoopStatement): boolean {
  if (loop.kind === "each") return true;
  if (loop.kind === "while") return false;
  const [first, second, step] = loop.bounds;
  const isLiteral = (bound: Expression | undefined): boolean => bound === undefined || bound.kind === "int";
  return (second === undefined || isLiteral(first)) && isLiteral(step);
}

/**
 * Whether others can see what the loop has assigned once a `return` or an error has left it: closures, and after a
 * file's last statement importers. The loop's outcome then does not set the variables.
 */
export function isSeenWhenLeft({ around, fn, liveOut }: LoopShape): boolean {
  if (around.parent !== null) return liveOut.some(({ captured }) => captured);
  return liveOut.length > 0 && someNode(fn.body, ({ kind }) => kind === "return");
}

/** The variables that the loop uses and does not make itself. Top-level ones that may replace a local are no part of it. */
function outsideSlots(loop: LoopStatement): Slot[] {
  const own = new Set<Slot>();
  const used = new Set<Slot>();
  walk(loop, (node) => {
    const several = "candidates" in node && node.candidates.length > 1;
    const open = several || node.kind === "assignFirst" || node.kind === "lookup";
    for (const { kind, value } of fieldsOf(node)) {
      if (kind === "slot" && value && node.kind !== "callFunction") used.add(value as Slot);
      if (kind === "slots") for (const slot of value as Slot[]) if (!(open && slot.global)) used.add(slot);
      if ((kind === "block" || kind === "block?") && value)
        for (const slot of (value as { slots: Slot[] }).slots) own.add(slot);
    }
  });
  return [...used].filter((slot) => !own.has(slot) && slot.constant === null);
}

/** A counting loop that starts where its cursor stands. */
function fromHere(loop: LoopStatement, bounds: readonly Slot[]): Statement {
  if (loop.kind === "while") return loop;
  const { at, slot, body } = loop;
  const reads = bounds.map((bound): Expression => ({ kind: "get", at, slot: bound }));
  const step = loop.kind === "count" ? loop.bounds[2] : undefined;
  return { kind: "count", at, slot, bounds: step ? [...reads, step] : reads, body };
}

/** A loop over the items of an array from where its cursor stands: it counts positions. */
function itemsFromHere(loop: StatementOf<"each">, items: Slot, bounds: readonly Slot[]): Statement {
  const { at, slot, body } = loop;
  const read = (from: Slot): Expression => ({ kind: "get", at, slot: from });
  const position = syntheticSlot(items.owner, "position");
  const item: Expression = { kind: "index", at, object: read(items), index: read(position) };
  const declare: Statement = { kind: "declare", at, slot, value: { kind: "share", at, value: item } };
  const inner = { slots: [position, ...body.slots], body: [declare, ...body.body] };
  return { kind: "count", at, slot: position, bounds: bounds.map(read), body: inner };
}
