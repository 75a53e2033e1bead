/**
 * Types one function by abstract interpretation over its IR, from the types of its arguments.
 *
 * Nothing is guessed: a construct outside the native subset, or a variable whose type depends on the way
 * taken, ends in a `Refusal`. Results of calls come from the callee's specialization, whose own type starts
 * as `never`; `specialize.ts` repeats the typing until nothing changes.
 */

import type {
  Block,
  Expression,
  ExpressionOf,
  IrFunction,
  Slot,
  Statement,
  StatementOf,
} from "../ir/nodes.js";
import { isNativeMath } from "./math.js";
import { constant, failAfter, truthy, typeBinary, typeUnary } from "./operators.js";
import { agrees, join, type State } from "./state.js";
import type { LoopShape } from "./loop-unit.js";
import {
  LOOP_ENDED,
  LOOP_RETURNED,
  type MessagePart,
  type NativeType,
  Refusal,
  type ResultType,
  type Specialization,
  type TypedExpression,
  type TypedStatement,
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

interface Loop {
  readonly breaks: State[];
  readonly continues: State[];
}

export class FunctionTyper {
  private readonly variables = new Map<Slot, Map<NativeType, Variable>>();
  private readonly loops: Loop[] = [];
  private readonly callees: Specialization[] = [];
  private state: State = new Map();
  private result: ResultType = "never";
  private leftTypes: readonly NativeType[] = [];
  private count = 0;
  private size = 0;

  constructor(
    private readonly fn: IrFunction,
    private readonly specialize: Specialize,
    /** Set if the function is a loop: its variables belong to the code around it. */
    private readonly shape: LoopShape | null,
  ) {}

  /** Types the body and leaves the outcome in the specialization. Throws a `Refusal`. */
  run(specialization: Specialization): void {
    const entry = new Map<Slot, Variable>();
    this.fn.parameters.forEach((slot, i) => {
      const variable = specialization.parameters[i] as Variable;
      if (slot.captured && !this.shape)
        this.refuse(`the parameter ${slot.name} is captured by a closure`, this.fn.at);
      this.variables.set(slot, new Map([[variable.type, variable]]));
      entry.set(slot, variable);
    });
    this.count = specialization.parameters.length;
    this.state = entry;
    const body = this.typeBlock(this.fn.body);
    if (this.state !== null)
      body.push(this.shape ? this.leaves(this.shape) : this.returns(constant("null", null), this.fn.at));
    if (specialization.loop) specialization.loop.returned = this.result;
    specialization.result = this.shape ? "null" : this.result;
    if (specialization.loop) specialization.loop.types = this.leftTypes;
    specialization.body = body;
    specialization.variables = [...this.variables.values()].flatMap((byType) => [...byType.values()]);
    specialization.size = this.size;
    specialization.callees = this.callees;
  }

  private refuse(reason: string, at: number): never {
    throw new Refusal(reason, this.fn, at);
  }

  // ---- statements ----

  private typeBlock(block: Block): TypedStatement[] {
    const statements: TypedStatement[] = [];
    for (const statement of block.body) {
      if (this.state === null) break;
      statements.push(...this.typeStatement(statement));
    }
    return statements;
  }

  private typeStatement(node: Statement): TypedStatement[] {
    const { at } = node;
    this.size++;
    switch (node.kind) {
      case "evaluate":
        return this.evaluate(this.type(node.value));
      case "declare":
      case "assign":
        return this.set(node.slot, node.value, at);
      case "assignFirst":
        return this.set(this.localAmong(node), node.value, at);
      case "if":
        return this.typeIf(node);
      case "while":
        return this.typeWhile(node);
      case "count":
        return this.typeRange(node);
      case "each":
        return this.typeEach(node);
      case "break":
        this.loops.at(-1)?.breaks.push(this.state);
        this.state = null;
        return [{ kind: "break" }];
      case "continue":
        this.loops.at(-1)?.continues.push(this.state);
        this.state = null;
        return [{ kind: "continue" }];
      case "return": {
        const value = this.type(node.value);
        return value.type === "never" ? this.evaluate(value) : [this.returns(value, at)];
      }
      case "store":
      case "update":
        return this.refuse("it writes into an array", at);
      case "try":
        return this.refuse("it contains try", at);
      case "yield":
      case "defineStruct":
      case "import":
      case "spawn":
        return this.refuse(`it contains ${node.kind}`, at);
    }
  }

  private evaluate(value: TypedExpression): TypedStatement[] {
    if (value.type === "never") this.state = null;
    return [{ kind: "evaluate", value }];
  }

  /** The normal end of a loop unit. */
  private leaves({ liveOut, fn }: LoopShape): TypedStatement {
    const values = liveOut.map((slot) => this.read(slot, fn.at));
    this.leftTypes = values.map(({ type }) => type as NativeType);
    return { kind: "leave", outcome: LOOP_ENDED, values, at: fn.at };
  }

  private returns(value: TypedExpression, at: number): TypedStatement {
    const { type } = value;
    if (this.result !== "never" && type !== this.result)
      this.refuse(`it returns ${type} here and ${this.result} elsewhere`, at);
    this.result = type;
    this.state = null;
    if (this.shape) return { kind: "leave", outcome: LOOP_RETURNED, values: [value], at };
    return { kind: "return", value, at };
  }

  private set(slot: Slot, node: Expression, at: number): TypedStatement[] {
    if (this.shape?.liveIn.includes(slot)) return this.setVariable(slot, node, at);
    if (slot.global) this.refuse(`it assigns the top-level variable ${slot.name}`, at);
    if (slot.captured) this.refuse(`${slot.name} is shared with a closure`, at);
    return this.setVariable(slot, node, at);
  }

  private setVariable(slot: Slot, node: Expression, at: number): TypedStatement[] {
    const value = this.type(node);
    if (value.type === "never") return this.evaluate(value);
    const variable = this.bind(slot, value.type);
    return [{ kind: "set", variable, value, at }];
  }

  /** The slot as a variable of the type, bound from here on. */
  private bind(slot: Slot, type: NativeType): Variable {
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

  /** The own local that a dynamic assignment makes or overwrites while no top-level variable of that name exists. */
  private localAmong(node: StatementOf<"assignFirst">): Slot {
    const locals = node.candidates.filter((slot) => !slot.global);
    const [local] = locals;
    const own = local && (node.create === local || (node.create === null && this.state?.has(local)));
    if (!own || locals.length > 1)
      this.refuse(`it assigns ${node.name}, which is not its own variable`, node.at);
    return local;
  }

  private typeIf(node: StatementOf<"if">): TypedStatement[] {
    const condition = truthy(this.type(node.condition));
    if (condition.type === "never") return this.evaluate(condition);
    const before = this.state;
    const then = this.typeBlock(node.then);
    const afterThen = this.state;
    this.state = before;
    const otherwise = node.otherwise ? this.typeBlock(node.otherwise) : [];
    this.state = join(afterThen, this.state);
    return [{ kind: "if", condition, then, otherwise, at: node.at }];
  }

  /**
   * Types a loop: repeats until the state at its head agrees with the state after a trip. In the common case
   * the first try does, so that nested loops cost no more than their size.
   */
  private typeLoop<Result>(trip: () => Result): { result: Result; breaks: State[] } {
    for (let head = this.state; ; ) {
      const loop: Loop = { breaks: [], continues: [] };
      this.loops.push(loop);
      this.state = head;
      const result = trip();
      this.loops.pop();
      const next = [this.state, ...loop.continues].reduce(join, head);
      if (agrees(head, next)) {
        this.state = head;
        return { result, breaks: loop.breaks };
      }
      head = next;
    }
  }

  private typeWhile(node: StatementOf<"while">): TypedStatement[] {
    let exit: State = null;
    const { result, breaks } = this.typeLoop(() => {
      const condition = truthy(this.type(node.condition));
      exit = condition.kind === "constant" && condition.value === true ? null : this.state;
      const body = condition.type === "never" ? [] : this.typeBlock(node.body);
      return { condition, body };
    });
    if (result.condition.type === "never") return this.evaluate(result.condition);
    this.state = breaks.reduce(join, exit);
    return [{ kind: "loop", ...result, at: node.at }];
  }

  private typeRange(node: StatementOf<"count">): TypedStatement[] {
    const bounds = node.bounds.map((bound) => this.type(bound));
    if (bounds.length < 1 || bounds.length > 3) this.refuse("range has a wrong number of arguments", node.at);
    if (bounds.some(({ type }) => type !== "int"))
      this.refuse("range has a bound that is not an int", node.at);
    const [first, second, third] = bounds as [TypedExpression, TypedExpression?, TypedExpression?];
    const step = third ? constantInt(third) : 1n;
    if (step === null || step === 0n) this.refuse("range has a step that is not a constant", node.at);
    const start = second ? first : constant("int", 0);
    return this.typeCount(node, start, second ?? first, step);
  }

  private typeEach(node: StatementOf<"each">): TypedStatement[] {
    const stop = this.type(node.iterable);
    if (stop.type !== "int") this.refuse(`it loops over ${stop.type}`, node.at);
    return this.typeCount(node, constant("int", 0), stop, 1n);
  }

  private typeCount(
    node: StatementOf<"count"> | StatementOf<"each">,
    start: TypedExpression,
    stop: TypedExpression,
    step: bigint,
  ): TypedStatement[] {
    if (node.slot.captured) this.refuse(`${node.slot.name} is captured by a closure`, node.at);
    const { result, breaks } = this.typeLoop(() => {
      const variable = this.bind(node.slot, "int");
      return { variable, body: this.typeBlock(node.body) };
    });
    this.state = breaks.reduce(join, this.state);
    return [{ kind: "count", ...result, start, stop, step, at: node.at }];
  }

  // ---- expressions ----

  private type(node: Expression): TypedExpression {
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

  private read(slot: Slot, at: number): TypedExpression {
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

function constantInt(node: TypedExpression): bigint | null {
  if (node.kind === "negate" && node.operand.kind === "constant" && node.type === "int")
    return -BigInt(node.operand.value as number);
  return node.kind === "constant" && node.type === "int" ? BigInt(node.value as number) : null;
}
