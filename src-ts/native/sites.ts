/** The places where machine code can fail. Each has a number, which it hands to the host when it does. */

import type { IrFunction } from "../ir/nodes.js";
import { text } from "../runtime/text.js";
import type { UnitContext } from "./emit-body.js";
import { FIRST_SLOT, type NativeFrame } from "./frame.js";
import type { Value } from "./llvm.js";
import type { MessagePart } from "./typed.js";
import { ArrayType, type ResultType, type Scalar } from "./types.js";

export interface Site {
  readonly message: readonly MessagePart[];
  /** Where the error is, in the source of `fn`. */
  readonly at: number;
  readonly fn: IrFunction;
  /** Whether it fails on entry to `fn`: the call then never began, and the error is the caller's. */
  readonly beforeCall: boolean;
}

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
  storeValue(unit: UnitContext, type: ResultType, value: Value, index: number): void {
    const { ir } = unit;
    ir.builder.CreateStore(asWord(unit, type, value), unit.frameSlot(FIRST_SLOT + index));
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

/** The value in 64 bits. */
function asWord({ ir }: UnitContext, type: ResultType, value: Value): Value {
  if (type === "bool" || type === "null") return ir.builder.CreateZExt(value, ir.int);
  if (type === "float") return ir.builder.CreateBitCast(value, ir.int);
  return type instanceof ArrayType ? ir.builder.CreatePtrToInt(value, ir.int) : value;
}
