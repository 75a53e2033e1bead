/**
 * Decides who owns container values, and marks the places where a second owner appears.
 *
 * Every variable, element and capture owns one reference. Where an expression that reads one of them is
 * kept by another owner, it is wrapped in `share`, which sets the container's `SHARED` bit: the next write
 * through either owner then copies. No wrapping is needed for temporaries, for values handed to a parameter
 * that is only read (borrowed), and for moves, where the old owner gives the value up: a returned local, and
 * `a := f(a, ...)`. A variable whose value is moved must be overwritten or gone before anyone looks at it. A pattern
 * takes the items out of an array that nobody else has.
 *
 * What is passed to a parameter gains an owner if the parameter is consumed (`consumption.ts`).
 */

import type {
  Block,
  Expression,
  ExpressionOf,
  IrFunction,
  Module,
  Slot,
  Statement,
  StatementOf,
} from "../ir/nodes.js";
import type { Receiver } from "../runtime/access.js";
import { nodesIn, slotsOf } from "../ir/walk.js";
import { settleParameters } from "./consumption.js";
import { type EffectTable, effectTable, mayWrite } from "./effects.js";
import { linkMethods } from "./link-methods.js";
import type { LoweredFunction } from "./lowered-function.js";
import { type Move, Moves, rootSlots } from "./moves.js";
import { type Place, replaceOperands, runsLater } from "./operands.js";
import { TryDepth } from "./try-depth.js";

/** The functions are those of the module. */
export function settleOwnership(module: Module, functions: readonly LoweredFunction[]): void {
  for (const fn of functions) fn.nodes = nodesIn(fn.body);
  const effects = effectTable(module);
  linkMethods(module);
  settleParameters(module);
  const hasHooks = mayHaveHooks(module);
  for (const fn of functions)
    fn.finishLater(() => {
      fn.nodes = [...fn.nodes, ...new Marker(fn, effects, hasHooks).mark()];
    });
}

/** Whether a struct may have methods for operators. */
function mayHaveHooks({ functions }: Module): boolean {
  const isHook = ({ name }: IrFunction): boolean => name.includes(".op_");
  return functions.some((fn) => isHook(fn) || fn.summary.imports);
}

/** What always gives a value of its own. */
const FRESH: ReadonlySet<string> = new Set([
  "array",
  "call",
  "callBuiltin",
  "callFunction",
  "callMethod",
  "dict",
  "slice",
  "struct",
]);

function receiverOf(node: ExpressionOf<"callMethod">, moved: Move | null): Receiver {
  if (moved?.reads.includes(node.object)) return moved.toBuiltin ? "given" : "moved";
  if (FRESH.has(node.object.kind)) return "moved";
  return isReceiverKept(node) ? "kept" : "borrowed";
}

/** Whether a struct's method that the call may mean keeps the object. */
function isReceiverKept({ open, targets }: ExpressionOf<"callMethod">): boolean {
  return open || targets.some(({ consumes }) => consumes[0] ?? true);
}

/** What the value is in, from the inside out, up to the variable. */
function containersOf(node: Expression): Expression[] {
  return node.kind === "index" || node.kind === "field" ? [node.object, ...containersOf(node.object)] : [];
}

/** The variables that are declared and used once more. */
function usedOnce({ nodes }: IrFunction): ReadonlySet<Slot> {
  const declared = new Set<Slot>();
  const uses = new Map<Slot, number>();
  for (const node of nodes) {
    if (node.kind === "declare") declared.add(node.slot);
    for (const slot of slotsOf(node)) uses.set(slot, (uses.get(slot) ?? 0) + 1);
  }
  return new Set([...declared].filter((slot) => uses.get(slot) === 2));
}

class Marker {
  private readonly tries = new TryDepth();
  private readonly moves: Moves;
  private readonly added: Expression[] = [];
  /** Where the present statement stands; null if what it evaluates may be evaluated again. */
  private block: Block | null = null;
  private once: ReadonlySet<Slot> | null = null;

  constructor(
    private readonly fn: IrFunction,
    private readonly effects: EffectTable,
    hasHooks: boolean,
  ) {
    this.moves = new Moves(fn, effects, hasHooks, this.tries);
  }

  /** Marks the whole function, and returns the nodes that it puts in for that. */
  mark(): readonly Expression[] {
    this.markBlock(this.fn.body);
    return this.added;
  }

  private markBlock(block: Block): void {
    this.tries.begin(block);
    block.body.forEach((statement, i) => this.markStatement(statement, block, i));
  }

  private markStatement(statement: Statement, block: Block, position: number): void {
    const { body } = block;
    const moved = this.moves.of(statement, body, position);
    // A condition is evaluated for each trip.
    this.block = statement.kind === "while" ? null : block;
    replaceOperands(statement, (operand, owned, place) => this.markOperand(operand, owned, place, moved));
    if (statement.kind === "each") this.protectIterable(statement);
    this.tries.eachBlock(statement, (inner) => this.markBlock(inner));
  }

  /** Marks an operand and everything inside it. */
  private markOperand(operand: Expression, owned: boolean, place: Place, moved: Move | null): Expression {
    if (operand.kind === "callMethod") operand.receiver = receiverOf(operand, moved);
    const passesOn = owned && operand.kind === "logical" && operand.operator === "??";
    replaceOperands(operand, (inner, innerOwned, innerPlace) =>
      this.markOperand(inner, innerOwned || passesOn, innerPlace, moved),
    );
    const roots = rootSlots(operand);
    if (roots.length === 0) return operand;
    if (moved?.reads.includes(operand)) return moved.isPart ? this.take(operand) : operand;
    if (this.isOnlyRead(operand)) return operand;
    return owned || this.exposed(roots, place) ? this.share(operand) : operand;
  }

  /** Whether it is all that ever becomes of a variable of the present block: its value needs no second owner. */
  private isOnlyRead(node: Expression): boolean {
    if (node.kind !== "get" || !this.block?.slots.includes(node.slot)) return false;
    this.once ??= usedOnce(this.fn);
    const { slot } = node;
    return !slot.captured && !slot.global && this.once.has(slot);
  }

  /** Whether code that runs while an operand is borrowed may write to the variable it was read from. */
  private exposed(roots: readonly Slot[], place: Place): boolean {
    if (!roots.some((slot) => slot.captured)) return false;
    const captured = roots.filter((slot) => slot.captured);
    return runsLater(place).some((node) => captured.some((slot) => mayWrite(node, slot, this.effects)));
  }

  /** `for` walks over a snapshot: if the body may write to the variable, the write must copy. */
  private protectIterable(statement: StatementOf<"each">): void {
    const written = (slot: Slot): boolean =>
      statement.body.body.some((inner) => mayWrite(inner, slot, this.effects));
    if (rootSlots(statement.iterable).some(written)) statement.iterable = this.share(statement.iterable);
  }

  private share(value: Expression): Expression {
    const node = { kind: "share" as const, at: value.at, value };
    this.added.push(node);
    return node;
  }

  private take(value: Expression): Expression {
    const owners = containersOf(value).map((owner) => ({ ...owner }));
    const node = { kind: "take" as const, at: value.at, value, owners };
    this.added.push(node, ...owners);
    return node;
  }
}
