/** Reading and writing elements and fields, with copy-on-write. */

import { keyOf } from "./dict.js";
import { DictMap } from "./dict-map.js";
import { RuffError } from "./error.js";
import { reserveBytes } from "./memory.js";
import { fits, mayNest, notePart, type Part, tooDeep } from "./nesting.js";
import { fieldOf, RuffStruct, setOwnField } from "./struct.js";
import { characterAt, sliceString, type StringMemo } from "./string.js";
import { quote } from "./text.js";
import { RuffArray, RuffDict, SHARED, share, type Value } from "./value.js";

/** How many containers were copied because a write met a second owner: a debugging aid for tests. */
export const copies = { count: 0 };

/** A field name as a segment of a path, beside index values. */
export class Member {
  constructor(readonly name: string) {}
}

export type Segment = Value | Member;

type Container = RuffArray | RuffDict | RuffStruct;

function isInt(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

// ---- reading ----

/** `object[index]`. `memo` is of the place where it stands. */
export function getIndex(object: Value, index: Value, memo?: StringMemo): Value {
  if (typeof object === "string") return characterAt(object, index, memo);
  if (object instanceof RuffArray) {
    if (typeof index === "number") {
      const item = object.at(index < 0 ? index + object.length : index);
      if (item !== undefined) return item;
    }
    throw indexError(index, "Invalid index operation");
  }
  if (object instanceof RuffDict) return getEntry(object, index);
  throw new RuffError("Invalid index operation");
}

/** `object[from:to]`: negative bounds count from the end, and none is out of bounds. */
export function getSlice(object: Value, from: Value, to: Value): Value {
  if (isInt(from) && isInt(to)) {
    const [first, stop] = [Number(from), Number(to)];
    if (object instanceof RuffArray) return new RuffArray(object.items.slice(first, stop).map(share));
    if (typeof object === "string") return sliceString(object, first, stop);
  }
  throw new RuffError("Invalid index operation");
}

/** The same for a dict. */
export function getEntry(dict: RuffDict, index: Value): Value {
  const key = keyOf(index);
  if (key === null) throw new RuffError("Invalid index operation");
  const value = dict.entries.get(key);
  if (value !== undefined) return value;
  throw new RuffError(`Missing map key: ${typeof index === "string" ? quote(index) : key}`);
}

function indexError(index: Value, otherwise: string): RuffError {
  return new RuffError(isInt(index) ? `Index out of bounds: ${index}` : otherwise);
}

/** `object.name` where it can only be a field or an entry; undefined if a method may be meant. */
export function getOwnField(object: Value, name: string): Value | undefined {
  if (object instanceof RuffStruct) return fieldOf(object, name);
  if (object instanceof RuffDict) return object.entries.get(name) ?? null;
  return undefined;
}

/** The value that one segment of a path leads to. */
function step(object: Value, segment: Segment): Value {
  if (!(segment instanceof Member)) return getIndex(object, segment);
  const value = getOwnField(object, segment.name);
  if (value !== undefined) return value;
  if (object instanceof RuffStruct) throw new RuffError(`Field not found: ${segment.name}`);
  throw noField(segment.name);
}

/** The error for dot access on a value without fields. */
export function noField(name: string): RuffError {
  return new RuffError(`Cannot access field or method '${name}' on non-struct value`);
}

/** The value at the end of a path. */
export function getPath(root: Value, path: readonly Segment[]): Value {
  return path.reduce<Value>(step, root);
}

// ---- writing ----

/** Whether a second owner may exist. */
export function isShared(container: Container): boolean {
  return (container.state & SHARED) !== 0;
}

/** The container itself if it has one owner, else a copy of its own. */
export function writable<Kind extends Container>(container: Kind): Kind {
  if (!isShared(container)) return container;
  copies.count++;
  return copyOf(container) as Kind;
}

function copyOf(container: Container): Container {
  if (container instanceof RuffArray) {
    if (container.packed) return RuffArray.ofPacked(container.packed.copy());
    reserveBytes(8 * container.items.length);
    for (const item of container.items) share(item);
    return new RuffArray(container.items.slice(), container.state & ~SHARED);
  }
  if (container instanceof RuffDict) {
    for (const value of container.entries.values()) share(value);
    const copy = new RuffDict(new DictMap(container.entries));
    copy.state = container.state & ~SHARED;
    return copy;
  }
  return container.clone();
}

/** Stores into `object[index]`, copying first if shared, and returns the container to keep in its place. */
export function setIndex(object: Value, index: Value, value: Value): Value {
  if (!mayNest(value)) return storeIndex(object, index, value);
  if (!fits(value, 1)) refuseStore(object);
  const result = storeIndex(object, index, value);
  notePart(result as Container, value);
  return result;
}

function storeIndex(object: Value, index: Value, value: Value): Value {
  if (object instanceof RuffArray) {
    const { length } = object;
    if (typeof index === "number" && index < length && index >= -length) {
      const array = writable(object);
      array.put(index < 0 ? index + length : index, value);
      return array;
    }
    throw indexError(index, "Invalid index assignment");
  }
  if (object instanceof RuffDict) return storeEntry(object, index, value);
  throw new RuffError("Invalid index assignment");
}

/** The same for a dict. */
export function setEntry(object: RuffDict, index: Value, value: Value): RuffDict {
  return mayNest(value) ? (setIndex(object, index, value) as RuffDict) : storeEntry(object, index, value);
}

function storeEntry(object: RuffDict, index: Value, value: Value): RuffDict {
  const key = keyOf(index);
  if (key === null) throw new RuffError("Invalid index assignment");
  const dict = writable(object);
  dict.entries.set(key, value);
  return dict;
}

/** Stores into `object.name` in the same way; sets or adds the field. */
export function setField(object: Value, name: string, value: Value): Value {
  if (mayNest(value) && !fits(value, 1)) refuseStore(object);
  const result = storeField(object, name, value);
  if (mayNest(value)) notePart(result as Container, value);
  return result;
}

function storeField(object: Value, name: string, value: Value): Value {
  if (object instanceof RuffDict) return storeIndex(object, name, value);
  if (!(object instanceof RuffStruct)) throw new RuffError("Cannot set field on non-struct value");
  const struct = writable(object);
  setOwnField(struct, name, value);
  return struct;
}

function storeSegment(object: Value, segment: Segment, value: Value): Value {
  return segment instanceof Member
    ? storeField(object, segment.name, value)
    : storeIndex(object, segment, value);
}

/** Stores at the end of a path, e.g. `m[0].x := v`, and returns the new root. */
export function setPath(root: Value, path: readonly Segment[], value: Value): Value {
  if (!mayNest(value)) return storePath(root, path, value, 0);
  if (!fits(value, path.length)) refuseStore(getPath(root, path.slice(0, -1)));
  const result = storePath(root, path, value, 0);
  noteAlong(result, path, value);
  return result;
}

function storePath(root: Value, path: readonly Segment[], value: Value, from: number): Value {
  const segment = path[from] as Segment;
  if (from === path.length - 1) return storeSegment(root, segment, value);
  const element = step(root, segment);
  // Copying the owner first marks the element as shared, so that it is copied in turn.
  const owner = isContainer(root) ? writable(root) : root;
  const inner = storePath(element, path, value, from + 1);
  return inner === element && holdsItems(owner) ? owner : storeSegment(owner, segment, inner);
}

/** Whether a value read from it is the one that it holds: packed items are made anew each time. */
function holdsItems(owner: Value): boolean {
  return !(owner instanceof RuffArray) || owner.packed === null;
}

/** Everything along the path may have become deeper. */
function noteAlong(root: Value, path: readonly Segment[], value: Part): void {
  const [segment, ...rest] = path as [Segment, ...Segment[]];
  const inner = rest.length === 0 ? value : (step(root, segment) as Container);
  if (rest.length > 0) noteAlong(inner, rest, value);
  notePart(root as Container, inner);
}

/** The error for a value too deep to be put there; what cannot take any has its own. */
function refuseStore(object: Value): void {
  if (object instanceof RuffArray) throw tooDeep("updating array element");
  if (object instanceof RuffDict) throw tooDeep("updating dictionary entry");
  if (object instanceof RuffStruct) throw tooDeep("updating struct field");
}

function isContainer(value: Value): value is Container {
  return value instanceof RuffArray || value instanceof RuffDict || value instanceof RuffStruct;
}

/** Appends in place if the array has one owner, else to a copy. */
export function push(array: RuffArray, value: Value): RuffArray {
  const target = writable(array);
  target.append(value);
  if (mayNest(value)) notePart(target, value);
  return target;
}

// ---- literals and patterns ----

/** The items spliced by `...value` in an array literal; each gains a second owner. */
export function spreadItems(value: Value): Value[] {
  if (!(value instanceof RuffArray)) throw new RuffError("Can only spread arrays");
  return value.items.map(share);
}

/** Adds the entries spliced by `...value` in a dict literal; each gains a second owner. */
export function spreadEntries(into: DictMap, value: Value): void {
  if (!(value instanceof RuffDict)) throw new RuffError("Can only spread dicts");
  for (const [key, entry] of value.entries) into.set(key, share(entry));
}

/**
 * The element that a pattern position names, counted from the end if negative; null if there is none. It is taken out,
 * so it gains no owner, unless somebody else has the array. One counted from the end may be taken twice.
 */
export function elementOrNull(object: Value, index: number): Value {
  if (!(object instanceof RuffArray)) return null;
  const item = object.items.at(index) ?? null;
  return index >= 0 && !isShared(object) ? item : share(item);
}

/** What a pattern's rest collects: all items but the first `from` and the last `drop`. */
export function restOf(object: Value, from: number, drop: number): RuffArray {
  if (!(object instanceof RuffArray)) return new RuffArray([]);
  return new RuffArray(object.items.slice(from, Math.max(from, object.items.length - drop)).map(share));
}

/** The entry that a dict pattern names; null if there is none. Structs are not taken apart. */
export function entryOrNull(object: Value, key: string): Value {
  return object instanceof RuffDict ? (object.entries.get(key) ?? null) : null;
}

/** What a dict pattern's rest collects: all entries but the named ones. */
export function restOfEntries(object: Value, named: readonly string[]): RuffDict {
  const rest = new DictMap();
  if (object instanceof RuffDict)
    for (const [key, value] of object.entries) if (!named.includes(key)) rest.set(key, share(value));
  return new RuffDict(rest);
}
