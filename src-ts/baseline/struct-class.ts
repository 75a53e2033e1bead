/** A constructor for each struct literal's layout, so that V8 gives its instances one hidden class. */

import type { RuffStruct, StructType } from "../runtime/struct.js";
import { share, type Value } from "../runtime/value.js";

type Layout = new (...values: Value[]) => RuffStruct;

/**
 * A constructor that takes the fields in order and makes instances of the type. Its text is generated, because
 * only a constructor with fixed assignments gets a fixed layout; field names are identifiers. Of two fields with
 * one name the last counts.
 */
export function makeStructClass(type: StructType, fields: readonly string[]): Layout {
  const distinct = [...new Set(fields)];
  const copies = distinct.map((field) => `share(this.$${field})`).join(", ");
  const text = `
    ${constructorText("Layout", fields)}
    ${distinct.length === fields.length ? "const Copy = Layout;" : constructorText("Copy", distinct)}
    Layout.prototype = Copy.prototype = prototype;
    prototype.clone = function () { return new Copy(${copies}); };
    return Layout;
    //# sourceURL=ruff/dist/bin/struct-class.js`; // A debugger that skips dist/bin is to skip this too.
  return new Function("prototype", "share", text)(Object.create(type.prototype), share) as Layout;
}

function constructorText(name: string, fields: readonly string[]): string {
  const parameters = fields.map((_, i) => `v${i}`).join(", ");
  const assignments = [...new Set(fields)].map((field) => `this.$${field} = v${fields.lastIndexOf(field)};`);
  return `function ${name}(${parameters}) { this.shared = false; ${assignments.join(" ")} }`;
}
