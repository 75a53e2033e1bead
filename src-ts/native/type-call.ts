/** Types calls: of functions of the file, of methods, of function values, of builtins. */

import type { Expression, ExpressionOf, IrFunction } from "../ir/nodes.js";
import { isKept, isMoved } from "../runtime/access.js";
import { builtinNamed } from "../stdlib/registry.js";
import { isSum, sumFunction } from "./array-sum.js";
import { type Driver, driverOf } from "./driver.js";
import type { UnitGlobals } from "./globals.js";
import { isNativeMath } from "./math.js";
import { isNativeRange, rangeFunction } from "./range-array.js";
import { isNativeBuiltin, typeBuiltin } from "./type-builtin.js";
import { SlotTyper } from "./type-slot.js";
import { Refusal, type Specialization, type TypedExpression } from "./typed.js";
import { ArrayType, FunctionType, isNumeric, type NativeType, type ResultType, StructType } from "./types.js";

/** Finds or makes the specialization of a callee. */
export type Specialize = (fn: IrFunction, types: readonly NativeType[], from: Refusal) => Specialization;

export abstract class CallTyper extends SlotTyper {
  protected readonly callees: Specialization[] = [];

  constructor(
    fn: IrFunction,
    private readonly specialize: Specialize,
    globals: UnitGlobals,
  ) {
    super(fn, globals);
  }

  protected abstract type(node: Expression): TypedExpression;

  /** Types the operands in order; if one does not come to an end, the rest and the operation are left out. */
  protected withOperands(
    nodes: readonly Expression[],
    combine: (operands: TypedExpression[]) => TypedExpression,
  ): TypedExpression {
    const operands = this.typeInOrder(nodes);
    if (operands.at(-1)?.type === "never") return { kind: "sequence", type: "never", parts: operands };
    return combine(operands);
  }

  /** The operands up to the first that does not come to an end. */
  protected typeInOrder(nodes: readonly Expression[]): TypedExpression[] {
    const operands: TypedExpression[] = [];
    for (const node of nodes) {
      const operand = this.type(node);
      operands.push(operand);
      if (operand.type === "never") break;
    }
    return operands;
  }

  protected typeShare(operand: TypedExpression): TypedExpression {
    const { type } = operand;
    return type instanceof ArrayType || type instanceof StructType
      ? { kind: "share", type, operand }
      : operand;
  }

  protected typeCall(
    node: Pick<ExpressionOf<"callFunction">, "target" | "at">,
    args: TypedExpression[],
  ): TypedExpression {
    const types = args.map(({ type }) => type as NativeType);
    const from = new Refusal(
      `it calls ${node.target.name} with too many combinations of types`,
      this.fn,
      node.at,
    );
    const target = this.specialize(node.target, types, from);
    this.callees.push(target);
    return { kind: "call", type: target.result, target, args, at: node.at };
  }

  protected callTarget(target: IrFunction, all: readonly TypedExpression[], at: number): TypedExpression {
    if (
      all.length < target.required ||
      all.length > target.parameters.length ||
      target.isGenerator ||
      target.isAsync
    )
      this.refuse(`it calls ${target.name} in a way that machine code cannot`, at);
    return this.typeCall({ target, at }, [...all]);
  }

  /** A call of a function value: of the one function that it is. */
  protected typeCallOfValue(
    callee: TypedExpression,
    args: readonly TypedExpression[],
    at: number,
  ): TypedExpression {
    const { type } = callee;
    if (!(type instanceof FunctionType)) this.refuse(`it calls ${type}`, at);
    const { target } = type;
    if (typeof target === "string") return this.typeMath(target, args, at);
    if (!this.globals.isOfFile(target)) this.refuse(`it calls ${target.name} of another file`, at);
    return this.callTarget(target, args, at);
  }

  /** `object.name(args)`: a method of a struct, or a builtin of that name. */
  protected typeMethod(
    node: ExpressionOf<"callMethod">,
    operands: readonly TypedExpression[],
  ): TypedExpression {
    const { at, name } = node;
    const [object, ...args] = operands as [TypedExpression, ...TypedExpression[]];
    const { type } = object;
    if (type instanceof StructType && !hasField(type, name)) {
      const target = node.open
        ? null
        : node.targets.filter((method) => method.name === `${type.name}.${name}`);
      if (target?.length !== 1)
        this.refuse(`it calls the method ${name}, which is not known before it runs`, at);
      const receiver = isKept(node.receiver) ? this.typeShare(object) : object;
      return this.callTarget(target[0] as IrFunction, [receiver, ...args], at);
    }
    if (type instanceof ArrayType && isSum(name, operands.length)) return this.typeSum(object, at);
    if (!(type instanceof ArrayType) || !isNativeBuiltin(name, operands.length))
      this.refuse(`it calls the method ${name} of ${type}`, at);
    const keeps = builtinNamed(name).parameters[0]?.consumes && !isMoved(node.receiver);
    return this.sound(typeBuiltin(name, [keeps ? this.typeShare(object) : object, ...args], at), at);
  }

  protected typeBuiltin(node: ExpressionOf<"callBuiltin">): TypedExpression {
    const driver = driverOf(node);
    if (driver) return this.typeDriver(driver, node.at);
    if (isNativeRange(node)) return this.typeRangeArray(node);
    if (isSum(node.name, node.args.length))
      return this.withOperands(node.args, ([array]) => this.typeSum(array as TypedExpression, node.at));
    if (isNativeBuiltin(node.name, node.args.length))
      return this.withOperands(node.args, (args) =>
        this.sound(typeBuiltin(node.name, args, node.at), node.at),
      );
    if (!isNativeMath(node.name, node.args.length)) this.refuse(`it calls the builtin ${node.name}`, node.at);
    return this.withOperands(node.args, (args) => this.typeMath(node.name, args, node.at));
  }

  /** A builtin that calls a function for each item: a call of its driver. */
  private typeDriver(driver: Driver, at: number): TypedExpression {
    return this.withOperands(driver.operands, ([array, ...operands]) => {
      const { type } = array as TypedExpression;
      if (!(type instanceof ArrayType)) this.refuse(`it calls ${driver.fn.name} with ${type}`, at);
      const captured = driver.captures.map((slot) => this.read(slot, at));
      const args = [this.typeShare(array as TypedExpression), ...operands, ...captured];
      return this.typeCall({ target: driver.fn, at }, args);
    });
  }

  private typeRangeArray(node: ExpressionOf<"callBuiltin">): TypedExpression {
    return this.withOperands(node.args.slice(0, 2), (bounds) => {
      if (bounds.some(({ type }) => type !== "int"))
        this.refuse("range has a bound that is not an int", node.at);
      return this.typeCall({ target: rangeFunction(node, this.fn), at: node.at }, bounds);
    });
  }

  private typeSum(array: TypedExpression, at: number): TypedExpression {
    const { type } = array;
    const isOfNumbers = type instanceof ArrayType && (type.item === "never" || isNumeric(type.item));
    if (!isOfNumbers) this.refuse(`it calls sum with ${type}`, at);
    return this.typeCall({ target: sumFunction(this.fn), at }, [array]);
  }

  private typeMath(name: string, args: readonly TypedExpression[], at: number): TypedExpression {
    if (!isNativeMath(name, args.length)) this.refuse(`it calls ${name} with ${args.length} arguments`, at);
    if (args.some(({ type }) => !isNumeric(type)))
      this.refuse(`it calls ${name} with an argument that is not a number`, at);
    return { kind: "math", type: "float", name, args, at };
  }
}

export function hasField(type: ResultType, name: string): boolean {
  return type instanceof StructType && type.indexOf(name) >= 0;
}
