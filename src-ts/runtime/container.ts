/** Reading and writing elements, with copy-on-write and code point indexing of strings. */

import { RuffError } from "./error.js";
import { RuffArray, RuffStruct, share, type Value } from "./value.js";

/** How many containers were copied because a write met the `shared` bit: a debugging aid for tests. */
export const copies = { count: 0 };

/** `object[index]`. */
export function getIndex(object: Value, index: Value): Value {
  if (object instanceof RuffArray) {
    if (typeof index === "number") {
      const { items } = object;
      const item = items[index < 0 ? index + items.length : index];
      if (item !== undefined) return item;
    }
    throw indexError(index, "Invalid index operation");
  }
  if (typeof object === "string" && isInt(index)) return characterAt(object, index);
  throw new RuffError("Invalid index operation");
}

function isInt(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function indexError(index: Value, otherwise: string): RuffError {
  return new RuffError(isInt(index) ? `Index out of bounds: ${index}` : otherwise);
}

const SURROGATE = /[\ud800-\udfff]/;

function characterAt(value: string, index: number | bigint): string {
  if (typeof index === "number") {
    if (!SURROGATE.test(value)) {
      const character = value[index < 0 ? index + value.length : index];
      if (character !== undefined) return character;
    } else {
      const character = Array.from(value).at(index);
      if (character !== undefined && Number.isSafeInteger(index)) return character;
    }
  }
  throw new RuffError(`Index out of bounds: ${index}`);
}

/** The number of code points. */
export function stringLength(value: string): number {
  if (!SURROGATE.test(value)) return value.length;
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** The array itself if it has one owner, else a copy of its own. */
export function writable(array: RuffArray): RuffArray {
  if (!array.shared) return array;
  copies.count++;
  for (const item of array.items) share(item);
  return new RuffArray(array.items.slice());
}

/** Stores into `object[index]`, copying first if shared, and returns the container to keep in its place. */
export function setIndex(object: Value, index: Value, value: Value): Value {
  if (!(object instanceof RuffArray)) throw new RuffError("Invalid index assignment");
  const length = object.items.length;
  if (typeof index === "number" && index < length && index >= -length) {
    const array = writable(object);
    array.items[index < 0 ? index + length : index] = value;
    return array;
  }
  throw indexError(index, "Invalid index assignment");
}

/** Stores at the end of a path of indexes, e.g. `m[0][1] := v`, and returns the new root. */
export function setPath(root: Value, path: readonly Value[], value: Value, from = 0): Value {
  const index = path[from] as Value;
  if (from === path.length - 1) return setIndex(root, index, value);
  const element = getIndex(root, index);
  if (!(root instanceof RuffArray)) throw new RuffError("Invalid index assignment");
  const owner = writable(root);
  const inner = setPath(element, path, value, from + 1);
  return inner === element ? owner : setIndex(owner, index, inner);
}

/** The value at the end of a path of indexes. */
export function getPath(root: Value, path: readonly Value[]): Value {
  return path.reduce(getIndex, root);
}

/** `object.name`. */
export function getField(object: Value, name: string): Value {
  if (!(object instanceof RuffStruct))
    throw new RuffError(`Cannot access field or method '${name}' on non-struct value`);
  const value = object.fields.get(name);
  if (value === undefined) throw new RuffError(`Field not found: ${name}`);
  return value;
}

/** The items spliced by `...value` in an array literal; each gains a second owner. */
export function spreadItems(value: Value): Value[] {
  if (!(value instanceof RuffArray)) throw new RuffError("Can only spread arrays");
  return value.items.map(share);
}

/** Appends in place if the array has one owner, else to a copy. */
export function push(array: RuffArray, value: Value): RuffArray {
  const target = writable(array);
  target.items.push(value);
  return target;
}

/** The element that a pattern position names, counted from the end if negative; null if there is none. */
export function elementOrNull(object: Value, index: number): Value {
  if (!(object instanceof RuffArray)) return null;
  return object.items.at(index) ?? null;
}

/** What a pattern's rest collects: all items but the first `from` and the last `drop`. */
export function restOf(object: Value, from: number, drop: number): RuffArray {
  if (!(object instanceof RuffArray)) return new RuffArray([]);
  return new RuffArray(object.items.slice(from, Math.max(from, object.items.length - drop)).map(share));
}
