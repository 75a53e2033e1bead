/** A constructor for each struct literal's layout, so that V8 gives its instances one hidden class. */

import { noteBytes } from "../runtime/memory.js";
import { MOST, stateWith } from "../runtime/nesting.js";
import { hide, type RuffStruct, type StructType } from "../runtime/struct.js";
import { LEVEL, SHARED, share, type Value } from "../runtime/value.js";

/** Memory is told of so many instances of a layout together. */
const STRUCTS_AT_ONCE = 1024;
/** What an instance takes, roughly. */
const BYTES = 32;
const BYTES_OF_A_FIELD = 24;

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
    let made = 0;
    ${constructorText("Layout", fields)}
    ${distinct.length === fields.length ? "const Copy = Layout;" : constructorText("Copy", distinct)}
    Layout.prototype = Copy.prototype = prototype;
    hide(prototype, "constructor", Copy);
    hide(prototype, "clone", function () { return new Copy(${copies}); });
    return Layout;
    //# sourceURL=ruff/dist/bin/struct-class.js`; // A debugger that skips dist/bin is to skip this too.
  const prototype: object = Object.create(type.prototype);
  hide(prototype, "layout", distinct);
  const make = new Function("prototype", "share", "stateWith", "hide", "noteBytes", text);
  return make(prototype, share, stateWith, hide, noteBytes) as Layout;
}

function constructorText(name: string, fields: readonly string[]): string {
  const parameters = fields.map((_, i) => `v${i}`).join(", ");
  const distinct = [...new Set(fields)];
  const argumentOf = (field: string): string => `v${fields.lastIndexOf(field)}`;
  const assignments = distinct.map((field) => `this.$${field} = ${argumentOf(field)};`);
  const deepens = distinct.map((field) => deepen(argumentOf(field)));
  const bytes = STRUCTS_AT_ONCE * (BYTES + distinct.length * BYTES_OF_A_FIELD);
  const note = `if ((++made & ${STRUCTS_AT_ONCE - 1}) === 0) noteBytes(${bytes});`;
  return `function ${name}(${parameters}) { ${note} this.state = ${LEVEL}; ${[...assignments, ...deepens].join(" ")} }`;
}

/** What an instance holds makes it deeper: in place, where that is simple. */
function deepen(value: string): string {
  return `if (typeof ${value} === "object" && ${value} !== null && ${value}.state >= this.state)
    this.state = ${value}.state < ${MOST} ? (${value}.state & ${~SHARED}) + ${LEVEL}
      : stateWith(this.state, ${value}, "building struct value");`;
}
