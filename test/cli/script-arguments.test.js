/** Which words are ruff's and which the script's. */

import test from "ava";
import { parseArguments } from "../../dist/cli/arguments.js";
import { files, ruff } from "./support.js";

/** Words of the command line, the file, the script's arguments, the engine. */
const SPLITS = [
  ["run a.ruff", "a.ruff", []],
  ["run a.ruff x y", "a.ruff", ["x", "y"]],
  ["a.ruff x y", "a.ruff", ["x", "y"]],
  ["dir/b.ruff", "dir/b.ruff", []],
  ["run a.txt x", "a.txt", ["x"]],
  ["run --interpreter a.ruff x", "a.ruff", ["x"], "interpreter"],
  ["run a.ruff --interpreter x", "a.ruff", ["x"], "interpreter"],
  ["run a.ruff --engine baseline x", "a.ruff", ["x"], "baseline"],
  ["run --engine baseline a.ruff --jit x --jit", "a.ruff", ["x", "--jit"], "baseline"],
  ["run a.ruff x --interpreter", "a.ruff", ["x", "--interpreter"]],
  ["a.ruff x --help", "a.ruff", ["x", "--help"]],
  ["run a.ruff --unknown --jit", "a.ruff", ["--unknown", "--jit"]],
  ["run a.ruff -- sum --json", "a.ruff", ["sum", "--json"]],
  ["run a.ruff -- --interpreter", "a.ruff", ["--interpreter"]],
  ["run a.ruff --jit -- x", "a.ruff", ["x"]],
  ["run a.ruff --", "a.ruff", []],
  ["run a.ruff -- --", "a.ruff", ["--"]],
  ["run a.ruff x -- y", "a.ruff", ["x", "--", "y"]],
  ["run a.ruff -", "a.ruff", ["-"]],
  ["run -- a.ruff --jit -- y", "a.ruff", ["--jit", "--", "y"]],
  ["run --interpreter -- -odd.ruff -h", "-odd.ruff", ["-h"], "interpreter"],
  ["run -- --dump x", "--dump", ["x"]],
];

for (const [line, path, args, engine = "native"] of SPLITS)
  test(`ruff ${line}`, (t) => {
    t.like(parseArguments(line.split(" "), {}), { command: "run", path, args, engine });
  });

test("args() has the words as they were given", async (t) => {
  const cwd = files(t, { "a.ruff": "for word in args() { print(word) }\nprint(len(args()))\n" });
  const words = ["é 🎉", "", "a\nb", "--", "'\"$x"];
  for (const engine of ["--interpreter", "--jit"]) {
    const { code, out, err } = await ruff(["run", engine, "a.ruff", ...words], { cwd });
    t.deepEqual({ code, out, err }, { code: 0, out: `${words.join("\n")}\n5\n`, err: "" });
  }
  t.is((await ruff(["run", "--interpreter", "a.ruff"], { cwd })).out, "0\n");
  t.is((await ruff(["a.ruff"], { cwd })).out, "0\n");
});
