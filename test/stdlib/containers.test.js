/** Arrays, dicts, sets, queues, stacks: edges and every error text. */

import test from "ava";
import { text } from "../../dist/runtime/text.js";
import { call, f, makeHost, show, table } from "./support.js";

const set = call("Set", [[1, "a"]]);
const queue = call("Queue", [[1, 2]]);
const stack = call("Stack", [[1, 2]]);
const id = (x) => x;

table(test, [
  ["push", [1, 2], "E push() requires an array as the first argument"],
  ["append", [1, 2], "E append() requires an array as the first argument"],
  ["push", [[]], "E push expects 2 arguments, got 1"],
  ["pop", [[null]], "[[], null]"],
  ["pop", [1], "E pop() requires an array argument"],
  ["insert", [[1], 1, 2], "[1, 2]"],
  ["insert", [[1], f(0.9), 2], "[2, 1]"],
  ["insert", [[1], -1, 2], "E insert() index -1 out of bounds for array of length 1"],
  ["insert", [[1], "x", 2], "E insert() index must be a number"],
  ["insert", [1, 0, 2], "E insert() requires 3 arguments: array, index, and item"],
  ["insert", [[1]], "E insert expects 3 arguments, got 1"],
  ["remove", [[1, 2, 1], f(1)], "[2, 1]"],
  ["remove", [[1], 5], "[1]"],
  ["remove", [{ a: 1, b: 2 }, "a"], '[{"b": 2}, 1]'],
  ["remove", [{ 1: 2 }, 1], "[{}, 2]"],
  ["remove", [{}, null], "E remove() requires an array or dictionary-like value with a valid key/item"],
  ["remove", ["a", "a"], "E remove() requires an array or dictionary-like value with a valid key/item"],
  ["remove", [[]], "E remove expects 2 arguments, got 1"],
  ["remove_at", [[1], 1], "E remove_at() index 1 out of bounds for array of length 1"],
  ["remove_at", [[1], -1], "E remove_at() index -1 out of bounds for array of length 1"],
  ["remove_at", [[1], null], "E remove_at() index must be a number"],
  ["remove_at", [1, 1], "E remove_at() requires 2 arguments: array and index"],
  ["remove_at", [], "E remove_at expects 2 arguments, got 0"],
  ["clear", [[1]], "[]"],
  ["clear", [{ a: 1 }], "{}"],
  ["clear", ["a"], "E clear() requires an array or dict argument"],
  ["clear", [], "E clear expects 1 argument, got 0"],
  ["slice", [[1, 2, 3], -99, 99], "[1, 2, 3]"],
  ["slice", [[1, 2, 3], 2, 1], "[]"],
  ["slice", [[1, 2, 3], f(1.9), -1], "[2]"],
  ["slice", [[1], "a", 1], "E slice() start must be a number"],
  ["slice", [[1], 0, f(Number.NaN)], "E slice() end must be a number"],
  ["slice", [[1], 0], "E slice expects 3 arguments, got 2"],
  ["concat", [[1], 2], "E concat() requires two array arguments"],
  ["concat", [[1]], "E concat expects 2 arguments, got 1"],
  ["sort", [["b", 2, f(Number.NaN), "a", null, f(1.5), 1, true]], "[1, 1.5, 2, NaN, a, b, null, true]"],
  [
    "sort",
    [[2n ** 53n + 1n, 2n ** 53n, -(2n ** 60n)]],
    "[-1152921504606846976, 9007199254740992, 9007199254740993]",
  ],
  ["sort", [["\u{1f525}", "\uffee"]], "[\uffee, \u{1f525}]"],
  ["sort", [1], "E sort requires an array argument"],
  ["sort", [], "E sort expects 1 argument, got 0"],
  ["reverse", [[1, 2]], "[2, 1]"],
  ["reverse", ["ab"], "E reverse requires an array argument"],
  ["unique", [[f(0.3), f(0.1 + 0.2), "1", 1, true, null, null]], "[0.3, 1, 1, true, null]"],
  ["unique", [[{ a: [1] }, { a: [f(1)] }, f(Number.NaN), f(Number.NaN)]], '[{"a": [1]}, NaN, NaN]'],
  ["unique", [1], "E unique requires an array argument"],
  ["sum", [[]], "0"],
  ["sum", [[2n ** 62n, 2n ** 62n]], "E Integer overflow: 4611686018427387904 + 4611686018427387904"],
  ["sum", [[true, 1, [1]]], "1"],
  ["sum", [1], "E sum requires an array argument"],
  ["chunk", [[1, 2, 3], 2], "[[1, 2], [3]]"],
  ["chunk", [[], 2], "[]"],
  ["chunk", [[], 0], "[[]]"],
  ["chunk", [[1], "a"], "E chunk() size must be a number"],
  ["chunk", [1, 1], "E chunk() requires 2 arguments: array and size"],
  ["chunk", [[1]], "E chunk expects 2 arguments, got 1"],
  ["flatten", [1], "E flatten() requires an array argument"],
  ["zip", [[1, 2], ["a"]], "[[1, a]]"],
  ["zip", [[1], 1], "E zip() requires 2 array arguments"],
  ["enumerate", [["a", "b"]], "[[0, a], [1, b]]"],
  ["enumerate", [1], "E enumerate() requires an array argument"],
  ["take", [[1, 2], 1], "[1]"],
  ["take", [[1, 2], -1], "[]"],
  ["take", [[1, 2], 2n ** 60n], "[1, 2]"],
  ["take", [[1], "a"], "E take() count must be a number"],
  ["take", [1, 1], "E take() requires 2 arguments: array and count"],
  ["skip", [[1, 2], 1], "[2]"],
  ["skip", [[1, 2], -1], "[1, 2]"],
  ["skip", [[1, 2], 5], "[]"],
  ["skip", [[1], null], "E skip() count must be a number"],
  ["skip", [1, 1], "E skip() requires 2 arguments: array and count"],
  ["windows", [[1, 2], 3], "[]"],
  ["windows", [[1, 2], 0], "[]"],
  ["windows", [[1], "a"], "E windows() size must be a number"],
  ["windows", [1, 1], "E windows() requires 2 arguments: array and size"],
  ["range", [3], "[0, 1, 2]"],
  ["range", [], "E range() requires 1, 2, or 3 arguments"],
  ["range", ["a"], "E range() requires numeric arguments"],
  ["filter", [[1, 0, 2], id], "[1, 2]"],
  ["find", [[0, 3], id], "3"],
  ["any", [[0, 3], id], "true"],
  ["all", [[0, 3], id], "false"],
  ["any", [[], id], "false"],
  ["reduce", [[], 7, id], "7"],
  ...["map", "filter", "find", "any", "all"].flatMap((name) => [
    [name, [1, id], `E ${name} expects an array and a function`],
    [name, [[], 1], `E ${name} expects an array and a function`],
    [name, [[]], `E ${name} expects 2 arguments, got 1`],
  ]),
  ["reduce", [[], id, 0], "E reduce expects an array, an initial value, and a function"],
  ["reduce", [[]], "E reduce expects 3 arguments, got 1"],
  ["keys", [{ 10: 0, 9: 0, "-1": 0 }], "[-1, 9, 10]"],
  ["keys", [{ 10: 0, 9: 0, "01": 0 }], "[01, 10, 9]"],
  ["keys", [5], "E keys() requires a dict argument"],
  ["keys", [], "E keys() requires a dict argument"],
  ["keys", [{}, 1], "E keys expects 1 arguments, got 2"],
  ["values", [{ b: 1, a: 2 }], "[2, 1]"],
  ["values", [5], "E values() requires a dict argument"],
  ["items", [5], "E items() requires a dict argument"],
  ["has_key", [{ 1: 0 }, 1], "1"],
  ["has_key", [{ a: 0 }, null], "0"],
  ["has_key", [5, "a"], "E has_key() requires a dict argument"],
  ["has_key", [{}], "E has_key() requires a dict argument"],
  ["get", [{ 1: "x" }, 1], "x"],
  ["get", [{ a: null }, "a", 1], "null"],
  ["get", [5, "a", 1], "E get() requires a dict argument"],
  ["get", [{}, "a", 1, 2], "E get expects 2 to 3 arguments, got 4"],
  ["get_default", [{ a: 1 }, "b", 2], "2"],
  ["get_default", [{ a: 1 }, "a"], "E get_default() requires 3 arguments: dict, key, default_value"],
  ["get_default", [5, "a", 1], "E get_default() requires 3 arguments: dict, key, default_value"],
  ["merge", [1, {}], "E merge() requires a dict argument"],
  ["merge", [{}, 1], "E merge() requires a dict argument"],
  ["update", [{}, 1], "E update() requires a dict argument"],
  ["update", [{}, {}, {}], "E update expects 2 arguments, got 3"],
  ["invert", [{ b: 1, a: 1, c: null, d: f(1.5) }], '{"1": b, "1.5": d}'],
  ["invert", [5], "E invert() requires a dict argument"],
  ["Set", [[], []], "E Set constructor takes at most 1 argument"],
  ["Queue", [5], "E Queue constructor requires an array argument"],
  ["Stack", [5], "E Stack constructor requires an array argument"],
  ["len", [set], "2"],
  ["len", [queue], "2"],
  ["type", [stack], "stack"],
  ["str", [set], "<set>"],
  ["error", [queue], "E Queue(2 items)"],
  ["set_to_array", [call("set_add", [set, f(1)])], "[1, a]"],
  ["set_to_array", [call("set_remove", [set, 1])], "[a]"],
  ["set_has", [set, f(1)], "true"],
  ["set_has", [set, [1]], "false"],
  ["set_to_array", [call("set_union", [set, call("Set", [["a", 2]])])], "[1, a, 2]"],
  ["set_to_array", [call("set_intersect", [set, call("Set", [["a", 2]])])], "[a]"],
  ["set_to_array", [call("set_difference", [set, call("Set", [["a", 2]])])], "[1]"],
  ["set_add", [1, 2], "E set_add() requires a Set argument"],
  ["set_add", [set], "E set_add() requires a Set argument"],
  ["set_add", [set, 1, 2], "E set_add expects 2 arguments, got 3"],
  ["set_has", [1, 2], "E set_has() requires a Set argument"],
  ["set_remove", [1, 2], "E set_remove() requires a Set argument"],
  ["set_union", [set, 2], "E set_union() requires a Set argument"],
  ["set_to_array", [1], "E set_to_array() requires a Set argument"],
  ["queue_peek", [queue], "1"],
  ["queue_size", [queue], "2"],
  ["queue_is_empty", [queue], "false"],
  ["queue_to_array", [call("queue_enqueue", [queue, 3])], "[1, 2, 3]"],
  ["queue_peek", [1], "E queue_peek() requires a Queue argument"],
  ["queue_size", [1], "E queue_size requires a Queue argument"],
  ["queue_size", [], "E queue_size expects 1 argument (queue), got 0"],
  ["stack_peek", [stack], "2"],
  ["stack_size", [stack], "2"],
  ["stack_is_empty", [call("Stack", [])], "true"],
  ["stack_to_array", [call("stack_push", [stack, 3])], "[1, 2, 3]"],
  ["stack_pop", [1], "E stack_pop() requires a Stack argument"],
  ["stack_size", [1], "E stack_size requires a Stack argument"],
  ["stack_size", [], "E stack_size expects 1 argument (stack), got 0"],
]);

test("taking from queues and stacks", (t) => {
  const [rest, front] = call("queue_dequeue", [queue]).items;
  t.is(front, 1);
  t.is(show("queue_to_array", [rest]), "[2]");
  const [below, top] = call("stack_pop", [stack]).items;
  t.is(top, 2);
  t.is(show("stack_to_array", [below]), "[1]");
  t.is(call("queue_dequeue", [call("Queue", [])]).items[1], null);
  t.is(call("stack_pop", [call("Stack", [])]).items[1], null);
});

test("a long queue keeps what was not taken", (t) => {
  let rest = call("Queue", []);
  const taken = [];
  for (let i = 0; i < 200; i++) {
    rest = call("queue_enqueue", [rest, i]);
    if (i % 3 === 0) continue;
    const pair = call("queue_dequeue", [rest]);
    rest = pair.items[0];
    taken.push(pair.items[1]);
  }
  const left = call("queue_to_array", [rest]).items;
  t.deepEqual(
    [...taken, ...left],
    Array.from({ length: 200 }, (_, i) => i),
  );
});

test("the order of entries: merge from left to right, remove and invert as in the source", (t) => {
  const order = (dict) => [...dict.entries.keys()].join();
  t.is(
    order(
      call("merge", [
        { z: 1, a: 2 },
        { m: 3, z: 4 },
      ]),
    ),
    "z,a,m",
  );
  t.is(order(call("remove", [{ z: 1, m: 2, a: 3 }, "m"]).items[0]), "z,a");
  t.is(order(call("invert", [{ z: "q", a: "b" }])), "q,b");
  t.is(text(call("invert", [{ z: "q", a: "q" }])), '{"q": z}');
  t.is(order(call("parse_json", ['{"z":1,"a":2}'])), "z,a");
});

test("errors of callbacks pass through, and callbacks see every item in turn", (t) => {
  const seen = [];
  const callback = (x) => {
    seen.push(x);
    if (x === 2) throw new Error("stop");
    return x;
  };
  t.throws(() => call("map", [[1, 2, 3], callback], makeHost()), { message: "stop" });
  t.deepEqual(seen, [1, 2]);
});
