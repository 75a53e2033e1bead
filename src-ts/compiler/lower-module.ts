/** Lowers imports and exports. */

import type { Slot, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { lowerStatement } from "./lower-statement.js";
import { exportedNames } from "./names.js";
import type { Scope } from "./scope.js";

/** Names may silently replace what the scope holds. A missing module is an error when the import is reached. */
export function lowerImport(scope: Scope, node: ast.ImportStatement): Statement[] {
  const { at, module, symbols } = node;
  const names = symbols?.map(({ name }) => name) ?? [...(scope.context.unit.exportsOf(module) ?? [])];
  const slots = names.map((name) => boundSlot(scope, name));
  const namespace = symbols || names.includes(module) ? null : boundSlot(scope, module);
  return [{ kind: "import", at, module, names, slots, namespace }];
}

function boundSlot(scope: Scope, name: string): Slot {
  const slot = scope.ownSlot(name, "mut");
  slot.constant = null;
  scope.context.bound.add(slot);
  return slot;
}

/** The names become visible to importers; the statement itself runs as ever. A lone name just exports it. */
export function lowerExport(scope: Scope, node: ast.ExportStatement): Statement[] {
  const { statement } = node;
  const lone = statement.kind === "Expr" && statement.value.kind === "Name";
  const lowered = lone ? [] : lowerStatement(scope, statement);
  const { exports } = scope.context.unit;
  for (const name of exportedNames(statement)) {
    const slot = scope.heldSlot(name) ?? scope.resolve(name).candidates[0] ?? scope.ownSlot(name, "mut");
    slot.maybeUnbound = true;
    exports.push({ name, slot });
  }
  return lowered;
}
