/** Conversions, introspection, bits, assertions: edges and every error text. */

import test from "ava";
import { ExitRequest } from "../../dist/runtime/exit.js";
import { NONE, Tagged, Wrapped } from "../../dist/runtime/value.js";
import { call, f, makeHost, show, table } from "./support.js";

table(test, [
  ["to_int", ["9223372036854775807"], "9223372036854775807"],
  ["to_int", ["9223372036854775808"], "E Cannot convert '9223372036854775808' to int"],
  ["to_int", [" x "], "E Cannot convert ' x ' to int"],
  ["to_int", ["+007"], "7"],
  ["to_int", ["1_0"], "E Cannot convert '1_0' to int"],
  ["to_int", [f(Number.NaN)], "0"],
  ["to_int", [f(1e300)], "9223372036854775807"],
  ["to_int", [true], "1"],
  ["to_int", [[]], "E Cannot convert array to int"],
  ["to_int", [{}], "E Cannot convert dict to int"],
  ["to_int", [NONE], "E Cannot convert value to int"],
  ["to_int", [], "E to_int() requires one argument"],
  ["to_float", [".5"], "0.5"],
  ["to_float", ["5."], "5"],
  ["to_float", ["-Infinity"], "-inf"],
  ["to_float", ["nan"], "NaN"],
  ["to_float", ["0x10"], "E Cannot convert '0x10' to float"],
  ["to_float", [""], "E Cannot convert '' to float"],
  ["to_float", [false], "0"],
  ["to_float", [null], "E Cannot convert null to float"],
  ["to_float", [1, 2], "E to_float() requires one argument"],
  ["to_bool", [""], "false"],
  ["to_bool", ["0"], "false"],
  ["to_bool", [" "], "true"],
  ["to_bool", [[]], "false"],
  ["to_bool", [f(0)], "false"],
  ["to_bool", [NONE], "true"],
  ["to_bool", [], "E to_bool() requires one argument"],
  ["to_string", [], "E to_string() requires one argument"],
  ["str", [1, 2], "E to_string() requires one argument"],
  ["parse_int", [" -42\n"], "-42"],
  ["parse_int", [1], "E parse_int requires a string argument"],
  ["parse_int", [], "E parse_int requires a string argument"],
  ["parse_float", [" 1e5 "], "100000"],
  ["parse_float", ["x"], "E Cannot parse 'x' as float"],
  ["parse_float", [], "E parse_float requires a string argument"],
  ["array", [1, "a"], "[1, a]"],
  ["dict", [], "{}"],
  ["dict", [1], "E dict expects 0 arguments, got 1"],
  ["error", ["boom"], "E boom"],
  ["error", [1], "E Int(1)"],
  ["error", [], "E error expects 1 arguments, got 0"],
  ["type", [], "E type expects 1 arguments, got 0"],
  ["type_of", [null], "null"],
  ["type", [new Tagged("A::B", [])], "tagged"],
  ["is_truthy", [], "E is_truthy expects 1 arguments, got 0"],
  ["is_float", [7], "false"],
  ["is_int", [2n ** 60n], "true"],
  ["is_string", ["a"], "true"],
  ["is_bool", [true], "true"],
  ["is_array", [[]], "true"],
  ["is_dict", [{}], "true"],
  ["is_null", [null], "true"],
  ["is_null", [], "false"],
  ["is_function", [() => 0], "true"],
  ["is_function", [1, 2], "E is_function() expects 1 argument"],
  ["bit_and", [6, 3], "2"],
  ["bit_or", [6, 3], "7"],
  ["bit_xor", [6, 3], "5"],
  ["bit_not", [0], "-1"],
  ["bit_not", ["x"], "E bit_not() expects integer argument 'value' , got Str(\"x\")"],
  ["bit_not", [], "E bit_not expects 1 arguments, got 0"],
  ["bit_shl", [3, 63], "-9223372036854775808"],
  ["bit_shl", [1, 64], "E bit_shl() expects a shift amount between 0 and 63"],
  ["bit_shr", [1, -1], "E bit_shr() expects a shift amount between 0 and 63"],
  ["bit_or", [1, null], "E bit_or() expects integer argument 'right' , got Null"],
  ["bit_xor", [1], "E bit_xor expects 2 arguments, got 1"],
  ["assert", [1], "true"],
  ["assert", [0, "no"], "E no"],
  ["assert", [0, 5], "E Assertion failed"],
  ["assert", [], "E assert requires at least 1 argument: condition"],
  ["assert", [1, 2, 3], "E assert() expects at most 2 arguments: condition, [message]"],
  [
    "assert_equal",
    [
      [1, { a: f(1) }],
      [f(1), { a: 1 }],
    ],
    "true",
  ],
  ["assert_equal", [1], "E assert_equal requires 2 arguments: actual, expected"],
  ["assert_true", [true], "true"],
  ["assert_true", [false], "E Assertion failed: expected true, got false"],
  ["assert_true", [1], "E assert_true requires a boolean argument"],
  ["assert_true", [], "E assert_true requires exactly 1 argument"],
  ["assert_false", [true], "E Assertion failed: expected false, got true"],
  ["assert_false", [null], "E assert_false requires a boolean argument"],
  ["assert_false", [1, 2], "E assert_false requires exactly 1 argument"],
  ["assert_contains", [[[1]], [1]], "true"],
  ["assert_contains", ["abc", "b"], "true"],
  ["assert_contains", ["abc", 1], 'E Assertion failed: Str("abc") does not contain Int(1)'],
  ["assert_contains", [{ 1: 0 }, 1], "true"],
  ["assert_contains", [1, 1], "E assert_contains requires an array, string, or dict as first argument"],
  ["assert_contains", [1], "E assert_contains requires 2 arguments: collection, item"],
]);

test("debug shows contents", (t) => {
  const host = makeHost();
  const set = call("Set", [[1, "a"]]);
  call("debug", [{ b: 1, a: ["x"] }, true, NONE, new Wrapped("Ok", 1), set, call("Queue", [[1]])], host);
  call("debug", [call("Stack", [[1, 2]])], host);
  t.is(
    host.out,
    '[DEBUG] Dict{a: Array[String("x")], b: Int(1)} Bool(true) None Ok(Int(1)) Set{Int(1), String("a")} Queue[Int(1)]\n' +
      "[DEBUG] Stack[Int(1), Int(2)]\n",
  );
});

test("eprint writes to the error stream", (t) => {
  const host = makeHost();
  call("eprint", ["a", 1], host);
  t.is(host.err, "a 1\n");
  t.is(host.out, "");
});

test("input", (t) => {
  const host = makeHost({ input: ["Ada \t", ""] });
  t.is(show("input", ["Name? "], host), "Ada");
  t.is(show("input", [], host), "");
  t.is(show("input", [], host), "");
  t.is(host.out, "Name? ");
  t.is(show("input", [1], host), "E input() requires a string prompt when provided");
});

test("exit", (t) => {
  const status = (...args) => t.throws(() => call("exit", args), { instanceOf: ExitRequest }).status;
  t.deepEqual([status(), status(3), status(256), status(-1), status(f(2.9))], [0, 3, 0, 255, 2]);
  t.is(show("exit", ["1"]), "E exit() requires a numeric exit code when provided");
  t.is(show("exit", [1, 2]), "E exit expects 0 to 1 arguments, got 2");
});
