/** A queue: first in, first out. */

import { isDue, reserveItem } from "./memory.js";

export class Fifo<Item> {
  private items: (Item | undefined)[] = [];
  /** Where the oldest item is. What lies before it is gone. */
  private head = 0;

  push(item: Item): void {
    if (isDue(this.items.length)) reserveItem(this.items.length);
    this.items.push(item);
  }

  /** Takes the oldest item; undefined if there is none. */
  shift(): Item | undefined {
    if (this.head === this.items.length) return undefined;
    const item = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head > 100 && this.head * 2 > this.items.length) this.compact();
    return item;
  }

  /** Takes an item out of its turn. */
  remove(item: Item): void {
    this.compact();
    this.items = this.items.filter((other) => other !== item);
  }

  private compact(): void {
    this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
