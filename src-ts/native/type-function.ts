/**
 * Types one function by abstract interpretation over its IR, from the types of its arguments.
 *
 * Nothing is guessed: a construct outside the native subset, or a variable whose type depends on the way
 * taken, ends in a `Refusal`. Results of calls come from the callee's specialization, whose own type starts
 * as `never`; `specialize.ts` repeats the typing until nothing changes.
 */

import type { Block, Expression, IrFunction, IrNode, Slot, Statement, StatementOf } from "../ir/nodes.js";
import { lentClosures } from "./driver.js";
import { MOST_SLOTS } from "./frame.js";
import type { UnitGlobals } from "./globals.js";
import type { LoopShape } from "./loop-unit.js";
import type { SideExit } from "./side-exits.js";
import { constant, truthy } from "./operators.js";
import { givesTuples } from "./tuples.js";
import { isRefused, setToLast, typeAfterStore, typeItem } from "./type-array.js";
import { agrees, join, type Known, type State } from "./state.js";
import { ExpressionTyper, type Specialize } from "./type-expression.js";
import {
  FIRST_EXIT,
  LOOP_ENDED,
  LOOP_RETURNED,
  type LoopOutcome,
  type Specialization,
  type TypedExpression,
  type TypedSegment,
  type TypedStatement,
  type Variable,
} from "./typed.js";
import {
  ArrayType,
  CHARACTER,
  FunctionType,
  isNumeric,
  isTuple,
  joinTypes,
  joinValues,
  type NativeType,
  representation,
  type ResultType,
  StructType,
  slotsOf,
  TEXT,
} from "./types.js";

/** The name of the slot that holds what a pattern takes apart. */
const PATTERN = "[pattern]";

interface Loop {
  readonly breaks: State[];
  readonly continues: State[];
}

export class FunctionTyper extends ExpressionTyper {
  private readonly loops: Loop[] = [];
  private hasLoops = false;
  private lent: ReadonlySet<IrNode> | null = null;
  private result: ResultType = "never";
  private leftTypes: readonly NativeType[] = [];
  private readonly exitTypes: (readonly NativeType[])[] = [];
  /** The live-outs that a handler may look at, with the types that they have had. */
  private readonly saved: readonly Slot[];
  private readonly savedTypes = new Map<Slot, NativeType>();

  constructor(
    fn: IrFunction,
    specialize: Specialize,
    globals: UnitGlobals,
    /** Set if the function is a loop: its variables belong to the code around it. */
    private readonly shape: LoopShape | null,
  ) {
    super(fn, specialize, globals);
    this.saved = shape?.inTry ? shape.liveOut : [];
  }

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

  private evaluateAll(parts: readonly TypedExpression[]): TypedStatement[] {
    return this.evaluate({ kind: "sequence", type: parts.at(-1)?.type ?? "null", parts });
  }

  /** Whether it is a part of what a pattern takes apart, which costs nothing to read. */
  private isPart(node: Expression): boolean {
    return node.kind === "element" && node.object.kind === "get" && this.takenApart.has(node.object.slot);
  }

  /** What an array pattern takes apart, if that need not be an array: a literal, or the result of `pop`. */
  private typePattern({ slot, value, at }: StatementOf<"declare">): TypedStatement[] | null {
    if (slot.name !== PATTERN) return null;
    if (value.kind === "callBuiltin" && value.name === "pop" && value.args.length === 1)
      return this.typePop(slot, value.args[0] as Expression, value.at);
    if (value.kind === "callFunction" || value.kind === "callMethod" || value.kind === "call")
      return this.typeReceived(slot, value);
    if (value.kind !== "array" || value.items.some(({ kind }) => kind === "spread")) return null;
    const items = this.typeInOrder(value.items);
    if (items.at(-1)?.type === "never") return this.evaluateAll(items);
    const held = items.map((item) => this.hold(item, at));
    this.takenApart.set(
      slot,
      held.map(({ read }) => read),
    );
    return held.map(({ set }) => set);
  }

  /** What a function returns as a tuple; null for other values. */
  private typeReceived(slot: Slot, node: Expression): TypedStatement[] | null {
    const value = this.typeWhole(node);
    const { type } = value;
    if (type === "never") return this.evaluate(value);
    if (!isTuple(type)) return null;
    const { set, read } = this.hold(value, node.at);
    const parts = type.fields.map(
      (field, index): TypedExpression => ({
        kind: "field",
        type: field.type,
        object: read,
        index,
      }),
    );
    this.takenApart.set(slot, parts);
    return [set];
  }

  private typeResult(node: Expression): TypedExpression {
    const gives = givesTuples(this.shape?.around ?? this.fn);
    return gives && node.kind === "array" ? this.typeTuple(node) : this.typeWhole(node);
  }

  /** `[rest, last] := pop(array)`: of an array without items, the last one is 0. */
  private typePop(slot: Slot, node: Expression, at: number): TypedStatement[] {
    const value = this.type(node);
    if (!(value.type instanceof ArrayType)) this.refuse(`it pops from ${value.type}`, at);
    const { type } = value;
    const array = this.hold(value, at);
    const rest = this.hold({ kind: "pop", type, array: array.read, at }, at);
    if (!isNumeric(type.item)) {
      const last = type.item === "never" ? constant("int", 0) : `it uses the item that it pops from ${type}`;
      this.takenApart.set(slot, [rest.read, last]);
      return [array.set, rest.set];
    }
    const variable = this.temporary(type.item === "int" ? "int" : "number");
    this.takenApart.set(slot, [rest.read, { kind: "read", type: variable.type, variable }]);
    return [array.set, setToLast(variable, array.read, type.item, at), rest.set];
  }

  /** What one segment of a path leads to. */
  private step(object: TypedExpression, segment: TypedSegment, at: number): TypedExpression {
    return segment.kind === "member"
      ? this.typeField(object, segment.name, at)
      : this.sound(typeItem(object, segment, at), at);
  }

  /** Keeps a value in a variable of its own; what never comes to an end is only evaluated. */
  private hold(value: TypedExpression, at: number): { set: TypedStatement; read: TypedExpression } {
    if (value.type === "never") return { set: { kind: "evaluate", value }, read: value };
    const variable = this.temporary(value.type);
    return { set: { kind: "set", variable, value, at }, read: { kind: "read", type: value.type, variable } };
  }

  private evaluate(value: TypedExpression): TypedStatement[] {
    if (value.type === "never") this.state = null;
    return [{ kind: "evaluate", value }];
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

  private set(slot: Slot, node: Expression, at: number): TypedStatement[] {
    this.checkOwn(slot, at);
    const value = this.type(node);
    if (value.type === "never") return this.evaluate(value);
    return [{ kind: "set", variable: this.written(slot, value.type, at), value, at }];
  }

  /** The variable behind the slot, which now holds a value of the type. */
  private written(slot: Slot, type: NativeType, at: number): Variable {
    this.save(slot, type, at);
    if (!this.isShared(slot)) return this.bind(slot, type);
    if (type instanceof FunctionType) this.refuse(`it puts a function into ${slot.name}`, at);
    this.touchesMemory = true;
    const global = this.globals.variableFor(slot, this.fn, at);
    if (!this.globals.write(global, type))
      this.refuse(`it changes the top-level variable ${slot.name} from ${global.type} to ${type}`, at);
    return global.variable;
  }

  /** Notes what type a variable may have when a handler looks at it. */
  private save(slot: Slot, type: NativeType, at: number): void {
    const before = this.savedTypes.get(slot);
    if (before === undefined) return;
    const joined = joinTypes(before, type);
    if (joined === null || joined === "never" || joined instanceof FunctionType)
      this.refuse(`${slot.name} changes from ${before} to ${type} inside a try`, at);
    this.savedTypes.set(slot, joined);
    this.touchesMemory = true;
  }

  /** Whether it is a top-level variable that the unit shares with the program. */
  private isShared(slot: Slot): boolean {
    return slot.global && !this.shape?.liveIn.includes(slot);
  }

  /** Whether a closure captures the slot that lives longer than the call of a builtin that it is made for. */
  private escapes(slot: Slot): boolean {
    if (!slot.captured) return false;
    this.lent ??= lentClosures(this.fn.nodes);
    return this.fn.nodes.some(
      (node) => node.kind === "closure" && node.target.captures.has(slot) && !this.lent?.has(node),
    );
  }

  /** Refuses to change what others may see. */
  private checkOwn(slot: Slot, at: number): void {
    if (slot.global || this.shape?.liveIn.includes(slot)) return;
    if (slot.captured && (slot.owner.id !== this.fn.id || this.escapes(slot)))
      this.refuse(`${slot.name} is shared with a closure`, at);
  }

  /** What a dynamic assignment makes or overwrites. */
  private targetOf(node: StatementOf<"assignFirst">): Slot {
    const slot = this.firstBound(node.candidates, node.at) ?? node.create;
    if (!slot) this.refuse(`it assigns ${node.name}, which is not bound`, node.at);
    if (slot.mutability !== "mut") this.refuse(`it assigns ${node.name}, which cannot be changed`, node.at);
    return slot;
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

  /** `name[path] := value`: the value first, then the path. */
  private typeStore(node: StatementOf<"store">): TypedStatement[] {
    const operands = this.typeInOrder([node.value, ...node.path.filter(({ kind }) => kind !== "member")]);
    if (operands.at(-1)?.type === "never") return this.evaluateAll(operands);
    const [value, ...indexes] = operands as [TypedExpression, ...TypedExpression[]];
    return [this.storeInto(node, segmentsOf(node.path, indexes), value)];
  }

  private storeInto(
    node: StatementOf<"store"> | StatementOf<"update">,
    path: readonly TypedSegment[],
    value: TypedExpression,
  ): TypedStatement {
    const { at } = node;
    const slot = this.firstBound(node.candidates, at);
    if (!slot) this.refuse(`it writes into ${node.name}, which is not bound`, at);
    if (slot.mutability !== "mut") this.refuse(`it writes into ${slot.name}, which cannot be changed`, at);
    this.checkOwn(slot, at);
    const { variable, type: before } = this.known(slot, at);
    const type = typeAfterStore(before, path, value.type as NativeType);
    if (isRefused(type)) this.refuse(type.problem, at);
    this.save(slot, type, at);
    if (this.isShared(slot)) this.written(slot, type, at);
    else this.state = new Map(this.state ?? []).set(slot, { variable, type });
    this.touchesMemory = true;
    return { kind: "store", root: variable, type, path, value, at };
  }

  /** `name[path] op= value`: the path, the old value, the right side, the store. */
  private typeUpdate(node: StatementOf<"update">): TypedStatement[] {
    const { at } = node;
    const path = this.typeInOrder(node.path.filter(({ kind }) => kind !== "member"));
    if (path.at(-1)?.type === "never") return this.evaluateAll(path);
    const held = path.map((segment) =>
      isSteadyOperand(segment) ? { set: null, read: segment } : this.hold(segment, at),
    );
    const setUp = held.flatMap(({ set }) => set ?? []);
    const slot = this.firstBound(node.candidates, at);
    if (!slot) this.refuse(`it writes into ${node.name}, which is not bound`, at);
    const segments = segmentsOf(
      node.path,
      held.map(({ read }) => read),
    );
    const item = segments.reduce<TypedExpression>(
      (object, segment) => this.step(object, segment, at),
      this.read(slot, at),
    );
    if (item.type === "never") return [...setUp, ...this.evaluate(item)];
    const old = this.hold(item, at);
    const right = this.type(node.value);
    const before = [...setUp, old.set];
    if (right.type === "never") return [...before, ...this.evaluate(right)];
    const value = this.hold(this.typeBinary(node.operator, old.read, right, at), at);
    if (value.set.kind === "evaluate") return [...before, ...this.evaluate(value.set.value)];
    return [...before, value.set, this.storeInto(node, segments, value.read)];
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

/** Whether nothing that an expression does can change the value: a constant, or a variable that no call sees. */
function isSteadyOperand(node: TypedExpression): boolean {
  return node.kind === "constant" || (node.kind === "read" && node.variable.pinned === undefined);
}

/** The segments of a path, whose indexes are given typed. */
function segmentsOf(path: readonly Expression[], indexes: readonly TypedExpression[]): TypedSegment[] {
  let next = 0;
  return path.map((segment) =>
    segment.kind === "member" ? { kind: "member", name: segment.name } : (indexes[next++] as TypedExpression),
  );
}

function constantInt(node: TypedExpression): bigint | null {
  if (node.kind === "negate" && node.operand.kind === "constant" && node.type === "int")
    return -BigInt(node.operand.value as number);
  return node.kind === "constant" && node.type === "int" ? BigInt(node.value as number) : null;
}
