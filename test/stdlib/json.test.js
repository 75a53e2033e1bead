/** JSON: values, limits, and where errors are said to be. */

import test from "ava";
import { f, show, table } from "./support.js";

const error = (what, line, column) => `E JSON parse error: ${what} at line ${line} column ${column}`;

table(test, [
  [
    "parse_json",
    [' {"b": [1, -2, null, true, false], "a": {}} '],
    '{"a": {}, "b": [1, -2, null, true, false]}',
  ],
  ["parse_json", ['{"a": 1, "a": 2}'], '{"a": 2}'],
  ["parse_json", ["9223372036854775807"], "9223372036854775807"],
  ["parse_json", ["-9223372036854775808"], "-9223372036854775808"],
  ["parse_json", ["9223372036854775808"], "9223372036854776000"],
  ["parse_json", ["-0"], "-0"],
  ["parse_json", ["1.50"], "1.5"],
  ["parse_json", ['"\\u00e9\\ud83d\\udd25\\n\\/"'], "é🔥\n/"],
  ["parse_json", ["[1,]"], error("trailing comma", 1, 4)],
  ["parse_json", ['{"a":1,}'], error("trailing comma", 1, 8)],
  ["parse_json", ["[1 2]"], error("expected `,` or `]`", 1, 4)],
  ["parse_json", ['{"a" 1}'], error("expected `:`", 1, 6)],
  ["parse_json", ['{"a":1 "b"}'], error("expected `,` or `}`", 1, 8)],
  ["parse_json", ["{1}"], error("key must be a string", 1, 2)],
  ["parse_json", ['{"a":1,2}'], error("key must be a string", 1, 8)],
  ["parse_json", ["[\n1,\n  x]"], error("expected value", 3, 3)],
  ["parse_json", ['["é", x]'], error("expected value", 1, 8)],
  ["parse_json", ["1 2"], error("trailing characters", 1, 3)],
  ["parse_json", ["trux"], error("expected ident", 1, 4)],
  ["parse_json", ["tru"], error("EOF while parsing a value", 1, 3)],
  ["parse_json", ["["], error("EOF while parsing a list", 1, 1)],
  ["parse_json", ["[1"], error("EOF while parsing a list", 1, 2)],
  ["parse_json", ["[1,\n"], error("EOF while parsing a value", 2, 0)],
  ["parse_json", ["{"], error("EOF while parsing an object", 1, 1)],
  ["parse_json", ['{"a"'], error("EOF while parsing an object", 1, 4)],
  ["parse_json", ['{"a":'], error("EOF while parsing a value", 1, 5)],
  ["parse_json", ['{"a":1'], error("EOF while parsing an object", 1, 6)],
  ["parse_json", ['{"a":1,'], error("EOF while parsing a value", 1, 7)],
  ["parse_json", ['"abc'], error("EOF while parsing a string", 1, 4)],
  ["parse_json", ['"a\tb"'], error("control character (\\u0000-\\u001F) found while parsing a string", 1, 3)],
  ["parse_json", ['"\\x"'], error("invalid escape", 1, 3)],
  ["parse_json", ['"\\u12g4"'], error("invalid escape", 1, 6)],
  ["parse_json", ['"\\ud800x"'], error("unexpected end of hex escape", 1, 8)],
  ["parse_json", ['"\\udc00"'], error("lone leading surrogate in hex escape", 1, 7)],
  ["parse_json", ["01"], error("invalid number", 1, 2)],
  ["parse_json", ["-"], error("EOF while parsing a value", 1, 1)],
  ["parse_json", ["-x"], error("invalid number", 1, 2)],
  ["parse_json", ["1.x"], error("invalid number", 1, 3)],
  ["parse_json", ["1e400"], error("number out of range", 1, 5)],
  ["parse_json", [1], "E parse_json requires a string argument"],
  ["parse_json", [], "E parse_json requires a string argument"],
  ["to_json", ['"\\/\b\f\n\r\t\u0001\u007fé🔥'], '"\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007fé🔥"'],
  [
    "to_json",
    [[f(1e15), f(1e16), f(1.5e-7), f(0.00001), f(-0), f(123.25)]],
    "[1000000000000000.0,1e+16,1.5e-7,0.00001,-0.0,123.25]",
  ],
  ["to_json", [{ 10: 1, 9: 2, 1: 3 }], '{"1":3,"9":2,"10":1}'],
  ["to_json", [{ b: 1, B: 2, é: 3, a: 4 }], '{"B":2,"a":4,"b":1,"é":3}'],
  ["to_json", [2n ** 62n], "4611686018427387904"],
  ["to_json", [f(Number.NEGATIVE_INFINITY)], "E Cannot convert non-finite float -inf to JSON"],
  ["to_json", [], "E to_json requires a value argument"],
  ["to_json_pretty", [1, 2], "E to_json_pretty requires a value argument"],
  ["to_json_pretty", [[]], "[]"],
]);

const nested = (depth, inner) => "[".repeat(depth) + inner + "]".repeat(depth);

test("limits of reading", (t) => {
  t.is(show("parse_json", [nested(64, "1")]), nested(64, "1"));
  t.is(show("parse_json", [nested(65, "1")]), "E JSON input exceeds maximum nesting depth of 64");
  t.is(show("parse_json", [nested(65, "")]), nested(65, ""));
  t.is(show("parse_json", [nested(66, "")]), "E JSON input exceeds maximum nesting depth of 64");
  t.is(show("parse_json", [`${nested(65, "1")}x`]), error("trailing characters", 1, 132));
  t.is(show("parse_json", [nested(127, "1")]), "E JSON input exceeds maximum nesting depth of 64");
  t.is(show("parse_json", [nested(128, "1")]), error("recursion limit exceeded", 1, 128));
  t.is(
    show("parse_json", [" ".repeat(1_048_577)]),
    "E JSON input exceeds maximum input size of 1048576 bytes",
  );
});

test("limits of writing", (t) => {
  let value = 1;
  for (let i = 0; i < 64; i++) value = [value];
  t.is(show("to_json", [value]), nested(64, "1"));
  t.is(show("to_json", [[value]]), "E JSON value exceeds maximum nesting depth of 64");
});
