/** `ruff test-run`: the tests a script declares, each in a program of its own. */

import test from "ava";
import { files, ruff } from "./support.js";

const RULE = "=".repeat(60);
const plain = (text) => text.replaceAll(/\(\d+ms\)/g, "(Nms)").replaceAll(/Time: {2}\d+ms/g, "Time:  Nms");

const SOURCE = `LIMIT := 3
func add(a, b) { return a + b }
log := []
test_setup { base := 10; log := log.push("setup") }
test "adds" { assert_equal(add(base, LIMIT), 13); x := 1; print("body", log) }
test_group "more" {
  test "fails" { let y := 2; assert(add(1, y) == 4, "three is not four") }
  test "own variables" { base := 11; return }
}
test_teardown { print("teardown", log); throw("ignored") }
`;

const TAIL = ["Tests: 3 total, 2 passed, 1 failed", "Time:  Nms", RULE, "", "1 test(s) failed", ""];
const HEAD = ["", RULE, "Test Results", RULE];
const PRINTED = ["body [setup]", "teardown [setup]", "teardown [setup]", "teardown [setup]"];
const FAILURE = ["  ✗ fails (Nms)", "    Error: three is not four"];

test("failures are listed, exit 1; --verbose lists all", async (t) => {
  const cwd = files(t, { "t.ruff": SOURCE });
  for (const [words, listed] of [
    [[], FAILURE],
    [["-v"], ["  ✓ adds (Nms)", ...FAILURE, "  ✓ own variables (Nms)"]],
    [["--verbose"], ["  ✓ adds (Nms)", ...FAILURE, "  ✓ own variables (Nms)"]],
  ]) {
    const { code, out, err } = await ruff(["test-run", ...words, "t.ruff"], { cwd });
    t.deepEqual({ code, err }, { code: 1, err: "" });
    t.is(plain(out), [...PRINTED, ...HEAD, ...listed, "", ...TAIL].join("\n"));
  }
});

test("all passed: exit 0; top-level statements run anew for each test", async (t) => {
  const source = 'n := 0\nn += 1\ntest "a" { n += 1; assert_equal(n, 2) }\ntest "b" { assert_equal(n, 1) }\n';
  const cwd = files(t, { "t.ruff": source });
  const { code, out } = await ruff(["test-run", "t.ruff"], { cwd });
  t.is(code, 0);
  const tail = ["Tests: 2 total, 2 passed, 0 failed", "Time:  Nms", RULE, "", "All tests passed! ✨", ""];
  t.is(plain(out), [...HEAD, ...tail].join("\n"));
});

test("a failed setup says so", async (t) => {
  const cwd = files(t, { "t.ruff": 'test_setup { throw("boom") }\ntest "x" { }\n' });
  const { code, out } = await ruff(["test-run", "t.ruff"], { cwd });
  t.is(code, 1);
  t.regex(out, /✗ x \(\d+ms\)\n {4}Error: Setup failed: boom\n/);
});

test("the teardown runs behind a failed setup, too, and sees how far that came", async (t) => {
  const source = `test_setup { let a := 1; opened := [a]; throw("boom"); late := 2 }
test "x" { print("never") }
test_teardown { print("closing", opened, a, total()); print(late); print("never") }
func total() { return len(opened) }
`;
  const cwd = files(t, { "t.ruff": source });
  const { code, out, err } = await ruff(["test-run", "t.ruff"], { cwd });
  t.deepEqual([code, err], [1, ""]);
  t.regex(out, /^closing \[1\] 1 1\n\n=[\s\S]*Error: Setup failed: boom\n/);
});

test("no tests, mistakes in the text, static errors inside a test, no file", async (t) => {
  const cwd = files(t, {
    "none.ruff": "x := 1\n",
    "syntax.ruff": "test {\n",
    "static.ruff": 'test "x" { break }\n',
  });
  const none = await ruff(["test-run", "none.ruff"], { cwd });
  t.deepEqual([none.code, none.out, none.err], [4, "No tests found in none.ruff\n", ""]);
  const run = (path) => ruff(["test-run", path], { cwd });
  t.is((await run("syntax.ruff")).code, 3);
  const { code, err } = await run("static.ruff");
  t.is(code, 4);
  t.regex(err, /break can only be used inside a loop\n {2}--> static\.ruff:1:12\n/);
  t.is((await run("absent.ruff")).code, 5);
});

test("declared tests are nothing to run", async (t) => {
  const cwd = files(t, { "t.ruff": `${SOURCE}print("ran")\n` });
  t.is((await ruff(["run", "t.ruff"], { cwd })).out, "ran\n");
});
