/** Mathematics: every result is a float. */

import test from "ava";
import { call, f, show, table } from "./support.js";

table(test, [
  ["floor", [f(-1.5)], "-2"],
  ["ceil", [f(1.2)], "2"],
  ["round", [f(2.5)], "3"],
  ["round", [f(-0.4)], "-0"],
  ["round", [f(0.49999999999999994)], "0"],
  ["sqrt", [9], "3"],
  ["sin", [0], "0"],
  ["cos", [0], "1"],
  ["tan", [0], "0"],
  ["exp", [0], "1"],
  ["log", [1], "0"],
  ["log", [0], "E log() domain error: value must be > 0"],
  ["log", [], "E log() expects 1 argument"],
  ["pow", [2, -1], "0.5"],
  ["pow", [f(Number.NaN), 0], "1"],
  ["pow", ["a", 1], "E pow() expects numeric arguments"],
  ["max", [1, f(2.5)], "2.5"],
  ["max", [f(Number.NaN), 1], "1"],
  ["min", [1, f(Number.NaN)], "1"],
  ["max", [1], "E max() expects 2 arguments"],
  ["min", [null, 1], "E min() expects numeric arguments"],
]);

for (const name of ["abs", "floor", "ceil", "round", "sqrt", "sin", "cos", "tan", "exp", "log"])
  test(`${name}: kinds`, (t) => {
    t.is(show("type", [call(name, [1])]), "float");
    t.is(show(name, ["x"]), `E ${name}() expects numeric argument 'value' , got Str("x")`);
    t.is(show(name, [1, 2]), `E ${name}() expects 1 argument`);
  });
