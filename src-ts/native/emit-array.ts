/** Emits what reads, writes and makes arrays. */

import { HEADER, type HeaderWord } from "./array-support.js";
import type { BodyEmitter } from "./emit-body.js";
import { emitExpression } from "./emit-expression.js";
import { arraysIn, fieldsOf, loadWords, storeWords } from "./emit-struct.js";
import { type Owned, ownedKey } from "./ownership.js";
import type { Block, Type, Value } from "./llvm.js";
import type { TypedExpression, TypedStatement } from "./typed.js";
import { ArrayType, CHARACTER, type NativeType, type ResultType, StructType } from "./types.js";

type NodeOf<Kind extends TypedExpression["kind"]> = Extract<TypedExpression, { kind: Kind }>;
type ArrayNode = NodeOf<
  "array" | "untuple" | "length" | "item" | "share" | "take" | "push" | "pop" | "arrange" | "slice"
>;

export function emitArrayNode(e: BodyEmitter, node: ArrayNode): Value {
  switch (node.kind) {
    case "array":
      return emitItems(
        e,
        node,
        node.items.map((one) => emitExpression(e, one)),
      );
    case "untuple": {
      const tuple = emitExpression(e, node.tuple);
      return emitItems(e, node, fieldsOf(e.ir, tuple, node.tuple.type as StructType));
    }
    case "length":
      return loadWord(e, emitExpression(e, node.object), "length");
    case "item":
      return emitItem(e, node);
    case "share":
      return emitShare(e, node);
    case "take":
      return emitTake(e, node);
    case "push":
      return emitPush(e, node);
    case "pop":
      return emitPop(e, node);
    case "arrange":
      return emitArrange(e, node);
    case "slice": {
      const operands = [node.array, node.from, node.to].map((operand) => emitExpression(e, operand));
      return callSupport(e, "slice", e.ir.array, operands, node.type.item, node.at);
    }
  }
}

function emitShare(e: BodyEmitter, node: NodeOf<"share">): Value {
  const value = emitExpression(e, node.operand);
  for (const header of arraysIn(e.ir, value, node.type))
    e.ir.builder.CreateStore(e.ir.int64(1), wordPointer(e, header, "shared"));
  return value;
}

function emitTake(e: BodyEmitter, node: NodeOf<"take">): Value {
  const { builder } = e.ir;
  const value = emitExpression(e, node.operand);
  const shared = node.owners.reduce(
    (all, owner) => builder.CreateOr(all, loadWord(e, emitExpression(e, owner), "shared")),
    loadWord(e, value, "shared"),
  );
  builder.CreateStore(shared, wordPointer(e, value, "shared"));
  return value;
}

/** Marks an array as having a second owner for the time of a call. */
export function emitLent(e: BodyEmitter, node: NodeOf<"share">): { value: Value; giveBack: () => void } {
  const { builder } = e.ir;
  const value = emitExpression(e, node.operand);
  const word = wordPointer(e, value, "shared");
  const before = loadWord(e, value, "shared");
  builder.CreateStore(e.ir.int64(1), word);
  return { value, giveBack: () => void builder.CreateStore(before, word) };
}

// ---- headers ----

function wordPointer(e: BodyEmitter, header: Value, word: HeaderWord): Value {
  const { ir } = e;
  const path = [ir.int64(0), ir.int32(HEADER[word])];
  return ir.builder.CreateInBoundsGEP(ir.header, header, path, `${word}.ptr`);
}

/** An array whose header does not change for a while, and what stands in it. */
export interface SteadyArray {
  readonly header: Value;
  readonly data: Value;
  readonly length: Value;
}

export function loadSteady(e: BodyEmitter, header: Value): SteadyArray {
  return { header, data: loadWord(e, header, "data"), length: loadWord(e, header, "length") };
}

function loadWord(e: BodyEmitter, header: Value, word: HeaderWord): Value {
  const { ir } = e;
  const steady = e.steadyArray(header);
  if (steady && (word === "data" || word === "length")) return steady[word];
  const type = word === "data" ? ir.bytes : ir.int;
  return ir.builder.CreateLoad(type, wordPointer(e, header, word), word);
}

// ---- items ----

/** How items of a type lie in memory. */
interface Layout {
  readonly kind: string;
  readonly type: Type;
  readonly bytes: number;
  /** Whether items are no pointers. */
  readonly plain: boolean;
}

function layoutOf(e: BodyEmitter, item: ResultType): Layout {
  const { ir } = e;
  if (item instanceof StructType) return { kind: "struct", type: ir.int, bytes: 8 * item.words, plain: true };
  if (item === CHARACTER) return { kind: "char", type: ir.unit, bytes: 2, plain: true };
  if (item instanceof ArrayType) return { kind: "array", type: ir.array, bytes: 8, plain: false };
  if (item === "float") return { kind: "float", type: ir.double, bytes: 8, plain: true };
  if (item === "bool") return { kind: "bool", type: ir.builder.getInt8Ty(), bytes: 1, plain: true };
  return { kind: "int", type: ir.int, bytes: 8, plain: true };
}

function itemPointer(e: BodyEmitter, data: Value, place: Value, layout: Layout): Value {
  const { ir } = e;
  const items = ir.builder.CreateBitCast(data, ir.pointerTo(layout.type));
  return ir.builder.CreateInBoundsGEP(layout.type, items, place, `item.${layout.kind}.ptr`);
}

/** Where the words of structs lie in an array, and which of them an item begins with. */
function structPlace(e: BodyEmitter, data: Value, place: Value, { words }: StructType): [Value, Value] {
  const { builder } = e.ir;
  const memory = builder.CreateBitCast(data, e.ir.pointerTo(e.ir.int));
  return [memory, builder.CreateMul(place, e.ir.int64(words))];
}

function loadItem(
  e: BodyEmitter,
  header: Value,
  place: Value,
  item: ResultType,
  data: Value = loadWord(e, header, "data"),
): Value {
  const { builder } = e.ir;
  if (item instanceof StructType) return loadWords(e.ir, ...structPlace(e, data, place, item), item);
  const layout = layoutOf(e, item);
  const value = builder.CreateLoad(layout.type, itemPointer(e, data, place, layout));
  return item === "bool" ? builder.CreateTrunc(value, e.ir.bit) : value;
}

function storeItem(
  e: BodyEmitter,
  header: Value,
  place: Value,
  item: ResultType,
  value: Value,
  data: Value = loadWord(e, header, "data"),
): void {
  const { builder } = e.ir;
  if (item instanceof StructType) {
    storeWords(e.ir, ...structPlace(e, data, place, item), item, value);
    return;
  }
  const layout = layoutOf(e, item);
  const stored = item === "bool" ? builder.CreateZExt(value, layout.type) : value;
  builder.CreateStore(stored, itemPointer(e, data, place, layout));
}

function emitItem(e: BodyEmitter, node: NodeOf<"item">): Value {
  const header = emitExpression(e, node.object);
  const index = emitExpression(e, node.index);
  e.moveTo(node.at);
  // Before the check, so that LLVM may load it before a loop: the header is there in any case.
  const data = loadWord(e, header, "data");
  const place = node.checked ? checkedPlace(e, header, node.index, index, node.at) : index;
  return node.type === "never" ? e.ir.bool(false) : loadItem(e, header, place, node.type, data);
}

/** Where an index points to: a negative one counts from the end. Fails if it is out of bounds. */
function checkedPlace(e: BodyEmitter, header: Value, node: TypedExpression, index: Value, at: number): Value {
  const { ir } = e;
  const { builder } = ir;
  e.moveTo(at);
  const length = loadWord(e, header, "length");
  const before = builder.GetInsertBlock() as Block;
  const outside = e.block("outside");
  const inside = e.block("inside");
  builder.CreateCondBr(builder.CreateICmpULT(index, length), inside, outside);
  builder.SetInsertPoint(outside);
  const fromEnd = builder.CreateAdd(index, length);
  const beyond = builder.CreateNot(builder.CreateICmpULT(fromEnd, length));
  e.failIfWith(beyond, ["Index out of bounds: ", node], [index], at);
  const counted = builder.GetInsertBlock() as Block;
  builder.CreateBr(inside);
  builder.SetInsertPoint(inside);
  const place = builder.CreatePHI(ir.int, 2);
  place.addIncoming(index, before);
  place.addIncoming(fromEnd, counted);
  return place;
}

// ---- writing ----

/**
 * The array itself if it has one owner, else a copy, which is handed to `keep` to take its place.
 */
function unshared(
  e: BodyEmitter,
  header: Value,
  item: ResultType,
  at: number,
  keep: (copy: Value) => void,
): Value {
  const { ir } = e;
  const { builder } = ir;
  const before = builder.GetInsertBlock() as Block;
  const copying = e.block("copy");
  const owned = e.block("owned");
  builder.CreateCondBr(builder.CreateICmpNE(loadWord(e, header, "shared"), ir.int64(0)), copying, owned);
  builder.SetInsertPoint(copying);
  const copy = callSupport(e, "copy", ir.array, [header], item, at);
  keep(copy);
  const after = builder.GetInsertBlock() as Block;
  builder.CreateBr(owned);
  builder.SetInsertPoint(owned);
  const own = builder.CreatePHI(ir.array, 2);
  own.addIncoming(header, before);
  own.addIncoming(copy, after);
  return own;
}

/** Calls one of the functions in `array-support.ts`, which all end with the size of an item and the place of an error. */
function callSupport(
  e: BodyEmitter,
  name: string,
  result: Type,
  args: readonly Value[],
  item: ResultType,
  at: number,
): Value {
  const { ir } = e;
  const { bytes, plain } = layoutOf(e, item);
  const first = args.map((arg, i): [Value, Type] => [arg, i > 0 || name === "new" ? ir.int : ir.array]);
  const rest: [Value, Type][] = [
    [ir.int64(bytes), ir.int],
    [ir.bool(plain), ir.bit],
    [ir.int32(e.memorySite(at)), ir.builder.getInt32Ty()],
  ];
  const all = [...first, ...rest];
  e.moveTo(at);
  return ir.callExternal(
    `ruff.array.${name}`,
    result,
    all.map(([value]) => value),
    all.map(([, type]) => type),
  );
}

type Store = Extract<TypedStatement, { kind: "store" }>;

/** The value first, then the path, then the root: the order in which Ruff evaluates them. */
export function emitStore(e: BodyEmitter, node: Store): void {
  const value = emitExpression(e, node.value);
  const path = node.path.map((segment) => (segment.kind === "member" ? null : emitExpression(e, segment)));
  const keep = (changed: Value): void => e.write(node.root, changed);
  storeAt({ e, node, path, value }, e.read(node.root), node.type, 0, keep);
}

/** A store on its way down the path. */
interface Storing {
  readonly e: BodyEmitter;
  readonly node: Store;
  /** The values of the indexes; null for members. */
  readonly path: readonly (Value | null)[];
  readonly value: Value;
}

/** Stores into the value that `depth` segments lead to. What takes its place, if anything must, goes to `keep`. */
function storeAt(
  storing: Storing,
  current: Value,
  type: NativeType,
  depth: number,
  keep: (changed: Value) => void,
): void {
  if (depth === storing.path.length) keep(storing.value);
  else if (type instanceof StructType) storeInStruct(storing, current, type, depth, keep);
  else if (type instanceof ArrayType) storeInArray(storing, current, type, depth, keep);
}

function storeInStruct(
  storing: Storing,
  struct: Value,
  type: StructType,
  depth: number,
  keep: (changed: Value) => void,
): void {
  const { builder } = storing.e.ir;
  const segment = storing.node.path[depth] as { readonly name: string };
  const index = type.indexOf(segment.name);
  const field = (type.fields[index] as { readonly type: NativeType }).type;
  storeAt(storing, builder.CreateExtractValue(struct, [index]), field, depth + 1, (changed) =>
    keep(builder.CreateInsertValue(struct, changed, [index])),
  );
}

function storeInArray(
  storing: Storing,
  header: Value,
  type: ArrayType,
  depth: number,
  keep: (changed: Value) => void,
): void {
  const { e, node, path } = storing;
  const { item } = type;
  const isOwned = e.owns(ownedKey(node.root, node.path.slice(0, depth)));
  e.moveTo(node.at);
  const data = isOwned ? loadWord(e, header, "data") : undefined;
  const place = checkedPlace(e, header, node.path[depth] as TypedExpression, path[depth] as Value, node.at);
  if (item === "never") return;
  const own = isOwned ? header : unshared(e, header, item, node.at, keep);
  const put = (changed: Value): void => storeItem(e, own, place, item, changed, data);
  if (depth === path.length - 1) put(storing.value);
  else storeAt(storing, loadItem(e, own, place, item, data), item, depth + 1, put);
}

/** Makes an array that a loop is going to write into one with a single owner, if the path to it exists. */
export function emitOwned(e: BodyEmitter, { root, store, depth }: Owned): void {
  const end = e.block("owned");
  const put = (header: Value, type: ArrayType, level: number, keep: (copy: Value) => void): void => {
    const { item } = type;
    const own = unshared(e, header, item, store.at, keep);
    if (level === depth) return;
    const place = placeIfInside(e, own, emitExpression(e, store.path[level] as TypedExpression), end);
    const inner = loadItem(e, own, place, item);
    put(inner, item as ArrayType, level + 1, (copy) => storeItem(e, own, place, item, copy));
  };
  put(e.read(root), store.type as ArrayType, 0, (copy) => e.write(root, copy));
  e.ir.builder.CreateBr(end);
  e.ir.builder.SetInsertPoint(end);
}

/** Where an index points to; goes to the block if that is nowhere. */
function placeIfInside(e: BodyEmitter, header: Value, index: Value, otherwise: Block): Value {
  const { builder } = e.ir;
  const length = loadWord(e, header, "length");
  const isNegative = builder.CreateICmpSLT(index, e.ir.int64(0));
  const place = builder.CreateSelect(isNegative, builder.CreateAdd(index, length), index);
  const inside = e.block("inside");
  builder.CreateCondBr(builder.CreateICmpULT(place, length), inside, otherwise);
  builder.SetInsertPoint(inside);
  return place;
}

function emitPush(e: BodyEmitter, node: NodeOf<"push">): Value {
  const { ir } = e;
  const { builder } = ir;
  const header = emitExpression(e, node.array);
  const value = emitExpression(e, node.value);
  const { item } = node.type;
  const own = unshared(e, header, item, node.at, () => {});
  const length = loadWord(e, own, "length");
  const full = e.block("full");
  const room = e.block("room");
  builder.CreateCondBr(builder.CreateICmpEQ(length, loadWord(e, own, "capacity")), full, room);
  builder.SetInsertPoint(full);
  callSupport(e, "grow", builder.getVoidTy(), [own], item, node.at);
  builder.CreateBr(room);
  builder.SetInsertPoint(room);
  storeItem(e, own, length, item, value);
  builder.CreateStore(builder.CreateAdd(length, ir.int64(1)), wordPointer(e, own, "length"));
  return own;
}

function emitPop(e: BodyEmitter, node: NodeOf<"pop">): Value {
  const { ir } = e;
  const { builder } = ir;
  const own = unshared(e, emitExpression(e, node.array), node.type.item, node.at, () => {});
  const length = loadWord(e, own, "length");
  const isEmpty = builder.CreateICmpEQ(length, ir.int64(0));
  const left = builder.CreateSelect(isEmpty, length, builder.CreateSub(length, ir.int64(1)));
  builder.CreateStore(left, wordPointer(e, own, "length"));
  return own;
}

function emitArrange(e: BodyEmitter, node: NodeOf<"arrange">): Value {
  const { ir } = e;
  const own = unshared(e, emitExpression(e, node.array), node.type.item, node.at, () => {});
  const parts = [loadWord(e, own, "data"), loadWord(e, own, "length")];
  ir.callExternal(node.helper, ir.builder.getVoidTy(), parts, [ir.bytes, ir.int]);
  return own;
}

/** A new array of these items. */
function emitItems(
  e: BodyEmitter,
  { type: { item }, at }: NodeOf<"array" | "untuple">,
  values: readonly Value[],
): Value {
  const { ir } = e;
  const header = callSupport(e, "new", ir.array, [ir.int64(values.length)], item, at);
  values.forEach((value, i) => {
    storeItem(e, header, ir.int64(i), item, value);
  });
  return header;
}
