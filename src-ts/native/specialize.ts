/** Types a function together with everything it calls: the unit of compilation. */

import type { IrFunction } from "../ir/nodes.js";
import type { Specialize } from "./type-expression.js";
import { FunctionTyper } from "./type-function.js";
import type { LoopShape } from "./loop-unit.js";
import { type LoopResults, type NativeType, Refusal, type Specialization, type Variable } from "./typed.js";

/** At most this many specializations of one function in one unit. */
const MOST_PER_FUNCTION = 4;
/** Code generation is superlinear in size: larger units are refused. */
const MOST_NODES = 20_000;

/** A function at the types it is called with, and all specializations reachable from it, itself first. */
export interface Group {
  readonly entry: Specialization;
  readonly members: readonly Specialization[];
}

/**
 * Types the group. Results start as `never` and only grow, so that repeating the typing of all members until
 * no result changes reaches the least fixed point. Throws a `Refusal` if any member cannot be compiled.
 */
export function specializeGroup(
  fn: IrFunction,
  types: readonly NativeType[],
  shape: LoopShape | null = null,
): Group {
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
  const entry = newSpecialization(fn, types, members, shape && { types: [], returned: "never" });
  members.set(shape ? "loop" : `${fn.id}:${types.join()}`, entry);
  for (let changed = true; changed; ) {
    changed = false;
    for (const member of members.values()) {
      const before = member.result;
      new FunctionTyper(member.fn, specialize, member === entry ? shape : null).run(member);
      changed ||= member.result !== before;
    }
  }
  const all = [...members.values()];
  if (all.reduce((sum, { size }) => sum + size, 0) > MOST_NODES)
    throw new Refusal("it is too large", fn, fn.at);
  return { entry, members: all };
}

const LETTER: Record<NativeType, string> = { int: "i", float: "f", bool: "b", null: "n" };

function newSpecialization(
  fn: IrFunction,
  types: readonly NativeType[],
  members: ReadonlyMap<string, Specialization>,
  loop: LoopResults | null = null,
): Specialization {
  const plain = fn.name === "<lambda>" ? "lambda" : fn.name.replaceAll(" ", "_");
  const symbol = [plain, types.map((type) => LETTER[type]).join("")].filter(Boolean).join(".");
  const taken = [...members.values()].some((other) => other.symbol === symbol);
  const parameters: Variable[] = types.map((type, id) => ({ id, name: fn.parameters[id]?.name ?? "", type }));
  return {
    fn,
    symbol: taken ? `${symbol}.${fn.id}` : symbol,
    parameters,
    result: "never",
    variables: [],
    body: [],
    callees: [],
    loop,
    size: 0,
  };
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
