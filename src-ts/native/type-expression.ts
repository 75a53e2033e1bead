/**
 * Types expressions by abstract interpretation over the IR. What lies outside the native subset, or depends
 * on the way taken, ends in a `Refusal`: nothing is guessed.
 */

import type { BinaryOperator, Expression, ExpressionOf, Slot } from "../ir/nodes.js";
import { typeOfBuiltin, typeOfFunction } from "./function-types.js";
import { compareCharacters, constant, failAfter, truthy, typeBinary, typeUnary } from "./operators.js";
import { type Problem, typeArray, typeItem, typeOfItems, typeSlice } from "./type-array.js";
import { CallTyper, hasField } from "./type-call.js";
import type { MessagePart, TypedExpression } from "./typed.js";
import {
  ArrayType,
  CHARACTER,
  type Field,
  FunctionType,
  isTuple,
  MOST_WORDS,
  type NativeType,
  StructType,
  TEXT,
  TextType,
  tupleOf,
} from "./types.js";

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

export class ExpressionTyper extends CallTyper {
  protected size = 0;
  /** The parts of what array patterns take apart, or why one is none for machine code. */
  protected readonly takenApart = new Map<Slot, readonly (TypedExpression | Problem)[]>();

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

  private readFirst(node: ExpressionOf<"lookup">): TypedExpression {
    const slot = this.firstBound(node.candidates, node.at);
    return slot ? this.read(slot, node.at) : this.type(node.otherwise);
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
