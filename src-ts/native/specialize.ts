/** Types a function together with everything it calls: the unit of compilation. */

import type { IrFunction } from "../ir/nodes.js";
import { END_OF_SAVED, FIRST_SAVED_SLOT, placesOf } from "./frame.js";
import { type FileGlobals, UnitGlobals } from "./globals.js";
import type { Specialize } from "./type-call.js";
import { FunctionTyper } from "./type-function.js";
import type { LoopShape } from "./loop-unit.js";
import { type LoopResults, Refusal, type Specialization, type Variable } from "./typed.js";
import { letters, type NativeType } from "./types.js";

/** At most this many specializations of one function in one unit. */
const MOST_PER_FUNCTION = 4;
/** Code generation is superlinear in size: larger units are refused. */
const MOST_NODES = 20_000;

/** A function at the types it is called with, and all specializations reachable from it, itself first. */
export interface Group {
  readonly entry: Specialization;
  readonly members: readonly Specialization[];
  readonly globals: UnitGlobals;
}

/**
 * Types the group. Results start as `never` and only grow, so that repeating the typing of all members until
 * no result changes reaches the least fixed point. Throws a `Refusal` if any member cannot be compiled.
 */
export function specializeGroup(
  fn: IrFunction,
  types: readonly NativeType[],
  shape: LoopShape | null,
  file: FileGlobals,
): Group {
  const globals = new UnitGlobals(file);
  const members = new Map<string, Specialization>();
  const specialize: Specialize = (target, argTypes, from) => {
    const key = `${target.id}:${argTypes.join()}`;
    let member = members.get(key);
    if (!member) {
      const versions = [...members.values()].filter((other) => other.fn === target).length;
      if (versions === MOST_PER_FUNCTION) throw from;
      member = newSpecialization(target, argTypes, members);
      members.set(key, member);
    }
    return member;
  };
  const entry = newSpecialization(fn, types, members, shape);
  members.set(shape ? "loop" : `${fn.id}:${types.join()}`, entry);
  for (let changed = true; changed; ) {
    changed = false;
    globals.changed = false;
    for (const member of members.values()) {
      const before = member.result;
      new FunctionTyper(member.fn, specialize, globals, member === entry ? shape : null).run(member);
      changed ||= member.result !== before || globals.changed;
    }
  }
  const all = [entry, ...reachableFrom(entry)].filter((member, i, list) => list.indexOf(member) === i);
  settlePurity(all);
  const writesArrays = globals.all.some(({ written, type }) => written && typeof type === "object");
  for (const member of all) member.keeps = writesArrays || typeof member.result === "object";
  if (all.reduce((sum, { size }) => sum + size, 0) > MOST_NODES)
    throw new Refusal("it is too large", fn, fn.at);
  return { entry, members: all, globals };
}

/** Helpers' names have no dot; intrinsics and array functions have one behind these words. */
function symbolOf({ name }: IrFunction, types: readonly NativeType[]): string {
  const plain = name === "<lambda>" ? "lambda" : name.replaceAll(" ", "_").replace(/^(llvm|ruff)\b/, "$1_");
  return `${plain}.${types.map(letters).join("")}`;
}

function newSpecialization(
  fn: IrFunction,
  types: readonly NativeType[],
  members: ReadonlyMap<string, Specialization>,
  shape: LoopShape | null = null,
): Specialization {
  const symbol = symbolOf(fn, types);
  const taken = [...members.values()].some((other) => other.symbol === symbol);
  const saved = shape?.inTry ? shape.liveOut : [];
  const savedTypes = saved.map((slot) => types[fn.parameters.indexOf(slot)] as NativeType);
  const places = placesOf(savedTypes, FIRST_SAVED_SLOT);
  if ((places.at(-1) as number) > END_OF_SAVED)
    throw new Refusal("it changes too many variables inside a try", fn, fn.at);
  const parameters = types.map((type, id): Variable => {
    const slot = fn.parameters[id];
    const place = slot ? saved.indexOf(slot) : -1;
    const natural = slot !== undefined && slot === shape?.natural;
    return {
      id,
      name: slot?.name ?? "",
      type,
      ...(natural && { natural }),
      ...(place >= 0 && { pinned: places[place] }),
    };
  });
  const loop: LoopResults | null = shape && { types: [], exits: [], returned: "never", savedTypes: [] };
  return {
    fn,
    symbol: taken ? `${symbol}.${members.size}` : symbol,
    parameters,
    result: "never",
    variables: [],
    tags: new Map(),
    body: [],
    callees: [],
    loop,
    pure: false,
    keeps: true,
    hasLoops: false,
    size: 0,
  };
}

/** Pure is what touches no memory, which typing has found out, and calls only what is pure. */
function settlePurity(members: readonly Specialization[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const member of members) {
      if (!member.pure || member.callees.every(({ pure }) => pure)) continue;
      member.pure = false;
      changed = true;
    }
  }
}

/** The members that can call themselves, directly or through others: each with all members of its cycle. */
export function recursiveMembers(group: Group): Map<Specialization, ReadonlySet<Specialization>> {
  const reachable = new Map(group.members.map((member) => [member, reachableFrom(member)]));
  const cycles = new Map<Specialization, ReadonlySet<Specialization>>();
  for (const [member, reached] of reachable) {
    if (!reached.has(member)) continue;
    const cycle = [...reached].filter((other) => reachable.get(other)?.has(member));
    cycles.set(member, new Set(cycle));
  }
  return cycles;
}

function reachableFrom(start: Specialization): Set<Specialization> {
  const reached = new Set<Specialization>();
  const pending = [...start.callees];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...next.callees);
  }
  return reached;
}
