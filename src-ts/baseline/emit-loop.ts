/** Loops, and their ways into machine code. */

import type { Expression, Slot, StatementOf } from "../ir/nodes.js";
import { type Counting, countingOf } from "./counting.js";
import { emit, emitGet, helper } from "./emit-expression.js";
import type { FunctionEmitter } from "./emit-function.js";
import type { LoopEntry } from "./emit-module.js";
import { emitCondition } from "./emit-operator.js";
import { emitBlock, name } from "./emit-statement.js";
import { INT, isOnly, NUMBER } from "./kinds.js";
import { type Operand, operandsOf } from "./operand.js";
import { mark } from "./positions.js";
import type { LoopExit } from "./tier.js";

export function emitWhile(e: FunctionEmitter, node: StatementOf<"while">): void {
  const entry = e.loopEntry(node);
  if (entry) {
    const left = beginCount(e, entry);
    e.open("for (;;) {");
    emitLoopEntry(e, entry, left, "enter", [], () => {});
    e.line(`if (!(${emitCondition(e, node.condition)})) break;`);
  } else e.open(`while (${emitCondition(e, node.condition)}) {`);
  emitBlock(e, node.body);
  e.close("}");
}

/** `for (let at = 0, stop = n; at < stop; at++) { let i = at; ... }` */
export function emitCount(e: FunctionEmitter, node: StatementOf<"count">): void {
  const counting = e.module.stepping ? null : countingOf(node);
  if (counting) emitCounting(e, node, node.bounds.slice(0, 2), counting);
  else {
    const bounds = node.bounds.map((bound) => emit(e, bound));
    emitFor(e, node, helper(e, "rangeCursor", node.at, [`[${bounds.join(", ")}]`]));
  }
}

function emitCounting(
  e: FunctionEmitter,
  node: StatementOf<"count"> | StatementOf<"each">,
  bounds: readonly Expression[],
  { start, step }: Counting,
): void {
  const before: string[] = [];
  const operands = operandsOf(e, bounds, before);
  for (const assignment of before) e.line(`${assignment};`);
  const last = operands.pop() as Operand;
  const [at, stop] = [e.unique("at"), e.unique("stop")];
  const first = start ?? helper(e, "rangeStart", node.at, [(operands[0] as Operand).code]);
  const bound = isOnly(last.kinds, NUMBER) ? last.code : helper(e, "rangeStop", node.at, [last.code]);
  const goesOn = `${at} ${step > 0 ? "<" : ">"} ${stop}`;
  const entry = e.loopEntry(node);
  const left = entry ? beginCount(e, entry) : "";
  const advance = step === 1 ? `${at}++` : `${at} += ${step}`;
  e.open(`for (let ${at} = ${first}, ${stop} = ${bound}; ${entry ? "" : goesOn}; ${advance}) {`);
  if (entry) {
    emitLoopEntry(e, entry, left, "enter", [at, stop], (reached) => e.line(`${at} = ${reached};`));
    e.line(`if (!(${goesOn})) break;`);
  }
  const exact = `typeof ${at} === "number" ? ${at} : ${helper(e, "canonical", node.at, [at])}`;
  emitBlock(e, node.body, { slot: node.slot, value: start === null ? exact : at });
  e.close("}");
}

/** `for i in n` counts, if it is known that n is an int. */
export function emitEach(e: FunctionEmitter, node: StatementOf<"each">): void {
  const isInt = isOnly(e.module.facts.of(node.iterable), INT);
  if (isInt && !e.module.stepping) emitCounting(e, node, [node.iterable], { start: 0, step: 1 });
  else emitFor(e, node, helper(e, "iterate", node.at, [emit(e, node.iterable)]));
}

function emitFor(e: FunctionEmitter, node: StatementOf<"count"> | StatementOf<"each">, cursor: string): void {
  const position = e.unique("cursor");
  e.line(`const ${position} = ${cursor};`);
  // The next value may come from a generator, which may fail.
  const plain = `${position}.${mark(node.at)}next()`;
  const resumable = `${position}.nextResumable ? yield* ${position}.${mark(node.at)}nextResumable() : ${plain}`;
  const next = e.suspendsAt(node) ? `(${resumable})` : plain;
  const entry = e.loopEntry(node);
  if (entry) {
    const left = beginCount(e, entry);
    e.open("for (;;) {");
    emitLoopEntry(e, entry, left, "enterAt", [position], (reached) =>
      e.line(`${position}.goOnBehind(${reached});`),
    );
    e.line(`if (!${next}) break;`);
  } else e.open(`while (${next}) {`);
  emitBlock(e, node.body, { slot: node.slot, value: `${position}.value` });
  e.close("}");
}

/**
 * Counts an execution of the loop. What counts its trips is given back: a variable, unless loops inside may want this
 * one to be asked soon.
 */
function beginCount(e: FunctionEmitter, { tier, isInnermost }: LoopEntry): string {
  if (!isInnermost) {
    e.line(`if (--${tier}.budget < 0) ${tier}.left = 0;`);
    return `${tier}.left`;
  }
  const left = e.unique("left");
  e.line(`let ${left} = --${tier}.budget < 0 ? 0 : ${tier}.trips;`);
  return left;
}

/**
 * At the head of a hot loop: goes on in machine code, which takes the variables and gives them back. `moveTo` writes
 * what makes the position of the loop that of the trip that machine code was in.
 */
function emitLoopEntry(
  e: FunctionEmitter,
  { tier, liveIn, liveOut, exits, inTry, isInnermost }: LoopEntry,
  left: string,
  method: string,
  position: readonly string[],
  moveTo: (reached: string) => void,
): void {
  const outcome = e.unique("outcome");
  e.open(`if (--${left} < 0) {`);
  const args = [...position, ...liveIn.map((slot) => emitGet(e, slot))];
  e.line(`const ${outcome} = ${tier}.${method}(${args.join(", ")});`);
  e.open(`if (${outcome} !== undefined) {`);
  const returned = e.isMain ? e.module.exports() : `${outcome}.values[0]`;
  e.line(`if (${outcome}.returned) return ${returned};`);
  liveOut.forEach((slot, i) => {
    emitTaken(e, outcome, slot, i, "");
  });
  if (inTry) e.line(`if (${outcome}.error) throw ${outcome}.error;`);
  if (exits.length > 0) {
    e.line(`if (${outcome}.exit === 0) break;`);
    const [before] = position;
    if (before) moveTo(`${outcome}.values[${liveOut.length}]`);
    emitExits(e, outcome, exits, liveOut.length + (before ? 1 : 0));
  } else e.line("break;");
  e.close("}");
  if (isInnermost) e.line(`${left} = ${tier}.trips;`);
  e.close("}");
}

/** What is left of a trip behind each side exit. The exit's locals are in the outcome from `first` on. */
function emitExits(e: FunctionEmitter, outcome: string, exits: readonly LoopExit[], first: number): void {
  exits.forEach(({ rest, locals }, index) => {
    e.open(`if (${outcome}.exit === ${index + 1}) {`);
    locals.forEach((slot, i) => {
      emitTaken(e, outcome, slot, first + i, "let ");
    });
    emitBlock(e, rest);
    e.line("continue;");
    e.close("}");
  });
}

/** Gives a variable the value that machine code has left for it. */
function emitTaken(e: FunctionEmitter, outcome: string, slot: Slot, index: number, keyword: string): void {
  const value = `${outcome}.values[${index}]${e.isBare(slot) ? ".value" : ""}`;
  e.line(`${keyword}${name(e, slot)} = ${value};${e.resetFlag(slot)}`);
}
