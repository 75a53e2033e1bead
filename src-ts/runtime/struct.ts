/**
 * Struct instances. Fields are own properties named `$field`, so that V8 gives all instances of one literal
 * one hidden class and reads fields through inline caches.
 */

import { noteBytes } from "./memory.js";
import { LEVEL, type RuffFunction, SHARED, share, UNCOUNTED, type Value } from "./value.js";

/** What an instance takes that is made field by field, roughly. */
const BYTES = 128;

/**
 * What all instances of one struct name share in one program: its methods. Each method's code is also a
 * property `name$arguments` that instances inherit, where generated code finds it through an inline cache.
 */
export class StructType {
  readonly methods = new Map<string, RuffFunction>();
  /** What instances inherit. */
  readonly prototype: RuffStruct;
  private readonly plain: new () => RuffStruct;

  constructor(readonly name: string) {
    this.plain = class extends RuffStruct {};
    this.prototype = this.plain.prototype;
    hide(this.prototype, "type", this);
  }

  /** An instance without fields. */
  make(): RuffStruct {
    noteBytes(BYTES);
    return new this.plain();
  }

  setMethod(name: string, method: RuffFunction): void {
    this.methods.set(name, method);
    const codes = this.prototype as unknown as Record<string, unknown>;
    for (const key of Object.getOwnPropertyNames(codes)) if (key.startsWith(`${name}$`)) delete codes[key];
    const { arity, required } = method.info;
    for (let count = required; count <= arity; count++) hide(codes, `${name}$${count - 1}`, method.code);
  }
}

/** Gives a prototype a property that enumerations of its instances do not meet. */
export function hide(prototype: object, name: string, value: unknown): void {
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
}

/** The struct names of one program. Methods belong to every instance of the name, wherever it was made. */
export class StructTypes {
  private readonly types = new Map<string, StructType>();

  named(name: string): StructType {
    let type = this.types.get(name);
    if (!type) {
      type = new StructType(name);
      this.types.set(name, type);
    }
    return type;
  }
}

type Fields = Record<`$${string}`, Value | undefined>;

export class RuffStruct {
  /** Inherited, like the code of the type's methods. */
  declare readonly type: StructType;
  /** Inherited: the names of the fields, if they are known to be those of a literal; else null. */
  declare layout: readonly string[] | null;
  /** `SHARED`, and the levels. */
  state = LEVEL;

  /** A copy with the same fields; each field's value then has a second owner. */
  clone(): RuffStruct {
    const copy = this.type.make();
    for (const name of fieldNames(this)) setOwnField(copy, name, share(fieldOf(this, name) as Value));
    copy.state = this.state & ~SHARED;
    return copy;
  }
}

hide(RuffStruct.prototype, "layout", null);

/** The field's value, or undefined if the instance has no such field. */
export function fieldOf(struct: RuffStruct, name: string): Value | undefined {
  return (struct as unknown as Fields)[`$${name}`];
}

/** Sets or adds a field of this very instance: copy-on-write is the caller's business. */
export function setOwnField(struct: RuffStruct, name: string, value: Value): void {
  if (struct.layout !== null && fieldOf(struct, name) === undefined) {
    struct.layout = null;
    struct.clone = RuffStruct.prototype.clone;
  }
  (struct as unknown as Fields)[`$${name}`] = value;
}

/** The names of the instance's fields, in the order in which they were set first. */
export function fieldNames(struct: RuffStruct): readonly string[] {
  return struct.layout ?? Object.keys(struct).flatMap((key) => (key.startsWith("$") ? [key.slice(1)] : []));
}

/** An instance with the given fields. */
export function makeStruct(type: StructType, fields: Iterable<readonly [string, Value]>): RuffStruct {
  const struct = type.make();
  struct.state = UNCOUNTED;
  for (const [name, value] of fields) setOwnField(struct, name, value);
  return struct;
}

/** A struct declaration as a value: so that it can be exported. Not callable. */
export class StructDefinition {
  constructor(readonly name: string) {}

  get state(): number {
    return 0;
  }
}
