/**
 * Hot loops in cold code: a loop becomes a function of its own, entered at its head.
 *
 * Its parameters are the variables from outside that it uses (live-in), with the values they have at that
 * moment; what it assigns of them (live-out) goes back when it ends. A counting loop also gets where it
 * stands and where it is going. The loop ends in one of three ways: normally, by a `return` of the function
 * around it, or at a side exit (`side-exits.ts`).
 */

import type { Expression, IrFunction, IrNode, LoopStatement, Slot, Statement } from "../ir/nodes.js";
import { fieldsOf } from "../ir/walk.js";
import { globalsOfCalls } from "./globals.js";
import type { Hooks } from "./hooks.js";
import { nodesBefore, type SideExit } from "./side-exits.js";
import { readAt, syntheticFunction, syntheticSlot } from "./synthetic.js";

type Counting = Exclude<LoopStatement, { kind: "while" }>;

/** A loop as a function. */
export interface LoopShape {
  /** The function that the loop stands in. */
  readonly around: IrFunction;
  /** Parameters: the array of a loop over items; for all but `while` the position and the bound; the live-ins. */
  readonly fn: IrFunction;
  readonly liveIn: readonly Slot[];
  readonly liveOut: readonly Slot[];
  readonly exits: readonly SideExit[];
  /** Where the present trip of all but `while` stands; the parameter of that name is where to begin. */
  readonly position: Slot | null;
  /** The parameter of the position, if it is never negative. */
  readonly natural: Slot | null;
  /** Whether a `try` of the same function encloses it: its handler must find the live-outs as an error left them. */
  readonly inTry: boolean;
}

/** `over`: what a `for` walks over: a range, or the items of an array. */
export function shapeOfLoop(
  around: IrFunction,
  loop: LoopStatement,
  inTry: boolean,
  over: "range" | "items",
  hooks: Hooks,
  exits: readonly SideExit[],
): LoopShape {
  const inside = nodesBefore(exits, loop);
  const assigned = assignedSlots(inside);
  const shared = globalsOfCalls(inside, hooks);
  // Others see those, however a function is left.
  if (around.parent !== null) for (const slot of assigned) if (slot.global) shared.add(slot);
  const liveIn = outsideSlots(inside).filter((slot) => !shared.has(slot));
  const bounds =
    loop.kind === "while" ? [] : [syntheticSlot(around, "position"), syntheticSlot(around, "bound")];
  const items = over === "items" ? syntheticSlot(around, "items") : null;
  const position = loop.kind === "while" ? null : syntheticSlot(around, "position");
  const rest = position ? fromHere(loop as Counting, items, position, bounds) : loop;
  const fn = syntheticFunction(
    around,
    {
      name: around.parent === null ? "loop" : `${around.name} loop`,
      at: loop.at,
      parameters: [...(items ? [items] : []), ...bounds, ...liveIn],
      body: { slots: [], body: [rest] },
    },
    () => nodesBefore(exits, rest),
  );
  const liveOut = liveIn.filter((slot) => assigned.has(slot));
  const natural = items || risesFromNatural(loop) ? (bounds[0] ?? null) : null;
  return { around, fn, liveIn, liveOut, exits, position, natural, inTry };
}

function assignedSlots(nodes: readonly IrNode[]): Set<Slot> {
  const assigned = new Set<Slot>();
  for (const node of nodes) {
    if (node.kind === "declare" || node.kind === "assign") assigned.add(node.slot);
    if (node.kind === "assignFirst" || node.kind === "store" || node.kind === "update")
      for (const slot of node.candidates) assigned.add(slot);
  }
  return assigned;
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
  return liveOut.length > 0 && fn.nodes.some(({ kind }) => kind === "return");
}

/** The variables that a loop uses and does not make itself. Top-level ones that may replace a local are no part of it. */
function outsideSlots(inside: readonly IrNode[]): Slot[] {
  const own = new Set<Slot>();
  const used = new Set<Slot>();
  for (const node of inside) {
    const several = "candidates" in node && node.candidates.length > 1;
    const open = several || node.kind === "assignFirst" || node.kind === "lookup";
    for (const { kind, value } of fieldsOf(node)) {
      if (kind === "slot" && value && node.kind !== "callFunction") used.add(value as Slot);
      if (kind === "slots") for (const slot of value as Slot[]) if (!(open && slot.global)) used.add(slot);
      if ((kind === "block" || kind === "block?") && value)
        for (const slot of (value as { slots: Slot[] }).slots) own.add(slot);
    }
  }
  return [...used].filter((slot) => !own.has(slot) && slot.constant === null);
}

/** The loop from where its cursor stands: it counts positions, and gives its variable the position or the item there. */
function fromHere(loop: Counting, items: Slot | null, position: Slot, bounds: readonly Slot[]): Statement {
  const { at, slot, body } = loop;
  const read = readAt(at);
  const step = loop.kind === "count" ? loop.bounds[2] : undefined;
  const reads = bounds.map(read);
  const item: Expression | null = items && {
    kind: "share",
    at,
    value: { kind: "index", at, object: read(items), index: read(position) },
  };
  const declare: Statement = { kind: "declare", at, slot, value: item ?? read(position) };
  const inner = { slots: [position, ...body.slots], body: [declare, ...body.body] };
  return { kind: "count", at, slot: position, bounds: step ? [...reads, step] : reads, body: inner };
}
