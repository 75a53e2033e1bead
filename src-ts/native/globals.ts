/**
 * Top-level variables that a unit uses.
 *
 * While machine code runs, no one else can change them. So each is a variable of the whole unit: it goes in with the
 * arguments, lives in the frame, where all functions of the unit find it, and is handed back if it was written. One
 * that never changes once it is bound is no variable at all, but a constant.
 */

import type { IrFunction, IrNode, Module, Slot } from "../ir/nodes.js";
import { slotsOf } from "../ir/walk.js";
import { fieldOf, type RuffStruct } from "../runtime/struct.js";
import { type Float, RuffArray, type Value } from "../runtime/value.js";
import { driverOf } from "./driver.js";
import { FIRST_GLOBAL_SLOT, FIRST_SAVED_SLOT } from "./frame.js";
import { Hooks } from "./hooks.js";
import { constant } from "./operators.js";
import { Refusal, type TypedExpression, type Variable } from "./typed.js";
import { joinTypes, type NativeType, StructType, wordsOf } from "./types.js";
import { nativeTypeOf } from "./value-types.js";

/** How the host reads and writes a top-level variable; undefined while it is unbound. */
export interface GlobalAccess {
  get(): Value | undefined;
  set(value: Value): void;
}

export interface UnitGlobal {
  readonly slot: Slot;
  readonly variable: Variable;
  /** What it must be when the unit is entered. */
  readonly typeBefore: NativeType;
  /** What it is afterwards: an array may have got its first items. */
  type: NativeType;
  written: boolean;
}

/** What the native engine knows about the top-level variables of a file. */
export class FileGlobals {
  private readonly access = new Map<Slot, GlobalAccess>();
  private final: ReadonlySet<Slot> | null = null;
  private readonly slots: ReadonlyMap<number, Slot>;
  private knownHooks: Hooks | null = null;

  constructor(readonly module: Module) {
    this.slots = new Map(sharedGlobals(module).map((slot) => [slot.id, slot]));
  }

  get hooks(): Hooks {
    this.knownHooks ??= new Hooks(this.module);
    return this.knownHooks;
  }

  /** Those that functions use: what the engine has to be able to read and write. */
  get shared(): readonly Slot[] {
    return [...this.slots.values()];
  }

  connect(id: number, access: GlobalAccess): void {
    this.access.set(this.slots.get(id) as Slot, access);
  }

  valueOf(slot: Slot): Value | undefined {
    return this.access.get(slot)?.get();
  }

  set(slot: Slot, value: Value): void {
    this.access.get(slot)?.set(value);
  }

  /** Whether the variable keeps the value that it is first bound to. */
  isFinal(slot: Slot): boolean {
    this.final ??= finalGlobals(this.module);
    return this.final.has(slot);
  }
}

/** The top-level variables that one unit uses. */
export class UnitGlobals {
  private readonly used = new Map<Slot, UnitGlobal>();
  private nextSlot = FIRST_GLOBAL_SLOT;
  /** Those that must be unbound whenever the unit is entered, since it takes a name for something else. */
  readonly unbound = new Set<Slot>();
  /** Set whenever something has become known that earlier typing did not know. */
  changed = false;

  constructor(private readonly file: FileGlobals) {}

  get all(): readonly UnitGlobal[] {
    return [...this.used.values()];
  }

  get hooks(): Hooks {
    return this.file.hooks;
  }

  /** Whether the function is one of the file, so that its top-level variables are these. */
  isOfFile(fn: IrFunction): boolean {
    return this.file.module.functions[fn.id] === fn;
  }

  isBound(slot: Slot): boolean {
    if (this.file.valueOf(slot) !== undefined) return true;
    this.unbound.add(slot);
    return false;
  }

  /** The value of a variable that never changes, if it is a plain one, or a struct of such. */
  constantOf(slot: Slot): TypedExpression | null {
    const value = this.file.isFinal(slot) ? this.file.valueOf(slot) : undefined;
    return value === undefined ? null : literalOf(value);
  }

  /** The variable of the unit that stands for a top-level one. */
  variableFor(slot: Slot, fn: IrFunction, at: number): UnitGlobal {
    let global = this.used.get(slot);
    if (!global) {
      global = this.add(slot, fn, at);
      this.used.set(slot, global);
    }
    return global;
  }

  private add(slot: Slot, fn: IrFunction, at: number): UnitGlobal {
    const value = this.file.valueOf(slot);
    if (value === undefined) throw new Refusal(`it uses ${slot.name}, which has no value yet`, fn, at);
    const type = nativeTypeOf(value);
    if (type === null)
      throw new Refusal(
        `it uses the top-level variable ${slot.name}, whose value is none for machine code`,
        fn,
        at,
      );
    const pinned = this.nextSlot;
    this.nextSlot += wordsOf(type);
    if (this.nextSlot > FIRST_SAVED_SLOT) throw new Refusal("it uses too many top-level variables", fn, at);
    const variable = { id: -1, name: slot.name, type, pinned };
    return { slot, variable, typeBefore: type, type, written: false };
  }

  /** Notes that the variable gets a value of the type; false if it then would have another type than before. */
  write(global: UnitGlobal, type: NativeType): boolean {
    const joined = joinTypes(global.type, type);
    if (joined === null || joined === "never") return false;
    if (joined !== global.type || !global.written) this.changed = true;
    global.type = joined;
    global.written = true;
    return true;
  }
}

/** The top-level variables that functions of the file use, or that a name at the top level may mean. */
function sharedGlobals(module: Module): Slot[] {
  const open = new Set<Slot>();
  for (const node of module.main.nodes)
    if ("candidates" in node) for (const slot of node.candidates) open.add(slot);
  return module.main.body.slots.filter((slot) => slot.constant === null && (slot.captured || open.has(slot)));
}

function literalOf(value: Value): TypedExpression | null {
  if (value instanceof RuffArray || typeof value === "string") return null;
  const type = nativeTypeOf(value);
  if (type instanceof StructType) {
    const values = type.fields.map(({ name }) => literalOf(fieldOf(value as RuffStruct, name) as Value));
    return values.every((field) => field !== null) ? { kind: "struct", type, values } : null;
  }
  if (type === null || typeof type === "object") return null;
  const literal = type === "float" ? (value as Float).value : value;
  return constant(type, literal as number | bigint | boolean | null);
}

/** Those that are bound once, by a statement of the file's own scope, and changed nowhere. */
function finalGlobals(module: Module): Set<Slot> {
  const writes = new Map<Slot, number>();
  for (const fn of module.functions)
    for (const node of fn.nodes)
      for (const slot of writtenBy(node)) writes.set(slot, (writes.get(slot) ?? 0) + 1);
  const once = new Set<Slot>();
  for (const statement of module.main.body.body)
    for (const slot of writtenBy(statement)) if (writes.get(slot) === 1) once.add(slot);
  return once;
}

/** The slots that a node, leaving aside what is inside it, binds or changes. */
function writtenBy(node: IrNode): Slot[] {
  return READERS.has(node.kind) ? [] : slotsOf(node);
}

const READERS: ReadonlySet<string> = new Set<IrNode["kind"]>([
  "callFunction",
  "get",
  "hasField",
  "isBound",
  "lookup",
  "receiverField",
]);

/** The top-level variables that functions may touch which a loop's nodes call: it must not keep copies of them. */
export function globalsOfCalls(loop: readonly IrNode[], hooks: Hooks): Set<Slot> {
  const touched = new Set<Slot>();
  const seen = new Set<IrFunction>();
  const enter = (fn: IrFunction): void => {
    if (seen.has(fn)) return;
    seen.add(fn);
    for (const inner of fn.nodes) {
      for (const slot of slotsOf(inner)) if (slot.global && slot.constant === null) touched.add(slot);
      visit(inner);
    }
  };
  const visit = (node: IrNode): void => {
    calleesOf(node, hooks).forEach(enter);
  };
  loop.forEach(visit);
  return touched;
}

/** The functions that a node may call, if they are known. */
function calleesOf(node: IrNode, hooks: Hooks): readonly IrFunction[] {
  switch (node.kind) {
    case "callFunction":
      return [node.target];
    case "call":
      return hooks.functions;
    case "callMethod":
      return node.targets;
    case "callBuiltin": {
      const driver = driverOf(node);
      return driver ? [driver.callback] : [];
    }
    case "binary":
    case "update":
      return hooks.named(node.operator);
    default:
      return [];
  }
}
