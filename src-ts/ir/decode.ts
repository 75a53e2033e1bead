/** From the text that `encode.ts` makes of a compiled file back to the file. */

import type { Mutability } from "../runtime/binding.js";
import type { SourceText } from "../syntax/source.js";
import {
  ABSENT,
  type Encoded,
  type EncodedBlock,
  type EncodedFunction,
  type EncodedModule,
  type EncodedNode,
  type EncodedSlot,
  type EncodedSummary,
  type EncodedWaits,
} from "./encode.js";
import type { Block, FieldKind, IrFunction, IrNode, Module, Slot, Statement, Waits } from "./nodes.js";
import type { Summary } from "./summary.js";
import { FIELDS, KINDS } from "./walk.js";

const FIELDS_BY_NUMBER = KINDS.map((kind) => FIELDS.get(kind) ?? []);

/** The module again, as one of this source. The text must be what `encodeModule` made, in this version of Ruff. */
export function decodeModule(text: string, source: SourceText): Module {
  const tables = text.indexOf("\n");
  return new ModuleDecoder(text).decode(JSON.parse(text.slice(0, tables)), tables + 1, source);
}

/** What a body's text means: the body and all its nodes. */
interface DecodedBody {
  readonly body: Block;
  readonly nodes: readonly IrNode[];
}

/** A function whose body is decoded when it is first wanted. */
class DecodedFunction implements IrFunction {
  readonly at: number;
  readonly end: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isTask: boolean;
  readonly parameters: Slot[] = [];
  required: number;
  takesSelf: boolean;
  consumes: boolean[];
  readonly captures = new Set<Slot>();
  slotCount: number;
  private decoded: DecodedBody | null = null;
  private knownSummary: Summary | null = null;

  constructor(
    readonly id: number,
    readonly name: string,
    readonly parent: IrFunction | null,
    private readonly encoded: EncodedFunction,
    private readonly decoder: ModuleDecoder,
    /** Where its body's text begins. */
    private readonly from: number,
  ) {
    const [, , at, end, , required, flags, consumes, , slotCount] = encoded;
    this.at = at;
    this.end = end;
    this.required = required;
    [this.isAsync, this.isGenerator, this.isTask, this.takesSelf] = flags;
    this.consumes = [...consumes];
    this.slotCount = slotCount;
  }

  addSlots(): void {
    const [, , , , parameters, , , , captures] = this.encoded;
    this.parameters.push(...this.decoder.slotList(parameters));
    for (const slot of this.decoder.slotList(captures)) this.captures.add(slot);
  }

  get body(): Block {
    return this.content.body;
  }

  get nodes(): readonly IrNode[] {
    return this.content.nodes;
  }

  get summary(): Summary {
    this.knownSummary ??= this.decoder.summary(this.encoded[10]);
    return this.knownSummary;
  }

  /** If there is no stack left for it, the next one who asks has it decoded. */
  private get content(): DecodedBody {
    this.decoded ??= this.decoder.body(this.from, this.encoded[11]);
    return this.decoded;
  }
}

class ModuleDecoder {
  private readonly functions: DecodedFunction[] = [];
  private slots: readonly Slot[] = [];
  /** The nodes of the body being decoded. */
  private nodes: IrNode[] = [];

  constructor(private readonly text: string) {}

  /** `from` is where the first body's text begins. */
  decode(tables: EncodedModule, from: number, source: SourceText): Module {
    let next = from;
    // A function comes behind the one that it stands in.
    tables.functions.forEach((encoded, id) => {
      const [name, parent] = encoded;
      this.functions.push(new DecodedFunction(id, name, this.function(parent), encoded, this, next));
      next += encoded[11];
    });
    this.slots = tables.slots.map((slot) => this.decodeSlot(slot));
    this.functions.forEach((fn) => fn.addSlots());
    return {
      source,
      main: this.functions[0] as IrFunction,
      functions: this.functions,
      exports: tables.exports.map(([name, slot]) => ({ name, slot: this.slots[slot] as Slot })),
      cleanup: this.function(tables.cleanup),
      waits: tables.waits && this.waits(tables.waits),
    };
  }

  private function(number: number): IrFunction | null {
    return number === ABSENT ? null : (this.functions[number] as IrFunction);
  }

  private functionList(numbers: readonly number[]): IrFunction[] {
    return numbers.map((number) => this.functions[number] as IrFunction);
  }

  slotList(numbers: readonly number[]): Slot[] {
    return numbers.map((number) => this.slots[number] as Slot);
  }

  private decodeSlot(encoded: EncodedSlot): Slot {
    const [id, name, mutability, owner, global, index, captured, maybeUnbound, constant] = encoded;
    return {
      id,
      name,
      mutability: mutability as Mutability,
      owner: this.functions[owner] as IrFunction,
      global,
      index,
      captured,
      maybeUnbound,
      constant: this.function(constant),
    };
  }

  summary([calls, values, assigns, methods, builtins, hasFloatLiteral, imports]: EncodedSummary): Summary {
    return {
      calls: new Set(this.functionList(calls)),
      values: new Set(this.functionList(values)),
      assigns: new Set(this.functionList(assigns)),
      methods: this.functionList(methods),
      builtins: new Set(builtins),
      hasFloatLiteral,
      imports,
    };
  }

  body(from: number, length: number): DecodedBody {
    this.nodes = [];
    const body = this.block(JSON.parse(this.text.slice(from, from + length)));
    return { body, nodes: this.nodes };
  }

  private block([slots, body]: EncodedBlock): Block {
    return { slots: this.slotList(slots), body: body.map((node) => this.node(node) as Statement) };
  }

  private node(encoded: EncodedNode): IrNode {
    const [number, at] = encoded;
    const node: Record<string, unknown> = { kind: KINDS[number], at };
    this.nodes.push(node as unknown as IrNode);
    (FIELDS_BY_NUMBER[number] ?? []).forEach(({ name, kind }, i) => {
      node[name] = this.field(kind, encoded[i + 2] as Encoded);
    });
    return node as unknown as IrNode;
  }

  private field(kind: FieldKind, value: Encoded): unknown {
    switch (kind) {
      case "int":
        return typeof value === "string" ? BigInt(value) : value;
      case "double":
        return Number(value);
      case "slot":
        return this.slots[value as number];
      case "slot?":
        return this.slots[value as number] ?? null;
      case "slots":
        return this.slotList(value as readonly number[]);
      case "expression":
        return this.node(value as EncodedNode);
      case "expressions":
        return (value as readonly EncodedNode[]).map((node) => this.node(node));
      case "block":
      case "block?":
        return value && this.block(value as unknown as EncodedBlock);
      case "function":
        return this.function(value as number);
      case "functions":
        return this.functionList(value as readonly number[]);
      default:
        return value;
    }
  }

  private waits([functions, nodes]: EncodedWaits): Waits {
    const waiting = nodes.flatMap((places, id) => {
      const fn = this.functions[id] as IrFunction;
      return places.map((place) => fn.nodes[place] as IrNode);
    });
    return { nodes: new Set(waiting), functions: new Set(this.functionList(functions)) };
  }
}
