/** Frames: where a running function keeps its bindings. */

import type { Block, IrFunction, Slot } from "../ir/nodes.js";
import type { Value } from "../runtime/value.js";
import type { SourceText } from "../syntax/source.js";

/** A binding that closures share. `undefined` means unbound. */
export class Cell {
  value: Value | undefined = undefined;
}

export class Frame {
  /** Where execution stands: an offset into the source text. */
  at: number;
  /** The value being returned, once a `return` has run. */
  result: Value = null;
  private readonly values: (Value | Cell | undefined)[];

  constructor(
    readonly fn: IrFunction,
    /** The cells of the enclosing functions' bindings. */
    private readonly captured: ReadonlyMap<Slot, Cell>,
    readonly source: SourceText,
  ) {
    this.at = fn.at;
    this.values = new Array(fn.slotCount);
  }

  /** Makes the block's bindings anew, unbound. */
  enter(block: Block): void {
    for (const slot of block.slots) this.values[slot.index] = slot.captured ? new Cell() : undefined;
  }

  read(slot: Slot): Value | undefined {
    if (slot.owner !== this.fn) return this.cell(slot).value;
    const content = this.values[slot.index];
    return content instanceof Cell ? content.value : content;
  }

  write(slot: Slot, value: Value): void {
    if (slot.captured) this.cell(slot).value = value;
    else this.values[slot.index] = value;
  }

  /** The cells a new closure needs. */
  capture(slots: Iterable<Slot>): Map<Slot, Cell> {
    const cells = new Map<Slot, Cell>();
    for (const slot of slots) cells.set(slot, this.cell(slot));
    return cells;
  }

  private cell(slot: Slot): Cell {
    const cell = slot.owner === this.fn ? this.values[slot.index] : this.captured.get(slot);
    return cell as Cell;
  }
}
