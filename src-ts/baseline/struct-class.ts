/** A class for each struct literal's layout, so that V8 gives its instances one hidden class. */

import { copyFields, RuffStruct, type StructType } from "../runtime/struct.js";
import { share, type Value } from "../runtime/value.js";

type Layout = new (...values: Value[]) => RuffStruct;

/**
 * A subclass of `RuffStruct` whose constructor takes the fields in order. Its text is generated, because
 * only a constructor with fixed assignments gets a fixed layout; field names are identifiers.
 */
export function makeStructClass(type: StructType, fields: readonly string[]): Layout {
  const distinct = [...new Set(fields)];
  const parameters = fields.map((_, i) => `v${i}`).join(", ");
  const assignments = distinct.map((field) => `this.$${field} = v${fields.lastIndexOf(field)};`).join(" ");
  const copies = distinct.map((field) => `share(this.$${field})`).join(", ");
  const source = `return class extends RuffStruct {
    constructor(${parameters}) { super(type); ${assignments} }
    clone() {
      if (Object.keys(this).length !== ${distinct.length + 2}) return copyFields(this, new RuffStruct(type));
      return new Plain(${copies});
    }
  }
  //# sourceURL=ruff/dist/bin/struct-class.js`; // A debugger that skips dist/bin is to skip this too.
  const make = (plain: () => Layout): Layout =>
    new Function("RuffStruct", "type", "share", "copyFields", "plain", source.replace("Plain", "(plain())"))(
      RuffStruct,
      type,
      share,
      copyFields,
      plain,
    ) as Layout;
  if (distinct.length !== fields.length) {
    const plain = makeStructClass(type, distinct);
    return make(() => plain);
  }
  const layout: Layout = make(() => layout);
  return layout;
}
