/**
 * Types one function by abstract interpretation over its IR, from the types of its arguments.
 *
 * Nothing is guessed: a construct outside the native subset, or a variable whose type depends on the way
 * taken, ends in a `Refusal`. Results of calls come from the callee's specialization, whose own type starts
 * as `never`; `specialize.ts` repeats the typing until nothing changes.
 */

import type { Block, Slot, Statement, StatementOf } from "../ir/nodes.js";
import { MOST_SLOTS } from "./frame.js";
import type { LoopShape } from "./loop-unit.js";
import type { SideExit } from "./side-exits.js";
import { constant, truthy } from "./operators.js";
import { agrees, join, type Known, type State } from "./state.js";
import { AssignmentTyper } from "./type-assignment.js";
import {
  FIRST_EXIT,
  LOOP_ENDED,
  LOOP_RETURNED,
  type LoopOutcome,
  type Specialization,
  type TypedExpression,
  type TypedStatement,
} from "./typed.js";
import {
  ArrayType,
  CHARACTER,
  FunctionType,
  joinValues,
  type NativeType,
  representation,
  type ResultType,
  StructType,
  slotsOf,
  TEXT,
} from "./types.js";

interface Loop {
  readonly breaks: State[];
  readonly continues: State[];
}

export class FunctionTyper extends AssignmentTyper {
  private readonly loops: Loop[] = [];
  private hasLoops = false;
  private result: ResultType = "never";
  private leftTypes: readonly NativeType[] = [];
  private readonly exitTypes: (readonly NativeType[])[] = [];

  /** Types the body and leaves the outcome in the specialization. Throws a `Refusal`. */
  run(specialization: Specialization): void {
    const entry = new Map<Slot, Known>();
    this.count = specialization.parameters.length;
    specialization.parameters = specialization.parameters.map((variable, i) =>
      variable.type === "number" ? this.numberOf(this.fn.parameters[i] as Slot) : variable,
    );
    this.fn.parameters.forEach((slot, i) => {
      const variable = specialization.parameters[i];
      if (!variable) return; // the call leaves it out
      this.touchesMemory ||= variable.type instanceof ArrayType || variable.type === TEXT;
      if (!this.shape && this.escapes(slot))
        this.refuse(`the parameter ${slot.name} is captured by a closure`, this.fn.at);
      if (variable.type !== "number")
        this.variables.set(slot, new Map([[representation(variable.type), variable]]));
      entry.set(slot, { variable, type: variable.type });
    });
    this.state = entry;
    for (const slot of this.saved) this.savedTypes.set(slot, this.known(slot, this.fn.at).type);
    const body = this.typeBlock(this.fn.body);
    if (this.state !== null)
      body.push(this.shape ? this.leaves(this.shape) : this.returns(constant("null", null), this.fn.at));
    if (specialization.loop) specialization.loop.returned = this.result;
    specialization.result = this.shape ? "null" : this.result;
    if (specialization.loop) {
      specialization.loop.types = this.leftTypes;
      specialization.loop.exits = this.exitTypes;
      specialization.loop.savedTypes = this.saved.map((slot) => this.savedTypes.get(slot) as NativeType);
    }
    specialization.body = body;
    const ofSlots = [...this.variables.values()].flatMap((versions) => [...versions.values()]);
    specialization.variables = [...ofSlots, ...this.temporaries].filter(({ parts }) => !parts);
    specialization.tags = this.tags;
    specialization.hasLoops = this.hasLoops;
    specialization.pure = !this.touchesMemory;
    specialization.size = this.size;
    specialization.callees = this.callees;
  }

  private readonly join = (left: State, right: State): State => join(left, right, this.numberOf);

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
    const exit = this.shape ? this.shape.exits.findIndex((other) => other.at === node) : -1;
    if (exit >= 0) return [this.leavesAt(exit, at)];
    switch (node.kind) {
      case "evaluate":
        return this.isPart(node.value) ? [] : this.evaluate(this.typeWhole(node.value));
      case "declare":
        return this.typePattern(node) ?? this.set(node.slot, node.value, at);
      case "assign":
        return this.set(node.slot, node.value, at);
      case "assignFirst":
        return this.set(this.targetOf(node), node.value, at);
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
        const value = this.typeResult(node.value);
        return value.type === "never" ? this.evaluate(value) : [this.returns(value, at)];
      }
      case "store":
        return this.typeStore(node);
      case "update":
        return this.typeUpdate(node);
      case "try":
        return this.refuse("it contains try", at);
      case "yield":
      case "defineStruct":
      case "import":
      case "spawn":
        return this.refuse(`it contains ${node.kind}`, at);
    }
  }

  /** The normal end of a loop unit. */
  private leaves({ liveOut, fn }: LoopShape): TypedStatement {
    const left = this.leave(LOOP_ENDED, liveOut, fn.at);
    this.leftTypes = left.types;
    return left.statement;
  }

  /** A side exit of a loop unit. */
  private leavesAt(index: number, at: number): TypedStatement {
    const { liveOut, position, exits } = this.shape as LoopShape;
    const { locals } = exits[index] as SideExit;
    const left = this.leave(FIRST_EXIT + index, [...liveOut, ...(position ? [position] : []), ...locals], at);
    this.exitTypes[index] = left.types;
    this.state = null;
    return left.statement;
  }

  private leave(
    outcome: LoopOutcome,
    slots: readonly Slot[],
    at: number,
  ): { statement: TypedStatement; types: readonly NativeType[] } {
    const values = slots.map((slot) => this.read(slot, at));
    const types = values.map(({ type }) => type as NativeType);
    if (types.some((type) => type instanceof FunctionType))
      this.refuse("it leaves a function in a variable", at);
    if (types.reduce((sum, type) => sum + slotsOf(type), 1) > MOST_SLOTS)
      this.refuse("it changes too many variables", at);
    return { statement: { kind: "leave", outcome, values, at }, types };
  }

  private returns(value: TypedExpression, at: number): TypedStatement {
    if (value.type instanceof FunctionType) this.refuse("it returns a function", at);
    const result = joinValues(this.result, value.type);
    if (result === null) this.refuse(`it returns ${value.type} here and ${this.result} elsewhere`, at);
    this.result = result;
    this.state = null;
    if (this.shape) return { kind: "leave", outcome: LOOP_RETURNED, values: [value], at };
    return { kind: "return", value, at };
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
    this.state = this.join(afterThen, this.state);
    return [{ kind: "if", condition, then, otherwise, at: node.at }];
  }

  /**
   * Types a loop: repeats until the state at its head agrees with the state after a trip. In the common case
   * the first try does, so that nested loops cost no more than their size.
   */
  private typeLoop<Result>(trip: () => Result): { result: Result; breaks: State[] } {
    this.hasLoops = true;
    const [callees, size] = [this.callees.length, this.size];
    for (let head = this.state; ; ) {
      this.callees.length = callees;
      this.size = size;
      const loop: Loop = { breaks: [], continues: [] };
      this.loops.push(loop);
      this.state = head;
      const result = trip();
      this.loops.pop();
      const next = [this.state, ...loop.continues].reduce(this.join, head);
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
    this.state = breaks.reduce(this.join, exit);
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
    const iterable = this.type(node.iterable);
    const { type } = iterable;
    if (type instanceof ArrayType) return this.typeWalk(node, iterable, type.item);
    if (type === TEXT) return this.typeWalk(node, iterable, CHARACTER);
    if (type !== "int") this.refuse(`it loops over ${type}`, node.at);
    return this.typeCount(node, constant("int", 0), iterable, 1n);
  }

  /** A loop over the items of an array as it is now. */
  private typeWalk(node: StatementOf<"each">, iterable: TypedExpression, item: ResultType): TypedStatement[] {
    if (this.escapes(node.slot)) this.refuse(`${node.slot.name} is captured by a closure`, node.at);
    if (item === "never") return this.evaluate(iterable);
    const { at } = node;
    const walked = this.temporary(iterable.type as NativeType);
    const position = this.temporary("int");
    const object: TypedExpression = { kind: "read", type: iterable.type as NativeType, variable: walked };
    const index: TypedExpression = { kind: "read", type: "int", variable: position };
    const next: TypedExpression = { kind: "item", type: item, object, index, checked: false, at };
    const value: TypedExpression =
      item instanceof ArrayType || item instanceof StructType
        ? { kind: "share", type: item, operand: next }
        : next;
    const { result: body, breaks } = this.typeLoop(() => {
      const variable = this.bind(node.slot, item);
      return [{ kind: "set" as const, variable, value, at }, ...this.typeBlock(node.body)];
    });
    this.state = breaks.reduce(this.join, this.state);
    const [start, stop] = [constant("int", 0), { kind: "length", type: "int", object } as const];
    return [
      { kind: "set", variable: walked, value: iterable, at },
      { kind: "count", variable: position, start, stop, step: 1n, body, at },
    ];
  }

  private typeCount(
    node: StatementOf<"count"> | StatementOf<"each">,
    start: TypedExpression,
    stop: TypedExpression,
    step: bigint,
  ): TypedStatement[] {
    if (this.escapes(node.slot)) this.refuse(`${node.slot.name} is captured by a closure`, node.at);
    const { result, breaks } = this.typeLoop(() => {
      const variable = this.bind(node.slot, "int");
      return { variable, body: this.typeBlock(node.body) };
    });
    this.state = breaks.reduce(this.join, this.state);
    return [{ kind: "count", ...result, start, stop, step, at: node.at }];
  }
}

function constantInt(node: TypedExpression): bigint | null {
  if (node.kind === "negate" && node.operand.kind === "constant" && node.type === "int")
    return -BigInt(node.operand.value as number);
  return node.kind === "constant" && node.type === "int" ? BigInt(node.value as number) : null;
}
