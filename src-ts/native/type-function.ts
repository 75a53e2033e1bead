/**
 * Types one function by abstract interpretation over its IR, from the types of its arguments.
 *
 * Nothing is guessed: a construct outside the native subset, or a variable whose type depends on the way
 * taken, ends in a `Refusal`. Results of calls come from the callee's specialization, whose own type starts
 * as `never`; `specialize.ts` repeats the typing until nothing changes.
 */

import type { Block, Expression, IrFunction, Slot, Statement, StatementOf } from "../ir/nodes.js";
import type { LoopShape } from "./loop-unit.js";
import { constant, truthy } from "./operators.js";
import { agrees, join, type State } from "./state.js";
import { ExpressionTyper, type Specialize } from "./type-expression.js";
import {
  LOOP_ENDED,
  LOOP_RETURNED,
  type NativeType,
  type ResultType,
  type Specialization,
  type TypedExpression,
  type TypedStatement,
  type Variable,
} from "./typed.js";

interface Loop {
  readonly breaks: State[];
  readonly continues: State[];
}

export class FunctionTyper extends ExpressionTyper {
  private readonly loops: Loop[] = [];
  private result: ResultType = "never";
  private leftTypes: readonly NativeType[] = [];

  constructor(
    fn: IrFunction,
    specialize: Specialize,
    /** Set if the function is a loop: its variables belong to the code around it. */
    private readonly shape: LoopShape | null,
  ) {
    super(fn, specialize);
  }

  /** Types the body and leaves the outcome in the specialization. Throws a `Refusal`. */
  run(specialization: Specialization): void {
    const entry = new Map<Slot, Variable>();
    this.fn.parameters.forEach((slot, i) => {
      const variable = specialization.parameters[i];
      if (!variable) return; // the call leaves it out
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
    if (condition.kind === "constant") {
      const taken = condition.value ? node.then : node.otherwise;
      return taken ? this.typeBlock(taken) : [];
    }
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
}

function constantInt(node: TypedExpression): bigint | null {
  if (node.kind === "negate" && node.operand.kind === "constant" && node.type === "int")
    return -BigInt(node.operand.value as number);
  return node.kind === "constant" && node.type === "int" ? BigInt(node.value as number) : null;
}
