/** Mathematics: every function takes ints or floats and returns a float. */

import { asDouble } from "../runtime/arithmetic.js";
import { order } from "../runtime/compare.js";
import { debugForm } from "../runtime/text.js";
import { Float, type Value } from "../runtime/value.js";
import { type BuiltinSpec, builtin, fail, parameters } from "./spec.js";

function unary(name: string, summary: string, compute: (x: number) => number): BuiltinSpec {
  return builtin({
    parameters: parameters("value:number"),
    arityMessage: () => `${name}() expects 1 argument`,
    result: "float",
    summary,
    run: (_host, value) => {
      const x = asDouble(value);
      if (x === null) return fail(`${name}() expects numeric argument 'value' , got ${debugForm(value)}`);
      return new Float(compute(x));
    },
  });
}

function binary(name: string, summary: string, compute: (a: Value, b: Value) => number): BuiltinSpec {
  return builtin({
    parameters: parameters("left:number", "right:number"),
    arityMessage: () => `${name}() expects 2 arguments`,
    result: "float",
    summary,
    run: (_host, left, right) => {
      const numeric = asDouble(left) !== null && asDouble(right) !== null;
      return numeric ? new Float(compute(left, right)) : fail(`${name}() expects numeric arguments`);
    },
  });
}

/** Half away from zero. Adding 0.5 first would round 0.49999999999999994 up. */
function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** C's pow: unlike JavaScript's, 1 to any power, even NaN or an infinity, is 1, and so is -1 to an infinity. */
function pow(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent))) return 1;
  return base ** exponent;
}

/** The operand that the comparison picks; a NaN operand is ignored. Int pairs compare exactly. */
function pick(operator: "<" | ">"): (a: Value, b: Value) => number {
  return (a, b) => {
    const left = asDouble(a) as number;
    const right = asDouble(b) as number;
    if (Number.isNaN(left)) return right;
    if (Number.isNaN(right)) return left;
    return order(operator, b, a) ? right : left;
  };
}

export const MATH: Record<string, BuiltinSpec> = {
  abs: unary("abs", "The absolute value.", Math.abs),
  floor: unary("floor", "The largest whole number not above.", Math.floor),
  ceil: unary("ceil", "The smallest whole number not below.", Math.ceil),
  round: unary("round", "The nearest whole number, halves away from zero.", round),
  sqrt: unary("sqrt", "The square root.", (x) =>
    x < 0 ? fail("sqrt() domain error: value must be >= 0") : Math.sqrt(x),
  ),
  sin: unary("sin", "The sine of an angle in radians.", Math.sin),
  cos: unary("cos", "The cosine of an angle in radians.", Math.cos),
  tan: unary("tan", "The tangent of an angle in radians.", Math.tan),
  exp: unary("exp", "The number e to the power.", Math.exp),
  log: unary("log", "The natural logarithm.", (x) =>
    x <= 0 ? fail("log() domain error: value must be > 0") : Math.log(x),
  ),
  pow: binary("pow", "The left to the power of the right.", (a, b) =>
    pow(asDouble(a) as number, asDouble(b) as number),
  ),
  min: binary("min", "The smaller number.", pick("<")),
  max: binary("max", "The larger number.", pick(">")),
};

/** Names of the prelude that are values. */
export const CONSTANTS: Record<string, number> = { PI: Math.PI, E: Math.E };
