/**
 * Decides who owns container values, and marks the places where a second owner appears.
 *
 * Every variable, element and capture owns one reference. Where an expression that reads one of them is
 * kept by another owner, it is wrapped in `share`, which sets the container's `shared` bit: the next write
 * through either owner then copies. No wrapping is needed for temporaries, for values handed to a parameter
 * that is only read (borrowed), and for moves, where the old owner gives the value up: a returned local, and
 * `a := f(a, ...)`. A variable whose value is moved must be overwritten or gone before anyone looks at it.
 *
 * A parameter is consumed if its function writes into it, keeps it, returns it, captures it, or passes it to
 * a consumer. Callees that are not known consume.
 */

import type {
  Block,
  Expression,
  ExpressionOf,
  IrFunction,
  IrNode,
  Module,
  Receiver,
  Slot,
  Statement,
} from "../ir/nodes.js";
import { walk, walkBlock } from "../ir/walk.js";
import { keepsReceiver } from "../stdlib/methods.js";
import { type EffectTable, effectsOf, effectsOfBlock, effectTable, mayTouch, mayWrite } from "./effects.js";
import { childBlocks, isReceiverKept, ownedOperands, replaceOperands } from "./operands.js";

export function settleOwnership(module: Module): void {
  const effects = effectTable(module);
  linkMethods(module);
  settleParameters(module);
  for (const fn of module.functions) new Marker(fn, effects).markBlock(fn.body);
}

/**
 * Tells method calls what they can call: the methods of that name, as long as no struct can come from another
 * file. Values that are not structs look after their arguments themselves.
 */
function linkMethods(module: Module): void {
  const nodes: IrNode[] = [];
  for (const fn of module.functions) walkBlock(fn.body, (node) => nodes.push(node));
  if (module.exports.length > 0 || nodes.some(({ kind }) => kind === "import")) return;
  const methods = nodes.flatMap((node) => (node.kind === "defineStruct" ? node.methods : []));
  for (const node of nodes)
    if (node.kind === "callMethod") {
      node.targets = methods.filter(({ name }) => name.endsWith(`.${node.name}`));
      node.open = false;
    }
}

/** Finds the consumed parameters: the least fixed point over calls of constant functions. */
function settleParameters(module: Module): void {
  for (const fn of module.functions) fn.consumes = fn.parameters.map((slot) => slot.captured);
  for (let changed = true; changed; ) {
    changed = false;
    for (const fn of module.functions) {
      const consumed = consumedSlots(fn);
      fn.parameters.forEach((slot, i) => {
        if (fn.consumes[i] || !consumed.has(slot)) return;
        fn.consumes[i] = true;
        changed = true;
      });
    }
  }
}

/** The slots of a function that are written into or read where an owner is needed. */
function consumedSlots(fn: IrFunction): Set<Slot> {
  const consumed = new Set<Slot>();
  const consume = (node: Expression): void => {
    if (node.kind === "get") consumed.add(node.slot);
    else if (node.kind === "lookup") for (const slot of node.candidates) consumed.add(slot);
    else if (node.kind === "logical" && node.operator === "??") [node.left, node.right].forEach(consume);
  };
  for (const statement of fn.body.body)
    walk(statement, (node) => {
      if (node.kind === "store" || node.kind === "update")
        for (const slot of node.candidates) consumed.add(slot);
      ownedOperands(node).forEach(consume);
      if (node.kind === "callMethod" && (isReceiverKept(node) || keepsReceiver(node.name)))
        consume(node.object);
    });
  return consumed;
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

function receiverOf(node: ExpressionOf<"callMethod">, moved: Expression | null): Receiver {
  if (node.object === moved || FRESH.has(node.object.kind)) return "moved";
  return isReceiverKept(node) ? "kept" : "borrowed";
}

/** The variable that a read goes through (`a` in `a[i][j]`), as the slots it may be; empty for temporaries. */
function rootSlots(node: Expression): readonly Slot[] {
  switch (node.kind) {
    case "get":
      return [node.slot];
    case "lookup":
      return node.candidates;
    case "index":
    case "field":
    case "element":
      return rootSlots(node.object);
    default:
      return [];
  }
}

class Marker {
  /** How many `try` bodies of this function enclose the declaration of a slot. */
  private readonly tryDepthOf = new Map<Slot, number>();
  private tryDepth = 0;

  constructor(
    private readonly fn: IrFunction,
    private readonly effects: EffectTable,
  ) {}

  markBlock(block: Block): void {
    for (const slot of block.slots) this.tryDepthOf.set(slot, this.tryDepth);
    for (const statement of block.body) this.markStatement(statement);
  }

  private markStatement(statement: Statement): void {
    const moved = this.movedBy(statement);
    replaceOperands(statement, (operand, owned, later) => this.mark(operand, owned, later, moved));
    if (statement.kind === "each") this.protectIterable(statement);
    for (const block of childBlocks(statement)) {
      const guarded = statement.kind === "try" && block === statement.body;
      if (guarded) this.tryDepth++;
      this.markBlock(block);
      if (guarded) this.tryDepth--;
    }
  }

  /** Marks an operand and everything inside it. `later` says what is evaluated before the operand is used. */
  private mark(
    operand: Expression,
    owned: boolean,
    later: readonly Expression[],
    moved: Expression | null,
  ): Expression {
    if (operand.kind === "callMethod") operand.receiver = receiverOf(operand, moved);
    const passesOn = owned && operand.kind === "logical" && operand.operator === "??";
    replaceOperands(operand, (inner, innerOwned, innerLater) =>
      this.mark(inner, innerOwned || passesOn, innerLater, moved),
    );
    const roots = rootSlots(operand);
    if (roots.length === 0) return operand;
    if (operand === moved) return operand;
    return owned || this.exposed(roots, later) ? share(operand) : operand;
  }

  /** Whether code that runs while an operand is borrowed may write to the variable it was read from. */
  private exposed(roots: readonly Slot[], later: readonly Expression[]): boolean {
    const captured = roots.filter((slot) => slot.captured);
    if (captured.length === 0) return false;
    return later.some((node) => {
      const effects = effectsOf(node, this.effects);
      return captured.some((slot) => mayWrite(effects, slot));
    });
  }

  /** `for` walks over a snapshot: if the body may write to the variable, the write must copy. */
  private protectIterable(statement: Extract<Statement, { kind: "each" }>): void {
    const effects = effectsOfBlock(statement.body, this.effects);
    if (rootSlots(statement.iterable).some((slot) => mayWrite(effects, slot)))
      statement.iterable = share(statement.iterable);
  }

  /** The read whose variable gives its value up, if the statement is one of the two forms that move. */
  private movedBy(statement: Statement): Expression | null {
    const { kind } = statement;
    if (kind === "return") return this.lastRead(statement.value);
    if (kind === "assign") return this.selfUpdated(statement.value, [statement.slot]);
    if (kind === "assignFirst") return this.selfUpdated(statement.value, statement.candidates);
    return null;
  }

  /** In `return f(x, ...)` or `return x`: a local that is read there once and that no one can see afterwards. */
  private lastRead(value: Expression): Expression | null {
    const reads = new Map<Slot, Expression[]>();
    walk(value, (node) => {
      if (node.kind !== "get" || node.slot.owner !== this.fn || node.slot.captured) return;
      reads.set(node.slot, [...(reads.get(node.slot) ?? []), node]);
    });
    for (const [slot, [read, ...others]] of reads)
      if (others.length === 0 && (read === value || this.unseenByHandlers(slot))) return read as Expression;
    return null;
  }

  /**
   * Whether no handler that an error here may reach can see the slot: no `try` body of this function lies
   * between the slot's scope and the current statement, and no closure shows the slot to callers.
   */
  private unseenByHandlers(slot: Slot): boolean {
    if (this.tryDepthOf.get(slot) !== this.tryDepth) return false;
    return !slot.captured || this.fn.parent === null;
  }

  /**
   * The only read of the target in `target := value`, if it may hand the old value over, to be changed in
   * place. No one else may see the variable meanwhile, and nothing may fail afterwards: neither the
   * assignment, nor a callee half-way if a handler then sees what it had changed. A builtin that gets the
   * variable directly does all or nothing. Read and assignment mean the same one of several targets.
   */
  private selfUpdated(value: Expression, targets: readonly Slot[]): Expression | null {
    if (targets.some(({ mutability }) => mutability !== "mut")) return null;
    const reads: Expression[] = [];
    walk(value, (node) => {
      const isRead = node.kind === "get" || node.kind === "lookup";
      if (isRead && rootSlots(node).some((slot) => targets.includes(slot))) reads.push(node);
    });
    const [read] = reads;
    if (!read || reads.length > 1) return null;
    const atomic = value.kind === "callBuiltin" && value.args.includes(read);
    const movable = rootSlots(read).every((slot) => {
      if (slot.captured && mayTouch(callsIn(value, slot, this.effects), slot)) return false;
      return atomic || this.unseenByHandlers(slot);
    });
    return movable ? read : null;
  }
}

/** The effects of the calls in an expression, leaving aside that the expression itself reads the slot. */
function callsIn(value: Expression, slot: Slot, table: EffectTable): ReturnType<typeof effectsOf> {
  const effects = effectsOf(value, table);
  let direct = true;
  walk(value, (node) => {
    if (node.kind === "callFunction" && table.get(node.target)?.touches.has(slot)) direct = false;
  });
  if (direct) effects.touches.delete(slot);
  return effects;
}

function share(value: Expression): Expression {
  return { kind: "share", at: value.at, value };
}
