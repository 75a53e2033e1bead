/** Types what gives variables, items and fields their values: declarations, assignments, patterns, paths. */

import type { Expression, IrFunction, IrNode, Slot, StatementOf } from "../ir/nodes.js";
import { lentClosures } from "./driver.js";
import type { UnitGlobals } from "./globals.js";
import type { LoopShape } from "./loop-unit.js";
import { constant } from "./operators.js";
import { givesTuples } from "./tuples.js";
import { isRefused, setToLast, typeAfterStore, typeItem } from "./type-array.js";
import type { Specialize } from "./type-call.js";
import { ExpressionTyper } from "./type-expression.js";
import type { TypedExpression, TypedSegment, TypedStatement, Variable } from "./typed.js";
import { ArrayType, FunctionType, isNumeric, isTuple, joinTypes, type NativeType } from "./types.js";

/** The name of the slot that holds what a pattern takes apart. */
const PATTERN = "[pattern]";

export class AssignmentTyper extends ExpressionTyper {
  private lent: ReadonlySet<IrNode> | null = null;
  /** The live-outs that a handler may look at, with the types that they have had. */
  protected readonly saved: readonly Slot[];
  protected readonly savedTypes = new Map<Slot, NativeType>();

  constructor(
    fn: IrFunction,
    specialize: Specialize,
    globals: UnitGlobals,
    /** Set if the function is a loop: its variables belong to the code around it. */
    protected readonly shape: LoopShape | null,
  ) {
    super(fn, specialize, globals);
    this.saved = shape?.inTry ? shape.liveOut : [];
  }

  protected set(slot: Slot, node: Expression, at: number): TypedStatement[] {
    this.checkOwn(slot, at);
    const value = this.type(node);
    if (value.type === "never") return this.evaluate(value);
    return [{ kind: "set", variable: this.written(slot, value.type, at), value, at }];
  }

  /** The variable behind the slot, which now holds a value of the type. */
  protected written(slot: Slot, type: NativeType, at: number): Variable {
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
  protected escapes(slot: Slot): boolean {
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
  protected targetOf(node: StatementOf<"assignFirst">): Slot {
    const slot = this.firstBound(node.candidates, node.at) ?? node.create;
    if (!slot) this.refuse(`it assigns ${node.name}, which is not bound`, node.at);
    if (slot.mutability !== "mut") this.refuse(`it assigns ${node.name}, which cannot be changed`, node.at);
    return slot;
  }

  protected evaluateAll(parts: readonly TypedExpression[]): TypedStatement[] {
    return this.evaluate({ kind: "sequence", type: parts.at(-1)?.type ?? "null", parts });
  }

  /** Whether it is a part of what a pattern takes apart, which costs nothing to read. */
  protected isPart(node: Expression): boolean {
    return node.kind === "element" && node.object.kind === "get" && this.takenApart.has(node.object.slot);
  }

  /** What an array pattern takes apart, if that need not be an array: a literal, or the result of `pop`. */
  protected typePattern({ slot, value, at }: StatementOf<"declare">): TypedStatement[] | null {
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

  protected typeResult(node: Expression): TypedExpression {
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

  protected evaluate(value: TypedExpression): TypedStatement[] {
    if (value.type === "never") this.state = null;
    return [{ kind: "evaluate", value }];
  }

  /** `name[path] := value`: the value first, then the path. */
  protected typeStore(node: StatementOf<"store">): TypedStatement[] {
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
  protected typeUpdate(node: StatementOf<"update">): TypedStatement[] {
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
