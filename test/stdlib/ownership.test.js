/** Builtins never change what someone else may hold, and change in place what no one else does. */

import test from "ava";
import { share } from "../../dist/runtime/value.js";
import { isShared } from "../../dist/runtime/container.js";
import { text } from "../../dist/runtime/text.js";
import { builtinNamed, builtinNames, builtinValue } from "../../dist/stdlib/registry.js";
import { makeHost, value } from "./support.js";

const host = makeHost();
const run = (name, ...args) => builtinValue(name, host).call(args);

const IN_PLACE = [
  ["push", [[1], 2], (result) => result],
  ["append", [[1], 2], (result) => result],
  ["pop", [[1, 2]], (result) => result.items[0]],
  ["insert", [[1], 0, 2], (result) => result],
  ["remove", [[1, 2], 1], (result) => result],
  ["remove", [{ a: 1 }, "a"], (result) => result.items[0]],
  ["remove_at", [[1, 2], 0], (result) => result.items[0]],
  ["concat", [[1], [2]], (result) => result],
  ["sort", [[2, 1]], (result) => result],
  ["reverse", [[1, 2]], (result) => result],
  ["merge", [{ a: 1 }, { b: 2 }], (result) => result],
  ["update", [{ a: 1 }, { b: 2 }], (result) => result],
];

for (const [name, args, changed] of IN_PLACE) {
  const kind = Array.isArray(args[0]) ? "array" : "dict";
  test(`${name}: an ${kind} with one owner changes in place`, (t) => {
    const values = args.map(value);
    t.is(changed(run(name, ...values)), values[0]);
  });
  test(`${name}: a shared ${kind} is copied, its elements gain an owner`, (t) => {
    const nested = value([7]);
    const values = args.map(value);
    if (kind === "array") values[0].items.push(nested);
    else values[0].entries.set("nested", nested);
    const before = text(share(values[0]));
    const result = changed(run(name, ...values));
    t.not(result, values[0]);
    t.is(text(values[0]), before);
    t.true(isShared(nested));
  });
}

/** Each gives its only element back, or keeps it in the result, without taking it from the argument. */
const BORROWED = [
  ["slice", (array) => [array, 0, 1]],
  ["take", (array) => [array, 1]],
  ["skip", (array) => [array, 0]],
  ["chunk", (array) => [array, 1]],
  ["windows", (array) => [array, 1]],
  ["flatten", (array) => [array]],
  ["zip", (array) => [array, value([1])]],
  ["enumerate", (array) => [array]],
  ["unique", (array) => [array]],
  ["concat", (array) => [value([]), array]],
  ["random_choice", (array) => [array]],
  ["filter", (array) => [array, value(() => true)]],
  ["find", (array) => [array, value(() => true)]],
  ["Set", (array) => [array]],
  ["Queue", (array) => [array]],
  ["Stack", (array) => [array]],
];

for (const [name, args] of BORROWED)
  test(`${name}: elements of a borrowed array gain a second owner`, (t) => {
    const element = value({ a: 1 });
    run(name, ...args(arrayOf(element)));
    t.true(isShared(element));
  });

function arrayOf(element) {
  const array = value([]);
  array.items.push(element);
  return array;
}

for (const [name, args] of [
  ["values", []],
  ["items", []],
  ["get", ["a"]],
  ["get_default", ["a", 0]],
])
  test(`${name}: values of a borrowed dict gain a second owner`, (t) => {
    const element = value([1]);
    const dict = value({});
    dict.entries.set("a", element);
    run(name, dict, ...args);
    t.true(isShared(element));
  });

test("a callback may change the variable that is walked over", (t) => {
  const array = value([1, 2]);
  let variable = array;
  const callback = value((item) => {
    variable = run("push", variable, item);
    return item;
  });
  t.is(text(run("map", array, callback)), "[1, 2]");
  t.is(text(variable), "[1, 2, 1, 2]");
});

test("reduce leaves its initial value alone", (t) => {
  const initial = value([]);
  const callback = value((result, item) => run("push", result, item));
  t.is(text(run("reduce", value([1, 2]), initial, callback)), "[1, 2]");
  t.is(text(initial), "[]");
});

test("sets, queues and stacks made from one another do not disturb each other", (t) => {
  for (const [kind, add, list] of [
    ["Set", "set_add", "set_to_array"],
    ["Queue", "queue_enqueue", "queue_to_array"],
    ["Stack", "stack_push", "stack_to_array"],
  ]) {
    const base = run(kind, value([1]));
    const one = run(add, base, 2);
    const other = run(add, base, 3);
    t.is(text(run(list, base)), "[1]");
    t.is(text(run(list, one)), "[1, 2]");
    t.is(text(run(list, other)), "[1, 3]");
    t.is(text(run(list, run(add, one, 4))), "[1, 2, 4]");
  }
});

test("functions that call back have a parameter of that kind and are not pure", (t) => {
  const callsBack = ({ parameters }) => parameters.some(({ kind }) => kind === "function");
  const marked = builtinNames().filter((name) => callsBack(builtinNamed(name)));
  t.deepEqual(marked, ["map", "filter", "find", "any", "all", "reduce"]);
  for (const name of marked) t.false(builtinNamed(name).pure);
});
