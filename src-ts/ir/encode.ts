/**
 * A compiled file as text, from which `decode.ts` makes the same again without reading or lowering anything.
 *
 * Slots and functions stand in tables, and everything else names them by their places there. A node is a list: the
 * number of its kind, its offset, then its fields in the order of the tables in `nodes.ts`; a block is its slots and
 * its statements. All of it is JSON: the tables first, on a line of their own, then the body of each function, so that
 * each can be decoded when it is first wanted.
 */

import type { Block, IrFunction, IrNode, Module, Slot, Waits } from "./nodes.js";
import type { Summary } from "./summary.js";
import { fieldsOf, type FieldValue, KINDS, nodesIn } from "./walk.js";

/** What JSON can hold, of what is used here. */
export type Encoded = string | number | boolean | null | readonly Encoded[];

export interface EncodedModule {
  readonly functions: readonly EncodedFunction[];
  readonly slots: readonly EncodedSlot[];
  readonly exports: readonly (readonly [name: string, slot: number])[];
  readonly cleanup: number;
  readonly waits: EncodedWaits | null;
}

export type EncodedFunction = readonly [
  name: string,
  parent: number,
  at: number,
  end: number,
  parameters: readonly number[],
  required: number,
  /** async, generator, task, takes self */
  flags: readonly [boolean, boolean, boolean, boolean],
  consumes: readonly boolean[],
  captures: readonly number[],
  slotCount: number,
  summary: EncodedSummary,
  /** Length of its body's text. */
  length: number,
];

export type EncodedSummary = readonly [
  calls: readonly number[],
  values: readonly number[],
  assigns: readonly number[],
  methods: readonly number[],
  builtins: readonly string[],
  hasFloatLiteral: boolean,
  imports: boolean,
];

export type EncodedSlot = readonly [
  id: number,
  name: string,
  mutability: string,
  owner: number,
  global: boolean,
  index: number,
  captured: boolean,
  maybeUnbound: boolean,
  constant: number,
];

export type EncodedBlock = readonly [slots: readonly number[], body: readonly EncodedNode[]];

export type EncodedNode = readonly [kind: number, at: number, ...fields: Encoded[]];

/** The functions, and of each function its nodes by their places among all nodes of its body. */
export type EncodedWaits = readonly [functions: readonly number[], nodes: readonly (readonly number[])[]];

/** Stands for a function or slot that is not there. */
export const ABSENT = -1;

const KIND_NUMBERS = new Map(KINDS.map((kind, i) => [kind, i]));

export function encodeModule(module: Module): string {
  return new ModuleEncoder().encode(module);
}

class ModuleEncoder {
  private readonly slots: Slot[] = [];
  private readonly slotNumbers = new Map<Slot, number>();

  encode({ functions, exports, cleanup, waits }: Module): string {
    const bodies = functions.map(({ body }) => JSON.stringify(this.block(body)));
    const tables: EncodedModule = {
      functions: functions.map((fn, i) => this.function(fn, (bodies[i] as string).length)),
      exports: exports.map(({ name, slot }) => [name, this.slot(slot)]),
      slots: this.slots.map(encodeSlot),
      cleanup: numberOf(cleanup),
      waits: waits && encodeWaits(waits, functions),
    };
    return `${JSON.stringify(tables)}\n${bodies.join("")}`;
  }

  private function(fn: IrFunction, length: number): EncodedFunction {
    return [
      fn.name,
      numberOf(fn.parent),
      fn.at,
      fn.end,
      this.slotList(fn.parameters),
      fn.required,
      [fn.isAsync, fn.isGenerator, fn.isTask, fn.takesSelf],
      fn.consumes,
      this.slotList([...fn.captures]),
      fn.slotCount,
      encodeSummary(fn.summary),
      length,
    ];
  }

  private slot(slot: Slot | null): number {
    if (slot === null) return ABSENT;
    let number = this.slotNumbers.get(slot);
    if (number === undefined) {
      number = this.slots.push(slot) - 1;
      this.slotNumbers.set(slot, number);
    }
    return number;
  }

  private slotList(slots: readonly Slot[]): number[] {
    return slots.map((slot) => this.slot(slot));
  }

  private block({ slots, body }: Block): EncodedBlock {
    return [this.slotList(slots), body.map((node) => this.node(node))];
  }

  private node(node: IrNode): EncodedNode {
    const encoded: [number, number, ...Encoded[]] = [KIND_NUMBERS.get(node.kind) as number, node.at];
    for (const field of fieldsOf(node)) encoded.push(this.field(field));
    return encoded;
  }

  private field({ kind, value }: FieldValue): Encoded {
    switch (kind) {
      case "int":
        return typeof value === "bigint" ? String(value) : value;
      case "double":
        return Number.isFinite(value) && !Object.is(value, -0) ? value : String(value);
      case "slot":
      case "slot?":
        return this.slot(value);
      case "slots":
        return this.slotList(value);
      case "expression":
        return this.node(value);
      case "expressions":
        return value.map((node) => this.node(node));
      case "block":
      case "block?":
        return value && this.block(value);
      case "function":
        return numberOf(value);
      case "functions":
        return value.map(numberOf);
      default:
        return value;
    }
  }
}

function numberOf(fn: IrFunction | null): number {
  return fn?.id ?? ABSENT;
}

function encodeSummary(summary: Summary): EncodedSummary {
  const { calls, values, assigns, methods, builtins, hasFloatLiteral, imports } = summary;
  const numbers = (functions: Iterable<IrFunction>): number[] => Array.from(functions, numberOf);
  return [
    numbers(calls),
    numbers(values),
    numbers(assigns),
    numbers(methods),
    [...builtins],
    hasFloatLiteral,
    imports,
  ];
}

function encodeSlot(slot: Slot): EncodedSlot {
  const { id, name, mutability, owner, global, index, captured, maybeUnbound, constant } = slot;
  return [id, name, mutability, owner.id, global, index, captured, maybeUnbound, numberOf(constant)];
}

function encodeWaits(waits: Waits, functions: readonly IrFunction[]): EncodedWaits {
  const nodes = functions.map((fn) =>
    nodesIn(fn.body).flatMap((node, place) => (waits.nodes.has(node) ? [place] : [])),
  );
  return [[...waits.functions].map(numberOf), nodes];
}
