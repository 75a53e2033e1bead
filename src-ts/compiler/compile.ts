/** AST to IR: the whole story of compiling one file. */

import type { IrFunction, Module, Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import type { Diagnostic } from "../syntax/diagnostic.js";
import type { SourceText } from "../syntax/source.js";
import { SlotSet } from "./bound-slots.js";
import { TEARDOWN } from "./declared-tests.js";
import { closeFunction, declareFunction, openFunction } from "./lower-function.js";
import { lowerStatements } from "./lower-statement.js";
import { LoweredFunction } from "./lowered-function.js";
import { declarations, directFunctions, namesUsed, TooDeep } from "./names.js";
import { settleOwnership } from "./ownership.js";
import { reportError, Scope, type Unit } from "./scope.js";
import { findWaits } from "./waits.js";

export interface Compilation {
  readonly module: Module;
  /** Static errors; when there are any the module must not run. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles a parsed file. Never throws: what is wrong is in the diagnostics. `startsTasks` says whether the
 * program that the file belongs to has a `spawn` anywhere.
 */
export function compile(
  program: ast.Program,
  source: SourceText,
  exportsOf: Unit["exportsOf"] = () => null,
  startsTasks = false,
): Compilation {
  const main = new LoweredFunction(0, "", null, { at: 0, end: program.statements.at(-1)?.end ?? 0 });
  const unit: Unit = {
    functions: [main],
    diagnostics: [],
    reassigned: new Set(),
    nextSlot: 0,
    fieldNames: new Set(),
    payloads: new Map(),
    exports: [],
    exportsOf,
  };
  const { functions, exports } = unit;
  const module: Module = { source, main, functions, exports, cleanup: null, waits: null };
  try {
    const { reassigned, payloads, fields } = namesUsed(program);
    unit.reassigned = withImports(reassigned, program, exportsOf);
    unit.payloads = payloads;
    unit.fieldNames = fields;
    lowerProgram(program, unit, main);
    module.cleanup = functions.find(({ name }) => name === TEARDOWN) ?? null;
    settleOwnership(module, functions);
    if (startsTasks || module.functions.some(({ isTask }) => isTask)) module.waits = findWaits(module);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    reportError(unit, "expression or chain of 'else if' is too long", error.at);
  }
  return { module, diagnostics: unit.diagnostics.sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0)) };
}

/** `import m` may overwrite any name that m exports. */
function withImports(
  names: Set<string>,
  program: ast.Program,
  exportsOf: Unit["exportsOf"],
): ReadonlySet<string> {
  for (const statement of program.statements)
    if (statement.kind === "Import" && statement.symbols === null)
      for (const name of exportsOf(statement.module) ?? []) names.add(name);
  return names;
}

function lowerProgram(program: ast.Program, unit: Unit, main: LoweredFunction): void {
  const scope = new Scope(
    {
      unit,
      ir: main,
      bound: new SlotSet(),
      maybeBound: new SlotSet(),
      possiblyBound: new Set(),
      pending: [],
      receiver: null,
    },
    null,
    false,
  );
  main.setBody(scope.block);
  scope.declareAll(declarations(program.statements, unit));
  hoist(scope, program.statements);
  lowerStatements(scope, program.statements);
}

/**
 * Binds the functions that stand directly at the top level before anything else runs. All are bound before
 * the first body is lowered, so that each can call every other directly. Of two with one name the last counts.
 */
function hoist(scope: Scope, statements: readonly ast.Statement[]): void {
  const shapes = directFunctions(statements);
  const opened = shapes.map((shape) => {
    const target = declareFunction(scope, shape);
    return { shape, target, inner: openFunction(scope, shape, target) };
  });
  const last = new Map<Slot, IrFunction>();
  for (const { shape, target } of opened) {
    const slot = scope.ownSlot((shape.name as ast.Identifier).name, "mut");
    const constant = !last.has(slot) && !scope.context.unit.reassigned.has(slot.name);
    slot.constant = constant ? target : null;
    scope.context.bound.add(slot);
    last.set(slot, target);
  }
  for (const { shape, inner } of opened) closeFunction(shape, inner);
  for (const [slot, target] of last) scope.block.body.push(bindFunction(slot, target));
}

function bindFunction(slot: Slot, target: IrFunction): Statement {
  const { at } = target;
  return { kind: "declare", at, slot, value: { kind: "closure", at, target } };
}
