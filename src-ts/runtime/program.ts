/** What one running program shares across its modules, whatever the engine. */

import type { Module } from "../ir/nodes.js";
import type { Host } from "../stdlib/spec.js";
import type { SourceText } from "../syntax/source.js";
import { callResumable, isResumable } from "./call.js";
import { RuffError } from "./error.js";
import { Handle } from "./handle.js";
import { Rejections } from "./promise.js";
import type { StructTypes } from "./struct.js";
import type { Resumable, TaskQueue } from "./tasks.js";
import { share, type Value } from "./value.js";

/** Loads modules by name; throws the catchable errors of importing. */
export interface ModuleLoader {
  /**
   * The exports of the module, which runs at its first import. Throws if there is no such module or a wanted
   * name is not among them.
   */
  load(name: string, wanted: readonly string[], importer: SourceText): ReadonlyMap<string, Value>;
}

/** Runs a compiled file to its end and returns its exports. */
export type RunModule = (module: Module) => ReadonlyMap<string, Value>;

export class Program {
  readonly rejections = new Rejections();
  readonly tasks: TaskQueue;
  readonly types: StructTypes;

  constructor(
    readonly host: Host,
    readonly modules: ModuleLoader,
  ) {
    this.types = host.types;
    this.tasks = host.tasks;
  }
}

/** A module as a value: what it exports, under dot access. */
export class ModuleHandle extends Handle {
  readonly typeName = "module";

  constructor(
    private readonly name: string,
    private readonly exports: ReadonlyMap<string, Value>,
  ) {
    super();
  }

  override get text(): string {
    return `<module ${this.name}>`;
  }

  override get debugForm(): string {
    return `Module(${this.name})`;
  }

  override member(name: string): Value {
    const exported = this.exports.get(name);
    if (exported === undefined) throw new RuffError(this.noMethod(name));
    return exported;
  }

  override noMethod(name: string): string {
    return `Field not found: ${name}`;
  }

  callMethod(
    name: string,
    args: readonly Value[],
    call: (callee: Value, args: readonly Value[]) => Value,
  ): Value | undefined {
    const exported = this.exports.get(name);
    return exported === undefined ? undefined : call(exported, args);
  }

  override callMethodResumable(name: string, args: readonly Value[]): Resumable | null {
    const exported = this.exports.get(name);
    return exported !== undefined && isResumable(exported) ? callResumable(exported, args) : null;
  }
}

/** The values that an import binds, and the module itself. Exported containers gain a second owner. */
export function importModule(
  program: Program,
  name: string,
  names: readonly string[],
  importer: SourceText,
): { values: Value[]; namespace: ModuleHandle } {
  const exports = program.modules.load(name, names, importer);
  const values = names.map((wanted) => share(exports.get(wanted) as Value));
  return { values, namespace: new ModuleHandle(name, exports) };
}
