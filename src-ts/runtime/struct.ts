/**
 * Struct instances. Fields are own properties named `$field`, so that V8 gives all instances of one literal
 * one hidden class and reads fields through inline caches.
 */

import { type RuffFunction, share, type Value } from "./value.js";

/**
 * What all instances of one struct name share in one program: its methods. Each method's code is also a
 * property `name$arguments` of the type, where generated code finds it through an inline cache.
 */
export class StructType {
  readonly methods = new Map<string, RuffFunction>();
  constructor(readonly name: string) {}

  setMethod(name: string, method: RuffFunction): void {
    this.methods.set(name, method);
    const codes = this as unknown as Record<string, RuffFunction["code"]>;
    for (const key of Object.keys(codes)) if (key.startsWith(`${name}$`)) delete codes[key];
    const { arity, required } = method.info;
    for (let count = required; count <= arity; count++) codes[`${name}$${count - 1}`] = method.code;
  }
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
  /** Whether a second owner may exist: a write through any owner must then copy first. */
  shared = false;
  constructor(readonly type: StructType) {}

  /** A copy with the same fields; each field's value then has a second owner. */
  clone(): RuffStruct {
    return copyFields(this, new RuffStruct(this.type));
  }
}

/** Gives `to` the fields of `from`, which gain a second owner by that. */
export function copyFields(from: RuffStruct, to: RuffStruct): RuffStruct {
  for (const name of fieldNames(from)) setOwnField(to, name, share(fieldOf(from, name) as Value));
  return to;
}

/** The field's value, or undefined if the instance has no such field. */
export function fieldOf(struct: RuffStruct, name: string): Value | undefined {
  return (struct as unknown as Fields)[`$${name}`];
}

/** Sets or adds a field of this very instance: copy-on-write is the caller's business. */
export function setOwnField(struct: RuffStruct, name: string, value: Value): void {
  (struct as unknown as Fields)[`$${name}`] = value;
}

/** The names of the instance's fields, in the order in which they were set first. */
export function fieldNames(struct: RuffStruct): string[] {
  return Object.keys(struct).flatMap((key) => (key.startsWith("$") ? [key.slice(1)] : []));
}

/** An instance with the given fields. */
export function makeStruct(type: StructType, fields: Iterable<readonly [string, Value]>): RuffStruct {
  const struct = new RuffStruct(type);
  for (const [name, value] of fields) setOwnField(struct, name, value);
  return struct;
}

/** A struct declaration as a value: so that it can be exported. Not callable. */
export class StructDefinition {
  constructor(readonly name: string) {}
}
