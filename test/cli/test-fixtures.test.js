/** `ruff test`: the scripts in tests/ against their .out files. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { folder, ruff } from "./support.js";

function fixtures(t, contents) {
  const cwd = folder(t);
  mkdirSync(join(cwd, "tests"));
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(cwd, "tests", name), content);
  return cwd;
}

const plain = (text) => text.replaceAll(/\(\d+\.\d\dms\)/g, "(Nms)");

const FIXTURES = {
  "a.ruff": 'print("hi")\nprint(1 / 0)\n',
  "b.ruff": "print(2)\n",
  "b.out": "3\n",
  "c.ruff": "print(\n",
  "d.ruff": "# Run with: ruff test-run\n",
  "e.ruff": "exit(7)\n",
};

test("new snapshots are written, others compared; exit 3 if anything failed", async (t) => {
  const cwd = fixtures(t, FIXTURES);
  const { code, out, err } = await ruff(["test"], { cwd });
  t.deepEqual({ code, err }, { code: 3, err: "" });
  t.is(
    plain(out),
    [
      "[✓] tests/a.ruff (Nms)",
      "[✗] tests/b.ruff",
      ...["Expected:", "3", "Got (vm)", "2", ""],
      "[✗] tests/c.ruff",
      "Parser error at 2:1: Expected expression",
      "[✓] tests/e.ruff (Nms)",
      "",
      "[✓] Passed 2/4 tests",
      "[i] Runtime strategy: dual (vm_primary=4, interpreter_fallback=0)",
      "",
    ].join("\n"),
  );
  const written = (name) => readFileSync(join(cwd, "tests", name), "utf8");
  t.regex(
    written("a.out"),
    /^hi\n\[RUFVM001\] \[vm\] Runtime Error: Division by zero\n {2}--> tests\/a\.ruff:2:9\n/,
  );
  t.is(written("e.out"), "Fixture tests/e.ruff exited with code 7 and produced no output");
});

test("--update, --runtime, --verbose", async (t) => {
  const cwd = fixtures(t, { "b.ruff": FIXTURES["b.ruff"], "b.out": "3", "d.ruff": FIXTURES["d.ruff"] });
  const words = ["test", "--update", "--runtime", "interpreter", "-v"];
  const { code, out } = await ruff(words, { cwd });
  t.is(code, 0);
  t.is(
    plain(out),
    [
      "[i] Running fixture: tests/b.ruff",
      "[✓] tests/b.ruff (Nms)",
      "    snapshot: tests/b.out",
      "[i] Skipping test-run fixture: tests/d.ruff",
      "",
      "[✓] Passed 1/1 tests",
      "[i] Runtime strategy: interpreter (interpreter_primary=1)",
      "",
    ].join("\n"),
  );
  t.is(readFileSync(join(cwd, "tests/b.out"), "utf8"), "2");
  t.regex((await ruff(["test", "--runtime", "vm"], { cwd })).out, /strategy: vm \(vm_primary=1\)\n$/);
  t.is((await ruff(["test", "--runtime", "x"], { cwd })).code, 2);
});

test("no tests folder: exit 5", async (t) => {
  const { code, out, err } = await ruff(["test"], { cwd: folder(t) });
  t.deepEqual([code, out, err], [5, "", "[!] Failed to read test directory: tests\n"]);
});
