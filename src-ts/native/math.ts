/** How the mathematical builtins become machine code. Each row must agree with `stdlib/math.ts` to the last bit. */

export type NativeMath =
  /** A call of an LLVM intrinsic, or of a function of the host: JavaScript's own, so that engines agree. */
  | { readonly arity: 1; readonly shape: "call"; readonly symbol: string; readonly domain?: Domain }
  /** The smaller or the larger operand, by a comparison. */
  | { readonly arity: 2; readonly shape: "pick"; readonly picks: "<" | ">" }
  | { readonly arity: 2; readonly shape: "pow"; readonly symbol: string };

/** The function fails for arguments that compare so with zero. */
interface Domain {
  readonly fails: "<" | "<=";
  readonly message: string;
}

function call(symbol: string, domain?: Domain): NativeMath {
  return { arity: 1, shape: "call", symbol, ...(domain && { domain }) };
}

const ROWS: Record<string, NativeMath> = {
  abs: call("llvm.fabs.f64"),
  floor: call("llvm.floor.f64"),
  ceil: call("llvm.ceil.f64"),
  round: call("llvm.round.f64"),
  sqrt: call("llvm.sqrt.f64", { fails: "<", message: "sqrt() domain error: value must be >= 0" }),
  sin: call("js_sin"),
  cos: call("js_cos"),
  tan: call("js_tan"),
  exp: call("js_exp"),
  log: call("js_log", { fails: "<=", message: "log() domain error: value must be > 0" }),
  pow: { arity: 2, shape: "pow", symbol: "js_pow" },
  min: { arity: 2, shape: "pick", picks: "<" },
  max: { arity: 2, shape: "pick", picks: ">" },
};

export function isNativeMath(name: string, args: number): boolean {
  return Object.hasOwn(ROWS, name) && ROWS[name]?.arity === args;
}

export function nativeMath(name: string): NativeMath {
  return ROWS[name] as NativeMath;
}
