/** Reads JSON. Ints stay exact, entries keep the order of the document. */

import { DictMap } from "../runtime/dict-map.js";
import { RuffArray, RuffDict, type Value } from "../runtime/value.js";
import { JsonScanner } from "./json-scan.js";
import { fail } from "./spec.js";

const MOST_BYTES = 1_048_576;
/** The depth of the innermost value, where the root has depth 0. */
export const DEEPEST = 64;
/** So many containers inside each other end the reading at once. */
const RECURSION_LIMIT = 128;

export function readJson(text: string): Value {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return fail(`JSON input exceeds maximum input size of ${MOST_BYTES} bytes`);
  return new JsonReader(text).readDocument();
}

class JsonReader extends JsonScanner {
  private deepest = 0;

  readDocument(): Value {
    const value = this.readValue(0);
    if (this.peek() !== "") return this.refuse("trailing characters");
    if (this.deepest > DEEPEST) return fail(`JSON input exceeds maximum nesting depth of ${DEEPEST}`);
    return value;
  }

  private readValue(depth: number): Value {
    this.deepest = Math.max(this.deepest, depth);
    const first = this.peek();
    switch (first) {
      case '"':
        return this.readString();
      case "[":
        return this.readArray(depth);
      case "{":
        return this.readObject(depth);
      case "t":
        return this.readWord("true", true);
      case "f":
        return this.readWord("false", false);
      case "n":
        return this.readWord("null", null);
    }
    return /[\d-]/.test(first) ? this.readNumber() : this.refuse("expected value");
  }

  private readArray(depth: number): RuffArray {
    this.open(depth);
    const items: Value[] = [];
    if (this.peek() === "") return this.refuse("", "a list");
    while (this.peek() !== "]") {
      items.push(this.readValue(depth + 1));
      if (this.peek() === "]") break;
      if (!this.take(",")) return this.refuse("expected `,` or `]`", "a list");
      if (this.peek() === "]") return this.refuse("trailing comma");
    }
    this.at++;
    return new RuffArray(items);
  }

  private readObject(depth: number): RuffDict {
    this.open(depth);
    const entries = new DictMap();
    if (this.peek() === "") return this.refuse("", "an object");
    while (this.peek() !== "}") {
      if (this.peek() !== '"') return this.refuse("key must be a string");
      const key = this.readString();
      this.peek();
      if (!this.take(":")) return this.refuse("expected `:`", "an object");
      entries.set(key, this.readValue(depth + 1));
      if (this.peek() === "}") break;
      if (!this.take(",")) return this.refuse("expected `,` or `}`", "an object");
      if (this.peek() === "}") return this.refuse("trailing comma");
    }
    this.at++;
    return new RuffDict(entries);
  }

  private open(depth: number): void {
    if (depth + 1 >= RECURSION_LIMIT) this.refuse("recursion limit exceeded");
    this.at++;
  }
}
