/** All tables of builtins, by domain. */

import { ARRAY_ORDER } from "./array-order.js";
import { ARRAY_SHAPE } from "./array-shape.js";
import { ARRAYS } from "./arrays.js";
import { ASSERTIONS } from "./assertions.js";
import { BITS } from "./bits.js";
import { CONCURRENCY } from "./concurrency.js";
import { CONSOLE } from "./console.js";
import { CONVERSION } from "./conversion.js";
import { DATES } from "./dates.js";
import { DICTS } from "./dicts.js";
import { ENVIRONMENT } from "./environment.js";
import { FILES } from "./files.js";
import { FORMAT } from "./format.js";
import { HIGHER_ORDER } from "./higher-order.js";
import { INTROSPECTION } from "./introspection.js";
import { JSON_TEXT } from "./json.js";
import { MATH } from "./math.js";
import { QUEUES } from "./queues.js";
import { RANDOM } from "./random.js";
import { REGEX } from "./regex.js";
import { SEQUENCES } from "./sequences.js";
import { SETS } from "./sets.js";
import type { BuiltinSpec } from "./spec.js";
import { TEXT } from "./text.js";
import { TEXT_CASE } from "./text-case.js";
import { TEXT_POSITION } from "./text-position.js";
import { TIME } from "./time.js";

export const LIBRARY: Record<string, Record<string, BuiltinSpec>> = {
  Console: CONSOLE,
  Conversion: CONVERSION,
  Introspection: INTROSPECTION,
  Formatting: FORMAT,
  Text: { ...TEXT, ...TEXT_POSITION, ...TEXT_CASE },
  "Regular expressions": REGEX,
  "Strings, arrays and dicts": SEQUENCES,
  Arrays: { ...ARRAYS, ...ARRAY_ORDER, ...ARRAY_SHAPE },
  "Higher-order functions": HIGHER_ORDER,
  Dicts: DICTS,
  "Sets, queues and stacks": { ...SETS, ...QUEUES },
  Bits: BITS,
  Mathematics: MATH,
  Random: RANDOM,
  Time: { ...TIME, ...DATES },
  JSON: JSON_TEXT,
  Assertions: ASSERTIONS,
  "Tasks and channels": CONCURRENCY,
  Environment: ENVIRONMENT,
  Files: FILES,
};
