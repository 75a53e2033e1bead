/**
 * The values of a running program, shared by every engine.
 *
 * An int is a `number` while it is a safe integer and a `bigint` beyond (always canonical: see `int.ts`);
 * a float is an instance of `Float`, so that `typeof v === "number"` alone identifies the common int.
 * Containers are values: they are copied on write, and only when `SHARED` says that they may have a second
 * owner. The rules for setting the bit are in `compiler/ownership.ts`. What may be inside another value has a
 * `state`, which says how deep it is: nothing for values that show nothing of what they hold. Handles (functions, generators,
 * iterators, promises, channels, modules) share identity when copied.
 */

import type { SourceText } from "../syntax/source.js";
import type { DictMap } from "./dict-map.js";
import type { Handle } from "./handle.js";
import {
  FUNCTIONS_AT_ONCE,
  ITEMS_AT_ONCE,
  isDue,
  noteBytes,
  noteFunctions,
  reserveBytes,
  reserveItem,
} from "./memory.js";
import type { Packed } from "./packed.js";
import { RuffStruct, type StructDefinition } from "./struct.js";
import type { Resumable } from "./tasks.js";

export type Int = number | bigint;
export type Value =
  | null
  | boolean
  | Int
  | string
  | Float
  | RuffArray
  | RuffDict
  | RuffStruct
  | StructDefinition
  | Tagged
  | Wrapped
  | RuffFunction
  | Builtin
  | Handle;

/** In `state`: a second owner may exist, so that a write through any owner must copy first. */
export const SHARED = 1;
/** In `state`: one level of nesting (`nesting.ts`), the container's own or one below it. */
export const LEVEL = 2;
/** The `state` of values whose levels have not been counted. */
export const UNCOUNTED = 2 ** 29;

/** An IEEE double. Of all values only floats have a property `value`: generated code tells them by it. */
export class Float {
  constructor(readonly value: number) {}

  get state(): number {
    return 0;
  }
}

export class RuffArray {
  /** `SHARED`, and the levels. */
  state: number;
  /** The items in flat memory, as machine code has them; else they are in `generic`. */
  packed: Packed | null = null;
  /** Its number among the arrays that are in machine code at the moment, if it is. */
  crossing = -1;
  /** The items, unless they are packed: then it is empty. */
  generic: Value[];

  constructor(items: Value[], state = UNCOUNTED) {
    this.state = state;
    this.generic = items;
    if (items.length > ITEMS_AT_ONCE) noteBytes(8 * items.length);
  }

  static ofPacked(packed: Packed): RuffArray {
    const array = new RuffArray([], LEVEL);
    array.packed = packed;
    return array;
  }

  get length(): number {
    return this.packed === null ? this.generic.length : this.packed.length;
  }

  /** The items as JavaScript values: unpacks them. */
  get items(): Value[] {
    if (this.packed !== null) {
      reserveBytes(24 * this.packed.length);
      this.generic = this.packed.toItems();
      this.packed = null;
    }
    return this.generic;
  }

  /** The item at a position, or undefined if there is none. */
  at(i: number): Value | undefined {
    if (this.packed === null || this.packed.isUsedHere()) return i >= 0 ? this.items[i] : undefined;
    return i >= 0 && i < this.packed.length ? this.packed.get(i) : undefined;
  }

  /** Overwrites the item at a position that exists. */
  put(i: number, value: Value): void {
    if (this.packed === null || this.packed.isUsedHere() || !this.packed.set(i, value)) this.items[i] = value;
  }

  append(value: Value): void {
    if (this.packed?.push(value)) return;
    const { items } = this;
    if (isDue(items.length)) reserveItem(items.length);
    items.push(value);
  }
}

/** String keys in order of insertion. */
export class RuffDict {
  /** `SHARED`, and the levels. */
  state = UNCOUNTED;
  constructor(readonly entries: DictMap) {}
}

/** `Base::Variant(payload...)`. Immutable. */
export class Tagged {
  constructor(
    /** `Base::Variant` */
    readonly tag: string,
    readonly payload: readonly Value[],
    /** The levels. */
    public state = UNCOUNTED,
  ) {}
}

export type Arm = "Ok" | "Err" | "Some" | "None";

/** A Result or an Option. Immutable. */
export class Wrapped {
  constructor(
    readonly arm: Arm,
    readonly inner: Value,
  ) {}

  /** Levels are not kept here: there is only one value to ask. */
  get state(): number {
    return this.arm === "None" ? 0 : UNCOUNTED;
  }
}

/** The one `None`. */
export const NONE = new Wrapped("None", null);

/** What every closure of one function literal has in common. */
export interface FunctionInfo {
  /** The declared name; `S.m` for methods, `<lambda>` for function expressions. */
  readonly name: string;
  /** How many arguments the code takes, a receiver included. */
  readonly arity: number;
  /** How many of them a call must give; the others have default values. */
  readonly required: number;
  /** Whether the first of them is a receiver. */
  readonly takesSelf: boolean;
  /** Whether the body uses bindings of an enclosing function or block (top-level bindings do not count). */
  readonly capturesLocals: boolean;
  readonly source: SourceText;
}

/** Those made since the last ones were told of. */
let functions = 0;

/**
 * A user function: a closure. `code` takes its parameters, `self` first if there is one; callers check that there
 * are as many as it requires and no more than it has. Parameters left out are undefined.
 */
export class RuffFunction {
  constructor(
    readonly info: FunctionInfo,
    readonly code: (...args: Value[]) => Value,
  ) {
    functions = (functions + 1) & (FUNCTIONS_AT_ONCE - 1);
    if (functions === 0) noteFunctions();
  }

  get state(): number {
    return 0;
  }
}

/** A function that may wait: in tasks its resumable form is called. */
export class ResumableFunction extends RuffFunction {
  constructor(
    info: FunctionInfo,
    code: (...args: Value[]) => Value,
    readonly resumable: (...args: Value[]) => Resumable,
  ) {
    super(info, code);
  }
}

/** A builtin function as a value. */
export class Builtin {
  constructor(
    readonly name: string,
    readonly call: (args: Value[]) => Value,
    /** The same in resumable code, if it may wait. */
    readonly callResumable: ((args: Value[]) => Resumable) | null = null,
  ) {}

  get state(): number {
    return 0;
  }
}

/** False for `false`, `null`, zero, and empty strings, arrays and dicts. */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "bigint":
      return true;
    case "string":
      return value !== "";
  }
  if (value === null) return false;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof RuffArray) return value.length > 0;
  return !(value instanceof RuffDict && value.entries.size === 0);
}

/** Marks a container as having a second owner; any other value is left as it is. Returns the value. */
export function share(value: Value): Value {
  if (typeof value === "object" && value !== null) shareObject(value);
  return value;
}

/** A part of containers that is about to be replaced in them: they give it up if each of them has one owner. */
export function taken(value: Value, owners: readonly Value[]): Value {
  return owners.every(hasOneOwner) ? value : share(value);
}

function hasOneOwner(value: Value): boolean {
  const isContainer = value instanceof RuffStruct || value instanceof RuffArray || value instanceof RuffDict;
  return isContainer && (value.state & SHARED) === 0;
}

function shareObject(value: object): void {
  if (value instanceof RuffStruct || value instanceof RuffArray || value instanceof RuffDict)
    value.state |= SHARED;
}
