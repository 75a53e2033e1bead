/**
 * Types expressions by abstract interpretation over the IR. What lies outside the native subset, or depends
 * on the way taken, ends in a `Refusal`: nothing is guessed.
 */

import type { Expression, ExpressionOf, IrFunction, Slot } from "../ir/nodes.js";
import { isNativeMath } from "./math.js";
import { constant, failAfter, truthy, typeBinary, typeUnary } from "./operators.js";
import type { State } from "./state.js";
import {
  type MessagePart,
  type NativeType,
  Refusal,
  type Specialization,
  type TypedExpression,
  type Variable,
} from "./typed.js";

/** Finds or makes the specialization of a callee. */
export type Specialize = (fn: IrFunction, types: readonly NativeType[], from: Refusal) => Specialization;

/** Why these stay out, for now. */
const NOT_NATIVE = {
  hasField: "it uses the fields of a struct",
  namedElement: "it takes a dictionary apart",
  namedRest: "it takes a dictionary apart",
  dict: "it makes a dictionary",
  entry: "it makes a dictionary",
  struct: "it makes a struct",
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
  protected readonly variables = new Map<Slot, Map<NativeType, Variable>>();
  protected readonly callees: Specialization[] = [];
  /** What is known about the variables at the current point. */
  protected state: State = new Map();
  protected count = 0;
  protected size = 0;

  constructor(
    protected readonly fn: IrFunction,
    private readonly specialize: Specialize,
  ) {}

  protected refuse(reason: string, at: number): never {
    throw new Refusal(reason, this.fn, at);
  }

  /** The slot as a variable of the type, bound from here on. */
  protected bind(slot: Slot, type: NativeType): Variable {
    let byType = this.variables.get(slot);
    if (!byType) {
      byType = new Map();
      this.variables.set(slot, byType);
    }
    let variable = byType.get(type);
    if (!variable) {
      variable = { id: this.count++, name: slot.name, type };
      byType.set(type, variable);
    }
    this.state = new Map(this.state ?? []).set(slot, variable);
    return variable;
  }

  protected type(node: Expression): TypedExpression {
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
        return this.type(node.value);
      case "unary":
        return this.withOperands([node.operand], ([operand]) =>
          typeUnary(node.operator, operand as TypedExpression, at),
        );
      case "binary":
        return this.withOperands([node.left, node.right], ([left, right]) =>
          typeBinary(node.operator, left as TypedExpression, right as TypedExpression, at),
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
        return this.refuse("it calls a function that is not known before it runs", at);
      case "string":
      case "interpolate":
        return this.refuse("it makes a string", at);
      case "closure":
        return this.refuse("it makes a closure", at);
      case "builtin":
        return this.refuse(`it uses the builtin ${node.name} as a value`, at);
      case "array":
      case "index":
      case "slice":
      case "spread":
      case "element":
      case "rest":
        return this.refuse("it uses an array", at);
      case "field":
      case "optionalField":
      case "receiverField":
        return this.refuse(`it reads the field ${node.name}`, at);
      case "callMethod":
        return this.refuse(`it calls the method ${node.name}`, at);
      case "isNull":
        return this.typeIsNull(node);
      case "isBound":
        return constant("bool", this.state?.has(node.slot) ?? false);
      case "hasField":
      case "namedElement":
      case "namedRest":
      case "dict":
      case "entry":
      case "struct":
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
    const operands: TypedExpression[] = [];
    for (const node of nodes) {
      const operand = this.type(node);
      operands.push(operand);
      if (operand.type === "never") return { kind: "sequence", type: "never", parts: operands };
    }
    return combine(operands);
  }

  protected read(slot: Slot, at: number): TypedExpression {
    const variable = this.state?.get(slot);
    if (!variable) {
      if (slot.constant) this.refuse(`it uses the function ${slot.name} as a value`, at);
      this.refuse(`it reads ${slot.name}, a variable outside the function`, at);
    }
    if ("conflict" in variable)
      this.refuse(`${slot.name} may be ${variable.conflict[0]} or ${variable.conflict[1]} here`, at);
    return { kind: "read", type: variable.type, variable };
  }

  private readFirst(node: ExpressionOf<"lookup">): TypedExpression {
    const local = node.candidates.find((slot) => this.state?.has(slot));
    if (!local) this.refuse(`it reads ${node.candidates[0]?.name}, a variable outside the function`, node.at);
    return this.read(local, node.at);
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

  private typeCall(node: ExpressionOf<"callFunction">, args: TypedExpression[]): TypedExpression {
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

  private typeBuiltin(node: ExpressionOf<"callBuiltin">): TypedExpression {
    if (!isNativeMath(node.name, node.args.length)) this.refuse(`it calls the builtin ${node.name}`, node.at);
    return this.withOperands(node.args, (args) => {
      if (args.some(({ type }) => type !== "int" && type !== "float"))
        this.refuse(`it calls ${node.name} with an argument that is not a number`, node.at);
      return { kind: "math", type: "float", name: node.name, args, at: node.at };
    });
  }

  /** The message of `throw(value)`, put together from texts and native values. */
  private thrownMessage(value: Expression): MessagePart[] {
    if (value.kind === "string") return [value.value];
    if (value.kind !== "interpolate") this.refuse("it throws something other than a string", value.at);
    return value.parts.map((part) => {
      if (part.kind === "string") return part.value;
      const typed = this.type(part);
      return typed.type === "never" ? this.refuse("it throws while it makes a message", part.at) : typed;
    });
  }
}
