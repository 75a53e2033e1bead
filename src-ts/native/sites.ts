/** The places where machine code can fail. Each has a number, which it hands to the host when it does. */

import type { IrFunction } from "../ir/nodes.js";
import { text } from "../runtime/text.js";
import type { UnitContext } from "./emit-body.js";
import { FIRST_SLOT, type NativeFrame } from "./frame.js";
import { storeWords } from "./emit-struct.js";
import type { IrModule, Value } from "./llvm.js";
import type { MessagePart } from "./typed.js";
import { CHARACTER, type ResultType, type Scalar, StructType } from "./types.js";

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

  /** Emits the store of the value that fills the message's gap number `index`. */
  storeValue(unit: UnitContext, type: ResultType, value: Value, index: number, fn: IrFunction): void {
    const { ir } = unit;
    const word =
      type instanceof StructType
        ? addressOfCopy(ir, type, value, this.memorySite(fn, fn.at))
        : asWord(ir, type, value);
    ir.builder.CreateStore(word, unit.frameSlot(FIRST_SLOT + index));
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
      return text(frame.read(slot++, part.type as Scalar));
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
