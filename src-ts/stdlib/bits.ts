/** Bit operations on ints as 64-bit two's complement. */

import { canonical } from "../runtime/int.js";
import { debugForm } from "../runtime/text.js";
import type { Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, expects, fail, parameters } from "./spec.js";

function intFrom(name: string, parameter: string, value: Value): bigint {
  if (typeof value === "number" || typeof value === "bigint") return BigInt(value);
  return fail(`${name}() expects integer argument '${parameter}' , got ${debugForm(value)}`);
}

function binary(
  name: string,
  summary: string,
  compute: (left: bigint, right: bigint) => bigint,
): BuiltinSpec {
  return builtin({
    parameters: parameters("left:int", "right:int"),
    arityMessage: expects(name, 2),
    result: "int",
    summary,
    run: (_host, left, right) => {
      const a = intFrom(name, "left", left);
      return canonical(BigInt.asIntN(64, compute(a, intFrom(name, "right", right))));
    },
  });
}

function shift(name: string, summary: string, compute: (value: bigint, by: bigint) => bigint): BuiltinSpec {
  return binary(name, summary, (value, by) =>
    by < 0n || by > 63n ? fail(`${name}() expects a shift amount between 0 and 63`) : compute(value, by),
  );
}

export const BITS: Record<string, BuiltinSpec> = {
  bit_and: binary("bit_and", "The bits set in both.", (a, b) => a & b),
  bit_or: binary("bit_or", "The bits set in either.", (a, b) => a | b),
  bit_xor: binary("bit_xor", "The bits set in exactly one.", (a, b) => a ^ b),
  bit_not: builtin({
    parameters: parameters("value:int"),
    arityMessage: expects("bit_not", 1),
    result: "int",
    summary: "Every bit flipped.",
    run: (_host, value) => canonical(~intFrom("bit_not", "value", value)),
  }),
  bit_shl: shift("bit_shl", "The bits moved up; those beyond the 64th are lost.", (value, by) => value << by),
  bit_shr: shift("bit_shr", "The bits moved down; the sign is kept.", (value, by) => value >> by),
};
