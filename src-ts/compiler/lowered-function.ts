/** A function as the compiler makes it. */

import type { Block, IrFunction, IrNode, Slot } from "../ir/nodes.js";
import { type Summary, summarize } from "../ir/summary.js";

type Kind = Partial<Pick<IrFunction, "isAsync" | "isGenerator" | "isTask">>;

export class LoweredFunction implements IrFunction {
  readonly at: number;
  readonly end: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isTask: boolean;
  readonly parameters: Slot[] = [];
  required = 0;
  takesSelf = false;
  consumes: boolean[] = [];
  readonly captures = new Set<Slot>();
  slotCount = 0;
  nodes: readonly IrNode[] = [];
  private known: Summary | null = null;
  private block: Block = { slots: [], body: [] };
  /** What is left to be done with the body before anyone may have it. */
  private finish: (() => void) | null = null;

  constructor(
    readonly id: number,
    readonly name: string,
    readonly parent: IrFunction | null,
    { at, end }: Pick<IrFunction, "at" | "end">,
    { isAsync = false, isGenerator = false, isTask = false }: Kind = {},
  ) {
    this.at = at;
    this.end = end;
    this.isAsync = isAsync;
    this.isGenerator = isGenerator;
    this.isTask = isTask;
  }

  get body(): Block {
    const { finish } = this;
    if (finish === null) return this.block;
    this.finish = null;
    try {
      finish();
    } catch (error) {
      this.finish = finish; // there was no stack left: what has been done already does no harm when it is done again
      throw error;
    }
    return this.block;
  }

  get summary(): Summary {
    this.known ??= summarize(this);
    return this.known;
  }

  setBody(block: Block): void {
    this.block = block;
  }

  /** Leaves the rest of the work to who first asks for the body: most runs of a long file need few of them. */
  finishLater(finish: () => void): void {
    this.finish = finish;
  }
}
