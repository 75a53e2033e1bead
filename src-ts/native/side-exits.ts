/**
 * Side exits: places in a loop where machine code cannot go on, and which are reached only now and then.
 *
 * A loop that prints when it has found something, or returns a text, need not stay in the baseline for that. Machine
 * code leaves there with all variables, the baseline does what is left of the trip (`rest`), and the next trip can be
 * in machine code again. The text of that rest is written once more for each exit, so it has to be short.
 */

import type { Block, Expression, IrNode, LoopStatement, Slot, Statement } from "../ir/nodes.js";
import { blocksOf, childrenOf, nodesIn, slotsOf, someInside } from "../ir/walk.js";
import { isHopeless } from "./hopeless.js";

export interface SideExit {
  /** The statement before which machine code leaves. */
  readonly at: Statement;
  /** What follows it in its block, which machine code never reaches. */
  readonly behind: readonly Statement[];
  /** What the baseline does then: it ends the trip, the loop or the function. */
  readonly rest: Block;
  /** Variables of the loop's body that the rest uses. */
  readonly locals: readonly Slot[];
}

const MOST_EXITS = 8;
/** How many nodes the rests of a loop may have together. */
const MOST_NODES = 400;

/** Where the walk stands. */
interface Place {
  /** What follows the block in the same trip. */
  readonly following: readonly Statement[];
  /** Whether some trips do not come here. */
  readonly isConditional: boolean;
  /** Whether another loop lies between. */
  readonly isInner: boolean;
}

/** The side exits that the loop needs for machine code; null if they do not help. */
export function sideExitsOf(loop: LoopStatement): readonly SideExit[] | null {
  if (!isHopeless(loop)) return [];
  if (operandsOf(loop).some(isHopeless)) return null;
  const found = new ExitFinder(loop);
  return found.visit(loop.body, { following: [], isConditional: false, isInner: false }) ? found.exits : null;
}

/** A node and what is inside it, but for what is behind side exits. */
export function nodesBefore(exits: readonly SideExit[], root: IrNode): IrNode[] {
  const hidden = new Set<IrNode>(exits.flatMap(({ at, behind }) => [at, ...behind]));
  const nodes: IrNode[] = [];
  const collect = (node: IrNode): void => {
    if (hidden.has(node)) return;
    nodes.push(node);
    childrenOf(node).forEach(collect);
  };
  collect(root);
  return nodes;
}

class ExitFinder {
  readonly exits: SideExit[] = [];
  private size = 0;
  /** The variables that the loop's blocks own. */
  private readonly own: ReadonlySet<Slot>;

  constructor(loop: LoopStatement) {
    this.own = ownSlots(loop);
  }

  /** Whether all that keeps the block out of machine code is behind side exits. */
  visit(block: Block, place: Place): boolean {
    let { isConditional } = place;
    for (const [i, statement] of block.body.entries()) {
      if (isHopeless(statement)) {
        const following = [...block.body.slice(i + 1), ...place.following];
        const here = { ...place, following, isConditional };
        if (!this.visitInside(statement, here)) return isConditional && this.add(statement, block, i, here);
      }
      isConditional ||= statement.kind === "if" && blocksOf(statement).some(leaves);
    }
    return true;
  }

  /** The same for what is inside a statement, if the statement itself is none to leave at. */
  private visitInside(statement: Statement, place: Place): boolean {
    const isLoop = statement.kind === "while" || statement.kind === "count" || statement.kind === "each";
    if ((!isLoop && statement.kind !== "if") || operandsOf(statement).some(isHopeless)) return false;
    const before = this.exits.length;
    const inside = isLoop ? { ...place, following: [], isInner: true } : { ...place, isConditional: true };
    if (blocksOf(statement).every((block) => this.visit(block, inside))) return true;
    this.exits.length = before;
    return false;
  }

  private add(at: Statement, block: Block, index: number, { following, isInner }: Place): boolean {
    const statements = isInner ? block.body.slice(index) : [at, ...following];
    const end = statements.findIndex(isEnd);
    const body = end < 0 ? statements : statements.slice(0, end + 1);
    if (isInner && (end < 0 || body.some((statement) => someInside(statement, staysInLoop)))) return false;
    if (body.some((statement) => someInside(statement, isLong))) return false;
    const nodes = nodesIn({ slots: [], body });
    this.size += nodes.length;
    if (this.size > MOST_NODES || this.exits.length === MOST_EXITS) return false;
    const declared = new Set(nodes.flatMap((node) => (node.kind === "declare" ? [node.slot] : [])));
    const used = new Set(nodes.flatMap(slotsOf));
    const { own } = this;
    const locals = [...used].filter((slot) => own.has(slot) && !declared.has(slot));
    // Whether it is bound would have to be known, too.
    if (locals.some(({ maybeUnbound }) => maybeUnbound)) return false;
    const slots = [...own].filter((slot) => used.has(slot) && declared.has(slot));
    const behind = block.body.slice(index + 1);
    this.exits.push({ at, behind, rest: { slots, body }, locals });
    return true;
  }
}

/** The expressions of a statement that are not in a block inside it. */
function operandsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === "if" || statement.kind === "while") return [statement.condition];
  if (statement.kind === "count") return statement.bounds;
  return statement.kind === "each" ? [statement.iterable] : [];
}

/** Whether what follows a statement is not reached. */
function isEnd(statement: Statement): boolean {
  const { kind } = statement;
  return (
    kind === "return" ||
    kind === "break" ||
    kind === "continue" ||
    (kind === "evaluate" && (statement.value.kind === "throw" || statement.value.kind === "fail"))
  );
}

function leaves({ body }: Block): boolean {
  return body.some(isEnd);
}

function staysInLoop({ kind }: IrNode): boolean {
  return kind === "break" || kind === "continue";
}

/** What makes code that is not to be written twice. */
function isLong({ kind }: IrNode): boolean {
  return (
    kind === "while" ||
    kind === "count" ||
    kind === "each" ||
    kind === "try" ||
    kind === "closure" ||
    kind === "defineStruct" ||
    kind === "import" ||
    kind === "spawn"
  );
}

function ownSlots(loop: LoopStatement): Set<Slot> {
  const slots = new Set<Slot>();
  const visit = (statement: Statement): void => {
    for (const block of blocksOf(statement)) {
      for (const slot of block.slots) slots.add(slot);
      block.body.forEach(visit);
    }
  };
  visit(loop);
  return slots;
}
