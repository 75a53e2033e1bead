/** The places where machine code can fail. Each has a number, which it hands to the host when it does. */

import type { IrFunction } from "../ir/nodes.js";
import { text } from "../runtime/text.js";
import type { UnitContext } from "./emit-body.js";
import { FIRST_SLOT, type NativeFrame } from "./frame.js";
import { partsOf } from "./emit-number.js";
import { storeWords } from "./emit-struct.js";
import type { IrModule, Value } from "./llvm.js";
import type { MessagePart } from "./typed.js";
import { CHARACTER, type NumberType, type ResultType, type Scalar, StructType, slotsOf } from "./types.js";

export interface Site {
  readonly message: readonly MessagePart[];
  /** Where the error is, in the source of `fn`. */
  readonly at: number;
  readonly fn: IrFunction;
  /** Whether it fails on entry to `fn`: the call then never began, and the error is the caller's. */
  readonly beforeCall: boolean;
}

const OUT_OF_MEMORY = "Out of memory";

export class Sites {
  private readonly sites: Site[] = [];
  private readonly known = new Map<string, number>();

  /** The number of a site, from 1. Copies of one place in the source are one site. */
  siteFor(site: Site): number {
    const types = site.message.map((part) => (typeof part === "string" ? part : `\0${part.type}`));
    const key = `${site.fn.id}:${site.at}:${types.join("")}`;
    let number = this.known.get(key);
    if (number === undefined) {
      number = this.sites.push(site);
      this.known.set(key, number);
    }
    return number;
  }

  site(number: number): Site {
    return this.sites[number - 1] as Site;
  }

  /** Emits the stores of the values that go out through the frame: results, or what fills a message's gaps. */
  storeValues(
    unit: UnitContext,
    types: readonly ResultType[],
    values: readonly Value[],
    fn: IrFunction,
  ): void {
    let slot = FIRST_SLOT;
    values.forEach((value, i) => {
      for (const word of this.words(unit.ir, types[i] as ResultType, value, fn))
        unit.ir.builder.CreateStore(word, unit.frameSlot(slot++));
    });
  }

  /** The value as the host expects it in the frame. */
  private words(ir: IrModule, type: ResultType, value: Value, fn: IrFunction): Value[] {
    if (type instanceof StructType) return [addressOfCopy(ir, type, value, this.memorySite(fn, fn.at))];
    if (type !== "number") return [asWord(ir, type, value)];
    const { isFloat, int, float } = partsOf({ ir }, value, type);
    const bits = ir.builder.CreateSelect(isFloat, asWord(ir, "float", float), int);
    return [bits, asWord(ir, "bool", isFloat)];
  }

  /** The number of the site where memory runs out. */
  memorySite(fn: IrFunction, at: number): number {
    return this.siteFor({ message: [OUT_OF_MEMORY], at, fn, beforeCall: false });
  }

  /** The message of a site that has just failed, with the values that it left in the frame. */
  message(site: Site, frame: NativeFrame): string {
    let slot = FIRST_SLOT;
    const parts = site.message.map((part) => {
      if (typeof part === "string") return part;
      const type = part.type as Scalar | NumberType;
      const value = text(frame.read(slot, type));
      slot += slotsOf(type);
      return value;
    });
    return parts.join("");
  }
}

/** Puts a struct into memory, where the host finds it when machine code has ended. */
function addressOfCopy(ir: IrModule, type: StructType, value: Value, site: number): Value {
  const args = [ir.int64(8 * type.words), ir.bool(false), ir.int32(site)];
  const memory = ir.callExternal("ruff.memory", ir.bytes, args, [ir.int, ir.bit, ir.builder.getInt32Ty()]);
  const words = ir.builder.CreateBitCast(memory, ir.pointerTo(ir.int));
  storeWords(ir, words, ir.int64(0), type, value);
  return ir.builder.CreatePtrToInt(memory, ir.int);
}

/** The value in 64 bits. */
function asWord(ir: IrModule, type: ResultType, value: Value): Value {
  if (type === "bool" || type === "null") return ir.builder.CreateZExt(value, ir.int);
  if (type === "float") return ir.builder.CreateBitCast(value, ir.int);
  if (type === CHARACTER) return ir.builder.CreateZExt(value, ir.int);
  return typeof type === "object" ? ir.builder.CreatePtrToInt(value, ir.int) : value;
}
