/**
 * Types expressions by abstract interpretation over the IR. What lies outside the native subset, or depends
 * on the way taken, ends in a `Refusal`: nothing is guessed.
 */

import type { BinaryOperator, Expression, ExpressionOf, IrFunction, Slot } from "../ir/nodes.js";
import { isKept, isMoved } from "../runtime/access.js";
import { type Driver, driverOf } from "./driver.js";
import { typeOfBuiltin, typeOfFunction } from "./function-types.js";
import type { UnitGlobals } from "./globals.js";
import { builtinNamed } from "../stdlib/registry.js";
import { isNativeMath } from "./math.js";
import { compareCharacters, constant, failAfter, truthy, typeBinary, typeUnary } from "./operators.js";
import { isNativeRange, rangeFunction } from "./range-array.js";
import type { Known, State } from "./state.js";
import { type Problem, typeArray, typeItem, typeOfItems, typeSlice } from "./type-array.js";
import { isNativeBuiltin, typeBuiltin } from "./type-builtin.js";
import {
  type MessagePart,
  Refusal,
  type Specialization,
  type TypedExpression,
  type Variable,
} from "./typed.js";
import {
  ArrayType,
  type Field,
  FunctionType,
  isNumeric,
  isTuple,
  MOST_WORDS,
  type NativeType,
  type ResultType,
  representation,
  StructType,
  TEXT,
  tupleOf,
  TextType,
  CHARACTER,
} from "./types.js";

/** Finds or makes the specialization of a callee. */
export type Specialize = (fn: IrFunction, types: readonly NativeType[], from: Refusal) => Specialization;

/** Why these stay out, for now. */
const NOT_NATIVE = {
  namedElement: "it takes a dictionary apart",
  namedRest: "it takes a dictionary apart",
  dict: "it makes a dictionary",
  entry: "it makes a dictionary",
  tag: "it makes a tagged value",
  wrap: "it makes a Result or Option",
  isFailure: "it uses a Result or Option",
  matches: "it matches a value",
  hasPayload: "it matches a value",
  payload: "it uses a Result, Option or tagged value",
  await: "it contains await",
  member: "it writes a field",
} as const;

export class ExpressionTyper {
  /** A variable for each representation that a slot's values have. */
  protected readonly variables = new Map<Slot, Map<string, Variable>>();
  protected readonly temporaries: Variable[] = [];
  /** For each part of a number, the variable that says which part counts. */
  protected readonly tags = new Map<Variable, Variable>();
  protected readonly callees: Specialization[] = [];
  /** What is known about the variables at the current point. */
  protected state: State = new Map();
  /** The parts of what array patterns take apart, or why one is none for machine code. */
  protected readonly takenApart = new Map<Slot, readonly (TypedExpression | Problem)[]>();
  protected touchesMemory = false;
  protected count = 0;
  protected size = 0;

  constructor(
    protected readonly fn: IrFunction,
    private readonly specialize: Specialize,
    protected readonly globals: UnitGlobals,
  ) {}

  protected refuse(reason: string, at: number): never {
    throw new Refusal(reason, this.fn, at);
  }

  /** The slot as a variable of the type, bound from here on. */
  protected bind(slot: Slot, type: NativeType): Variable {
    const variable = this.variableOf(slot, type);
    this.state = new Map(this.state ?? []).set(slot, { variable, type });
    return variable;
  }

  private variableOf(slot: Slot, type: NativeType): Variable {
    let versions = this.variables.get(slot);
    if (!versions) {
      versions = new Map();
      this.variables.set(slot, versions);
    }
    let variable = versions.get(representation(type));
    if (!variable) {
      variable =
        type === "number"
          ? this.number(slot.name, this.variableOf(slot, "int"), this.variableOf(slot, "float"))
          : this.variable(slot.name, type);
      versions.set(representation(type), variable);
    }
    return variable;
  }

  /** The variable of a slot that holds an int at some times and a float at others. */
  protected readonly numberOf = (slot: Slot): Variable => this.variableOf(slot, "number");

  private variable(name: string, type: NativeType): Variable {
    return { id: this.count++, name, type };
  }

  private number(name: string, int: Variable, float: Variable): Variable {
    const isFloat = this.variable(name, "bool");
    this.temporaries.push(isFloat);
    this.tags.set(int, isFloat).set(float, isFloat);
    return { ...this.variable(name, "number"), parts: { int, float, isFloat } };
  }

  /** A variable that no slot stands for. */
  protected temporary(type: NativeType): Variable {
    if (type === "number") return this.number("", this.temporary("int"), this.temporary("float"));
    const variable = this.variable("", type);
    this.temporaries.push(variable);
    return variable;
  }

  protected type(node: Expression): TypedExpression {
    const typed = this.asArray(this.typeWhole(node), node.at);
    this.touchesMemory ||= typed.type instanceof ArrayType || typed.type === TEXT;
    return typed;
  }

  /** A tuple as the array that it stands for. */
  private asArray(value: TypedExpression, at: number): TypedExpression {
    if (!isTuple(value.type)) return value;
    const type = this.sound(typeOfItems(value.type.fields.map((field) => field.type)), at);
    return { kind: "untuple", type, tuple: value, at };
  }

  /** An array literal that is returned by a function which returns no other arrays. */
  protected typeTuple(node: ExpressionOf<"array">): TypedExpression {
    return this.withOperands(node.items, (values) => {
      const types = values.map(({ type }) => type as NativeType);
      this.checkFields(types, node.at);
      const type = tupleOf(types);
      if (type.words > MOST_WORDS) this.refuse("it returns large structs", node.at);
      return { kind: "struct", type, values };
    });
  }

  /** Like `type`, where the value may be a tuple. */
  protected typeWhole(node: Expression): TypedExpression {
    const { at } = node;
    this.size++;
    switch (node.kind) {
      case "null":
        return constant("null", null);
      case "bool":
      case "int":
      case "float":
        return constant(node.kind, node.value);
      case "get":
        return this.read(node.slot, at);
      case "lookup":
        return this.readFirst(node);
      case "share":
        return this.typeShare(this.type(node.value));
      case "take":
        return this.typeTake(this.type(node.value), node.owners);
      case "unary":
        return this.withOperands([node.operand], ([operand]) =>
          this.typeUnary(node.operator, operand as TypedExpression, at),
        );
      case "binary":
        return this.withOperands([node.left, node.right], ([left, right]) =>
          this.typeBinary(node.operator, left as TypedExpression, right as TypedExpression, at),
        );
      case "logical":
        return this.typeLogical(node);
      case "callFunction":
        return this.withOperands(node.args, (args) => this.typeCall(node, args));
      case "callBuiltin":
        return this.typeBuiltin(node);
      case "throw":
        return failAfter([], this.thrownMessage(node.value), at);
      case "fail":
        return failAfter([], [node.message], at);
      case "call":
        return this.withOperands([...node.args, node.callee], (operands) =>
          this.typeCallOfValue(operands.at(-1) as TypedExpression, operands.slice(0, -1), at),
        );
      case "string":
        if (node.value.length !== 1 || SURROGATE.test(node.value))
          return this.refuse("it makes a string", at);
        return constant(CHARACTER, node.value.charCodeAt(0));
      case "interpolate":
        return this.refuse("it makes a string", at);
      case "closure":
        return this.functionValue(typeOfFunction(node.target)) ?? this.refuse("it makes a closure", at);
      case "builtin":
        return (
          this.functionValue(typeOfBuiltin(node.name)) ??
          this.refuse(`it uses the builtin ${node.name} as a value`, at)
        );
      case "array":
        return this.withOperands(node.items, (items) => this.sound(typeArray(items, at), at));
      case "index":
        return this.withOperands([node.object, node.index], ([object, index]) =>
          this.sound(typeItem(object as TypedExpression, index as TypedExpression, at), at),
        );
      case "element":
        return this.typeElement(node);
      case "slice":
        return this.withOperands([node.object, node.from, node.to], ([object, from, to]) =>
          this.sound(
            typeSlice(object as TypedExpression, from as TypedExpression, to as TypedExpression, at),
            at,
          ),
        );
      case "spread":
      case "rest":
        return this.refuse("it takes an array apart", at);
      case "struct":
        return this.withOperands(node.values, (values) => this.typeStruct(node, values));
      case "field":
        return this.withOperands([node.object], ([object]) =>
          this.typeField(object as TypedExpression, node.name, at),
        );
      case "receiverField": {
        const receiver = this.read(node.receiver, at);
        return hasField(receiver.type, node.name)
          ? this.typeField(receiver, node.name, at)
          : this.type(node.otherwise);
      }
      case "hasField":
        return constant("bool", hasField(this.read(node.receiver, at).type, node.name));
      case "callMethod":
        return this.withOperands([node.object, ...node.args], (operands) => this.typeMethod(node, operands));
      case "optionalField":
        return this.refuse(`it reads the field ${node.name}`, at);
      case "isNull":
        return this.typeIsNull(node);
      case "isBound":
        return constant("bool", this.isBound(node.slot));
      case "namedElement":
      case "namedRest":
      case "dict":
      case "entry":
      case "tag":
      case "wrap":
      case "isFailure":
      case "matches":
      case "hasPayload":
      case "payload":
      case "await":
      case "member":
        return this.refuse(NOT_NATIVE[node.kind], at);
    }
  }

  /** Types the operands in order; if one does not come to an end, the rest and the operation are left out. */
  private withOperands(
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

  private typeShare(operand: TypedExpression): TypedExpression {
    const { type } = operand;
    return type instanceof ArrayType || type instanceof StructType
      ? { kind: "share", type, operand }
      : operand;
  }

  private typeTake(operand: TypedExpression, owners: readonly Expression[]): TypedExpression {
    const { type } = operand;
    if (!(type instanceof ArrayType)) return this.typeShare(operand);
    // A struct is a value without identity here: what it holds is marked itself where the struct gets another owner.
    const arrays = owners.map((owner) => this.type(owner)).filter((owner) => owner.type instanceof ArrayType);
    return arrays.length > 0 ? { kind: "take", type, operand, owners: arrays } : operand;
  }

  private typeStruct(node: ExpressionOf<"struct">, values: readonly TypedExpression[]): TypedExpression {
    const { at, name, fieldNames } = node;
    if (new Set(fieldNames).size < fieldNames.length) this.refuse("it names a field twice", at);
    const fields = fieldNames.map((field, i) => ({
      name: field,
      type: (values[i] as TypedExpression).type as NativeType,
    }));
    this.checkFields(
      fields.map(({ type }) => type),
      at,
    );
    const type = StructType.of(name, fields);
    if (type.words > MOST_WORDS) this.refuse("it makes a large struct", at);
    return { kind: "struct", type, values };
  }

  /** Refuses what no struct or tuple holds. */
  private checkFields(types: readonly NativeType[], at: number): void {
    if (types.some((type) => type instanceof TextType)) this.refuse("it makes a struct with texts in it", at);
    if (types.some((type) => type instanceof FunctionType))
      this.refuse("it makes a struct with functions in it", at);
    if (types.includes("number")) this.refuse("it puts a value that may be int or float into a field", at);
  }

  protected typeField(object: TypedExpression, name: string, at: number): TypedExpression {
    const { type } = object;
    const index = type instanceof StructType ? type.indexOf(name) : -1;
    if (!(type instanceof StructType) || index < 0) this.refuse(`it reads the field ${name} of ${type}`, at);
    return { kind: "field", type: (type.fields[index] as Field).type, object, index };
  }

  /** `object.name(args)`: a method of a struct, or a builtin of that name. */
  private typeMethod(
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
    if (!(type instanceof ArrayType) || !isNativeBuiltin(name, operands.length))
      this.refuse(`it calls the method ${name} of ${type}`, at);
    const keeps = builtinNamed(name).parameters[0]?.consumes && !isMoved(node.receiver);
    return this.sound(typeBuiltin(name, [keeps ? this.typeShare(object) : object, ...args], at), at);
  }

  private functionValue(type: FunctionType | null): TypedExpression | null {
    return type && constant(type, null);
  }

  /** A call of a function value: of the one function that it is. */
  private typeCallOfValue(
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

  private callTarget(target: IrFunction, all: readonly TypedExpression[], at: number): TypedExpression {
    if (
      all.length < target.required ||
      all.length > target.parameters.length ||
      target.isGenerator ||
      target.isAsync
    )
      this.refuse(`it calls ${target.name} in a way that machine code cannot`, at);
    return this.typeCall({ target, at }, [...all]);
  }

  private typeUnary(operator: "-" | "!", operand: TypedExpression, at: number): TypedExpression {
    if (typeof operand.type === "object") this.refuse(`it applies ${operator} to ${operand.type}`, at);
    return this.sound(typeUnary(operator, operand, at), at);
  }

  protected typeBinary(
    operator: BinaryOperator,
    left: TypedExpression,
    right: TypedExpression,
    at: number,
  ): TypedExpression {
    if (left.type instanceof StructType) {
      const hook = this.globals.hooks.of(left.type.name, operator);
      if (hook) return this.callTarget(hook, [this.typeShare(left), this.typeShare(right)], at);
    }
    if (left.type === CHARACTER && right.type === CHARACTER) {
      const comparison = compareCharacters(operator, left, right);
      if (comparison) return comparison;
    }
    for (const { type } of [left, right])
      if (typeof type === "object") this.refuse(`it applies ${operator} to ${type}`, at);
    return this.sound(typeBinary(operator, left, right, at), at);
  }

  /** A part of what an array pattern takes apart; null where there is none. */
  private typeElement({ object, index, at }: ExpressionOf<"element">): TypedExpression {
    const parts = object.kind === "get" ? this.takenApart.get(object.slot) : undefined;
    if (!parts) this.refuse("it takes an array apart", at);
    return this.sound(parts.at(Number(index)) ?? constant("null", null), at);
  }

  /** What a typing rule made, or the refusal it gave a reason for. */
  protected sound<Type>(made: Type | string, at: number): Type {
    if (typeof made === "string") this.refuse(made, at);
    return made;
  }

  protected read(slot: Slot, at: number): TypedExpression {
    const fixed = this.state?.has(slot) ? null : slot.global && this.globals.constantOf(slot);
    if (fixed) return fixed;
    const named = slot.constant && this.functionValue(typeOfFunction(slot.constant));
    if (named) return named;
    const { variable, type } = this.known(slot, at);
    return { kind: "read", type, variable };
  }

  /** The variable behind a slot at the current point, and its type. */
  protected known(slot: Slot, at: number): Known {
    const found = this.state?.get(slot);
    if (!found) {
      if (slot.constant) this.refuse(`it uses the function ${slot.name} as a value`, at);
      if (slot.global) {
        this.touchesMemory = true;
        return this.globals.variableFor(slot, this.fn, at);
      }
      this.refuse(`it reads ${slot.name}, a variable outside the function`, at);
    }
    if ("conflict" in found)
      this.refuse(`${slot.name} may be ${found.conflict[0]} or ${found.conflict[1]} here`, at);
    return found;
  }

  private readFirst(node: ExpressionOf<"lookup">): TypedExpression {
    const slot = this.firstBound(node.candidates, node.at);
    return slot ? this.read(slot, node.at) : this.type(node.otherwise);
  }

  /** The first of several slots that is bound here, if any is. */
  protected firstBound(candidates: readonly Slot[], at: number): Slot | undefined {
    return candidates.find((slot) => {
      const foreign = slot.owner !== this.fn && !slot.global && !this.state?.has(slot);
      if (foreign) this.refuse(`it uses ${slot.name}, a variable outside the function`, at);
      return this.isBound(slot);
    });
  }

  private isBound(slot: Slot): boolean {
    return this.state?.has(slot) || slot.constant !== null || (slot.global && this.globals.isBound(slot));
  }

  private typeIsNull(node: ExpressionOf<"isNull">): TypedExpression {
    return this.withOperands([node.value], ([operand]) => {
      const value = operand as TypedExpression;
      const answer = constant("bool", value.type === "null");
      return { kind: "sequence", type: "bool", parts: [value, answer] };
    });
  }

  private typeLogical(node: ExpressionOf<"logical">): TypedExpression {
    const left = this.type(node.left);
    if (left.type === "never") return left;
    if (node.operator === "??") {
      if (left.type !== "null") return left;
      const right = this.type(node.right);
      return { kind: "sequence", type: right.type, parts: [left, right] };
    }
    const right = truthy(this.type(node.right));
    return { kind: "logical", type: "bool", operator: node.operator, left: truthy(left), right };
  }

  private typeCall(
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

  private typeBuiltin(node: ExpressionOf<"callBuiltin">): TypedExpression {
    const driver = driverOf(node);
    if (driver) return this.typeDriver(driver, node.at);
    if (isNativeRange(node)) return this.typeRangeArray(node);
    if (isNativeBuiltin(node.name, node.args.length))
      return this.withOperands(node.args, (args) =>
        this.sound(typeBuiltin(node.name, args, node.at), node.at),
      );
    if (!isNativeMath(node.name, node.args.length)) this.refuse(`it calls the builtin ${node.name}`, node.at);
    return this.withOperands(node.args, (args) => this.typeMath(node.name, args, node.at));
  }

  private typeRangeArray(node: ExpressionOf<"callBuiltin">): TypedExpression {
    return this.withOperands(node.args.slice(0, 2), (bounds) => {
      if (bounds.some(({ type }) => type !== "int"))
        this.refuse("range has a bound that is not an int", node.at);
      return this.typeCall({ target: rangeFunction(node, this.fn), at: node.at }, bounds);
    });
  }

  private typeMath(name: string, args: readonly TypedExpression[], at: number): TypedExpression {
    if (!isNativeMath(name, args.length)) this.refuse(`it calls ${name} with ${args.length} arguments`, at);
    if (args.some(({ type }) => !isNumeric(type)))
      this.refuse(`it calls ${name} with an argument that is not a number`, at);
    return { kind: "math", type: "float", name, args, at };
  }

  /** The message of `throw(value)`, put together from texts and native values. */
  private thrownMessage(value: Expression): MessagePart[] {
    if (value.kind === "string") return [value.value];
    if (value.kind !== "interpolate") this.refuse("it throws something other than a string", value.at);
    return value.parts.map((part) => {
      if (part.kind === "string") return part.value;
      const typed = this.type(part);
      if (typeof typed.type === "object") this.refuse(`it throws a text with ${typed.type} in it`, part.at);
      return typed.type === "never" ? this.refuse("it throws while it makes a message", part.at) : typed;
    });
  }
}

/** Half of a character beyond UTF-16 units. */
const SURROGATE = /[\ud800-\udfff]/;

function hasField(type: ResultType, name: string): boolean {
  return type instanceof StructType && type.indexOf(name) >= 0;
}
