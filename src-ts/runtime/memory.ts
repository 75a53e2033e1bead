/**
 * The limit of memory. V8 ends the process when its heap is full, so whoever makes values that may be kept tells
 * roughly how much, and once in a while V8 is asked how full the heap is. What is nearly full is collected first,
 * as most of it may be garbage. Like JavaScript's own limits this one is a `RangeError`, which the engines
 * translate (`error.ts`).
 */

/** How much of the heap may be in use: V8 needs the rest to collect garbage. */
const FULL = 0.75;
/** How much more may be in use before the heap is collected again. */
const MORE = 0.05;
/** What arrays in flat memory, which is not in V8's heap, may take: as much as machine code may have. */
const MOST_FLAT_BYTES = 2 ** 32;
/** V8 keeps no more items side by side once an array of this length grows. */
const MOST_ITEMS = 2 ** 26;
/** A growing array or dict tells of every so many items. */
export const ITEMS_AT_ONCE = 64;
/** So many functions are told of together. */
export const FUNCTIONS_AT_ONCE = 1024;
/** With what they hold, but for arrays and dicts that tell of themselves. */
const BYTES_OF_AN_ITEM = 256;
/** Shorter strings do not count. */
export const LONG = 2 ** 16;
const PART_BYTES = 32;
/** From this length on there may be no room to move an array or dict while it grows. */
const LARGE = 2 ** 18;

/** The error's text. */
export const OUT_OF_MEMORY = "Out of memory";

/** What has been told since V8 was last asked, in bytes. */
let told = 0;
/** When to ask. The first time is late: the module to ask with takes longer to load than what a small script does. */
let patience = 2 ** 24;
/** The size of the heap from which on it is collected. */
let tolerated = 0;
let collectGarbage: (() => void) | null = null;

/** To be called when values of about so many bytes have been made. */
export function noteBytes(bytes: number): void {
  told += bytes;
  if (told > patience) ask(0);
}

/** To be called when `FUNCTIONS_AT_ONCE` function values have been made. */
export function noteFunctions(): void {
  noteBytes(FUNCTIONS_AT_ONCE * BYTES_OF_AN_ITEM);
}

/** A string just put together. V8 keeps a long one as a tree of its parts, until somebody looks into it. */
export function joined(text: string): string {
  if (text.length > LONG) noteBytes(PART_BYTES);
  return text;
}

/** A string just made otherwise. */
export function weighed(text: string): string {
  if (text.length > LONG) noteBytes(text.length);
  return text;
}

/** To be called before that many bytes are asked for in one piece. */
export function reserveBytes(bytes: number): void {
  told += bytes;
  if (told > patience) ask(bytes);
}

/** Whether an array or dict of the length is to tell of its items before it grows. */
export function isDue(length: number): boolean {
  return (length & (ITEMS_AT_ONCE - 1)) === ITEMS_AT_ONCE - 1;
}

/** To be called now and then before an array gets another item. */
export function reserveItem(length: number): void {
  if (length >= MOST_ITEMS) throw new RangeError("Invalid array length");
  noteBytes(ITEMS_AT_ONCE * BYTES_OF_AN_ITEM);
  if (length >= LARGE && (length & (LARGE - 1)) === ITEMS_AT_ONCE - 1) ask(12 * length);
}

/** To be called now and then before a dict gets another entry. */
export function reserveEntry(size: number): void {
  noteBytes(ITEMS_AT_ONCE * BYTES_OF_AN_ITEM);
  if (size >= LARGE && (size & (LARGE - 1)) === ITEMS_AT_ONCE - 1) ask(64 * size);
}

/** Throws unless there is room for that many bytes more. */
function ask(more: number): void {
  told = 0;
  const { getHeapStatistics } = process.getBuiltinModule("node:v8");
  let { used_heap_size: used, heap_size_limit: limit, external_memory: flat } = getHeapStatistics();
  patience = limit / 256;
  const full = limit * FULL;
  if (used + more <= full && flat <= MOST_FLAT_BYTES) {
    tolerated = full;
    return;
  }
  if (used + more <= tolerated && flat <= MOST_FLAT_BYTES) return;
  collect();
  ({ used_heap_size: used, external_memory: flat } = getHeapStatistics());
  if (used + more > full || flat > MOST_FLAT_BYTES) throw new RangeError(OUT_OF_MEMORY);
  tolerated = used + more + limit * MORE;
}

function collect(): void {
  if (collectGarbage === null) {
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    collectGarbage = process.getBuiltinModule("node:vm").runInNewContext("gc") as () => void;
  }
  collectGarbage();
}
