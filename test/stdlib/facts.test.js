/** The numbered facts of the library's description; results differ where a decision overrules one. */

import test from "ava";
import { Builtin, Wrapped } from "../../dist/runtime/value.js";
import { text } from "../../dist/runtime/text.js";
import { builtinValue } from "../../dist/stdlib/registry.js";
import { call, f, makeHost, show } from "./support.js";

const two = new Builtin("<lambda>", () => 0);
const NaNs = f(Number.NaN);

const FACTS = [
  [3, "to_string", [[1, "hello", true, null, f(3.14)]], "[1, hello, true, null, 3.14]"],
  [4, "str", [{ name: "Alice", age: 30 }], '{"age": 30, "name": Alice}'],
  [5, "str", [new Wrapped("Ok", 42)], "Ok(42)"],
  [6, "str", [new Wrapped("Some", 100)], "Some(100)"],
  [9, "abs", [-42], "42"],
  [10, "pow", [2, 10], "1024"],
  [11, "pow", [10, 21], "1000000000000000000000"],
  [15, "format", ["Hello %s, you have %d tasks", "Ruff", 3], "Hello Ruff, you have 3 tasks"],
  [16, "format", ["%s-%d-%f", "a", f(3.9), 2], "a-3-2"],
  [17, "format", ["100%% %x %d", true], "100% %x 1"],
  [18, "format", ["%s", [1]], "[Array]"],
  [19, "format", ["%s"], "E format() missing argument for placeholder %s"],
  [20, "format", ["%d", "x"], 'E format() %d requires numeric argument, got Str("x")'],
  [21, "format", ["{}-{}", ["a", 1]], "a-1"],
  [23, "to_int", ["  42 "], "42"],
  [24, "to_int", [f(9.99)], "9"],
  [25, "to_int", ["3.7"], "E Cannot convert '3.7' to int"],
  [26, "to_int", [null], "E Cannot convert null to int"],
  [27, "to_float", ["1e3"], "1000"],
  [28, "to_bool", ["FALSE"], "false"],
  [29, "to_bool", ["no"], "true"],
  [30, "is_truthy", ["false"], "true"],
  [31, "parse_int", ["abc"], "E Cannot parse 'abc' as integer"],
  [35, "is_int", [], "false"],
  [36, "is_int", [7, 8], "E is_int() expects 1 argument"],
  [37, "len", ["Free Tools → Plan"], "17"],
  [38, "len", [{ a: 1 }], "1"],
  [39, "len", [null], "E len() requires an array, dict, bytes, set, queue, stack, or string"],
  [40, "len", [], "E len expects 1 arguments, got 0"],
  [41, "capitalize", ["hELLO wORLD"], "Hello world"],
  [42, "contains", ["hello world", "world"], "1"],
  [43, "contains", [[1, 2, 3], 3], "true"],
  // Decision 26: scalars compare like `==`.
  [44, "contains", [[1, 2], f(1)], "true"],
  [45, "starts_with", ["hello", "he"], "true"],
  [46, "index_of", ["a→b", "b"], "2"],
  [47, "index_of", ["abcabc", "zz"], "-1"],
  [48, "split", ["abc", ""], "[, a, b, c, ]"],
  [49, "join", [["ruff", 2026, true], "-"], "ruff-2026-true"],
  [50, "substring", ["hello", 1, 4], "ell"],
  [51, "substring", ["hello", -3, 2], "he"],
  [52, "char_at", ["ruff", 99], ""],
  [53, "repeat", ["ru", 3], "rururu"],
  [54, "repeat", ["ru"], "E repeat expects 2 arguments, got 1"],
  [55, "pad_left", ["5", 3, "0"], "005"],
  [56, "pad_right", ["ruff", 6, "."], "ruff.."],
  [57, "pad_start", ["x"], "E pad_left expects 3 arguments, got 1"],
  [58, "lines", ["first\nsecond\n"], "[first, second]"],
  [59, "str_reverse", ["ab🔥"], "🔥ba"],
  [60, "slugify", ["Ruff Lang__2026!"], "ruff-lang-2026"],
  [61, "slugify", ["well-known"], "wellknown"],
  [62, "truncate", ["Ruff Language", 8, "..."], "Ruff ..."],
  [63, "truncate", ["Ruff", 2, "..."], "..."],
  [64, "to_camel_case", ["Ruff language_tools"], "ruffLanguageTools"],
  [65, "to_snake_case", ["RuffLanguageTools"], "ruff_language_tools"],
  [66, "to_snake_case", ["Hello World"], "hello__world"],
  [67, "to_upper", [1], "E to_upper() requires a string argument"],
  [69, "regex_match", ["hello", "^h"], "true"],
  [70, "regex_find_all", ["a1 b22 c333", "\\d+"], "[1, 22, 333]"],
  [71, "regex_replace", ["john smith", "(\\w+) (\\w+)", "$2 $1"], "smith john"],
  [72, "regex_split", ["a, b; c", "[,;]\\s*"], "[a, b, c]"],
  [73, "regex_match", ["abc", "["], "false"],
  [74, "pop", [[1, 2, 3]], "[[1, 2], 3]"],
  [75, "pop", [[]], "[[], 0]"],
  [76, "remove", [{ a: 1 }, "z"], '[{"a": 1}, 0]'],
  [77, "remove_at", [[1, 2, 3], 1], "[[1, 3], 2]"],
  [78, "insert", [[1], 5, 0], "E insert() index 5 out of bounds for array of length 1"],
  [79, "slice", [[1, 2, 3, 4], -2, 4], "[3, 4]"],
  [80, "slice", ["abc", 0, 1], "E slice() requires array or bytes and numeric start/end arguments"],
  [81, "pop", [], "E pop expects 1 argument, got 0"],
  [82, "sort", [[3, f(1.5), 2]], "[1.5, 2, 3]"],
  // Decision 26 again: 1 and 1.0 are equal.
  [83, "unique", [[1, 2, 1, "1", f(1)]], "[1, 2, 1]"],
  [84, "unique", [[[1], [2]]], "[[1], [2]]"],
  [85, "sum", [[1, "a", f(2.5)]], "3.5"],
  [86, "chunk", [[1, 2, 3], 0], "[[1, 2, 3]]"],
  [87, "flatten", [[[1, [2]], 3]], "[1, [2], 3]"],
  [88, "windows", [[1, 2, 3], 2], "[[1, 2], [2, 3]]"],
  [89, "range", [-3, 3], "[-3, -2, -1, 0, 1, 2]"],
  [90, "range", [10, 0, -3], "[10, 7, 4, 1]"],
  [91, "range", [1, 5, 0], "E range() step cannot be zero"],
  [92, "map", [[1, 2, 3], (x) => x * 2], "[2, 4, 6]"],
  [93, "reduce", [[1, 2, 3], 0, (a, b) => a + b], "6"],
  [94, "find", [[1], (x) => x > 5], "0"],
  [95, "all", [[], () => false], "true"],
  // Decision 17: builtins are accepted.
  [96, "map", [[1], two], "[0]"],
  [99, "keys", [{ b: 1, a: 2 }], "[a, b]"],
  [100, "items", [{ b: 2, a: 1 }], "[[a, 1], [b, 2]]"],
  [101, "has_key", [{ a: 1 }, "a"], "1"],
  [102, "get", [{ a: 1 }, "z"], "null"],
  [103, "get", [{ a: 1 }, "z", 99], "99"],
  [
    104,
    "merge",
    [
      { a: 1, b: 2 },
      { b: 20, c: 3 },
    ],
    '{"a": 1, "b": 20, "c": 3}',
  ],
  [105, "invert", [{ a: 1, b: true }], '{"1": a, "true": b}'],
  [106, "set_to_array", [call("Set", [[1, 2, 3, 2, 1, 4, 3]])], "[1, 2, 3, 4]"],
  [107, "queue_peek", [call("Queue", [[]])], "null"],
  [108, "stack_peek", [call("Stack", [[10, 20, 30]])], "30"],
  [109, "Set", [42], "E Set constructor requires an array argument"],
  [110, "bit_shl", [1, 63], "-9223372036854775808"],
  [111, "bit_shr", [-8, 1], "-4"],
  [112, "bit_and", [f(1.5), 1], "E bit_and() expects integer argument 'left' , got Float(1.5)"],
  [113, "round", [f(-2.5)], "-3"],
  [114, "sqrt", [-1], "E sqrt() domain error: value must be >= 0"],
  [115, "abs", ["x"], "E abs() expects numeric argument 'value' , got Str(\"x\")"],
  [116, "min", [1, 2, 3], "E min() expects 2 arguments"],
  [119, "random_choice", [[]], "0"],
  [120, "format_duration", [f(1500)], "1.50s"],
  [121, "format_duration", [f(0.567)], "567.00μs"],
  [122, "format_date", [0, "YYYY-MM-DD HH:mm:ss"], "1970-01-01 00:00:00"],
  [123, "parse_date", ["1969-07-20", "YYYY-MM-DD"], "-14256000"],
  [124, "to_json", [{ name: "Bob", age: 25 }], '{"age":25,"name":"Bob"}'],
  [125, "to_json", [[f(1), f(2.5), null, true]], "[1.0,2.5,null,true]"],
  [126, "to_json", [f(1e21)], "1e+21"],
  [127, "to_json_pretty", [{ a: [1], b: {} }], '{\n  "a": [\n    1\n  ],\n  "b": {}\n}'],
  [128, "parse_json", ['{"name": }'], "E JSON parse error: expected value at line 1 column 10"],
  [129, "parse_json", [""], "E JSON parse error: EOF while parsing a value at line 1 column 0"],
  [130, "to_json", [NaNs], "E Cannot convert non-finite float NaN to JSON"],
  [131, "to_json", [builtinValue("print", makeHost())], "E Cannot convert NativeFunction(print) to JSON"],
  [138, "assert", [false], "E Assertion failed"],
  [139, "assert_equal", [5, 10], "E Assertion failed: expected Int(10), got Int(5)"],
  [140, "assert_contains", [[1, 2, 3, 4, 5], 10], "E Assertion failed: Array[5] does not contain Int(10)"],
  [141, "env", ["RUFF_NO_SUCH_VAR"], ""],
  [
    142,
    "env_required",
    ["RUFF_NO_SUCH_VAR"],
    "E Required environment variable 'RUFF_NO_SUCH_VAR' is not set",
  ],
  [143, "input", ["a", "b"], "E input expects 0 to 1 arguments, got 2"],
  [144, "sleep", [0], "0"],
  [145, "now", [1], "E now() expects 0 arguments, got 1"],
];

for (const [number, name, args, expected] of FACTS)
  test(`fact ${number}: ${name}`, (t) => t.is(show(name, args), expected));

test("facts 1 and 2: print", (t) => {
  const host = makeHost();
  call("print", [], host);
  call("println", ["a", 1, true, null], host);
  t.is(host.out, "\na 1 true null\n");
});

test("fact 8: a builtin prints the name it was looked up by", (t) => {
  t.is(text(builtinValue("len", makeHost())), "<native function: len>");
  t.is(text(builtinValue("println", makeHost())), "<native function: println>");
});

test("fact 22: debug", (t) => {
  const host = makeHost();
  call("debug", [1, "a", [f(1.5), null]], host);
  t.is(host.out, '[DEBUG] Int(1) String("a") Array[Float(1.5), Null]\n');
});

test("facts 33 and 34: types of results", (t) => {
  t.is(show("type", [call("abs", [-1])]), "float");
  t.is(show("type_of", [call("now", [])]), "float");
});

test("facts 117 and 118: the seeded sequence", (t) => {
  const host = makeHost();
  call("set_random_seed", [12345], host);
  t.is(show("random", [], host), "0.3059322923730783");
  t.is(show("random_int", [1, 10], host), "6");
  t.is(show("random_int", [-5, 5], host), "-2");
  t.is(show("random_choice", [[0, 1, 2, 3, 4]], host), "2");
  t.is(show("random_choice", [[0, 1, 2, 3, 4]], host), "4");
  call("set_random_seed", [42], host);
  t.is(show("random", [], host), "0.5265574090027738");
  t.is(show("random", [], host), "0.5427252099031439");
});
