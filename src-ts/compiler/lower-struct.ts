/** Lowers struct declarations: methods become functions whose first parameter is the receiver. */

import type { IrFunction, Statement } from "../ir/nodes.js";
import type * as ast from "../syntax/ast.js";
import { bind } from "./lower-binding.js";
import { closeFunction, declareFunction, openMethod } from "./lower-function.js";
import { reportError, type Scope } from "./scope.js";

export function lowerStruct(scope: Scope, node: ast.StructStatement): Statement[] {
  const { at, name } = node;
  const methods = node.methods.map((shape) => lowerMethod(scope, name.name, shape));
  const [binding] = bind(scope, name.name, "mut", { kind: "null", at }, at) as [Statement];
  const { slot } = binding as Extract<Statement, { kind: "declare" }>;
  return [{ kind: "defineStruct", at, slot, name: name.name, methods }];
}

function lowerMethod(scope: Scope, struct: string, shape: ast.FunctionShape): IrFunction {
  const method = `${struct}.${shape.name?.name ?? ""}`;
  if (shape.isGenerator)
    reportError(scope.context.unit, `Generator methods are not supported for structs: ${method}`, shape.at);
  const target = declareFunction(scope, shape, method);
  closeFunction(shape, openMethod(scope, shape, target));
  return target;
}
