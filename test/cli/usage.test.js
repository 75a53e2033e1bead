/** Wrong command lines: exit 2, one layout on stderr, nothing on stdout; and the right ones that only answer. */

import test from "ava";
import { parseArguments } from "../../dist/cli/arguments.js";
import { renderUsageError, UsageError } from "../../dist/cli/usage.js";
import { files, ruff, usage } from "./support.js";

const choices = {
  engine: "possible values: interpreter, baseline, native",
  dump: "possible values: tokens, ast, ir, js, llvm, llvm-opt, asm",
};
const missingFile = "the following required arguments were not provided:\n  <FILE>";

/** Words of the command line, what is wrong, and whose usage line is shown. */
const WRONG = [
  [["--foo"], "unexpected argument '--foo' found", ""],
  [["-q"], "unexpected argument '-q' found", ""],
  [["--json", "run", "a.ruff"], "unexpected argument '--json' found", ""],
  [["foo"], "unrecognized subcommand 'foo'", ""],
  [[""], "unrecognized subcommand ''", ""],
  [["a.txt"], "unrecognized subcommand 'a.txt'", ""],
  [["a'b"], "unrecognized subcommand 'a'b'", ""],
  [["constructor"], "unrecognized subcommand 'constructor'", ""],
  [["__proto__"], "unrecognized subcommand '__proto__'", ""],
  [["rnu"], "unrecognized subcommand 'rnu'\n\n  tip: a similar subcommand exists: 'run'", ""],
  [["chek", "x"], "unrecognized subcommand 'chek'\n\n  tip: a similar subcommand exists: 'check'", ""],
  [["help", "foo"], "unrecognized subcommand 'foo'", "help"],
  [["help", "run", "x"], "unexpected argument 'x' found", "help"],
  [["run"], missingFile, "run"],
  [["run", "--jit"], missingFile, "run"],
  [["run", "--"], missingFile, "run"],
  [["check"], missingFile, "check"],
  [["run", "--foo", "a.ruff"], "unexpected argument '--foo' found", "run"],
  [["run", "-x", "a.ruff"], "unexpected argument '-x' found", "run"],
  [["run", "--jit=1", "a.ruff"], "unexpected argument '--jit=1' found", "run"],
  [["run", "--interpreter=yes", "a.ruff"], "unexpected argument '--interpreter=yes' found", "run"],
  [["run", "--eng=native", "a.ruff"], "unexpected argument '--eng=native' found", "run"],
  [["run", "--engine=x", "a.ruff"], `invalid value 'x' for '--engine <ENGINE>': ${choices.engine}`, "run"],
  [["run", "--engine", "x", "a.ruff"], `invalid value 'x' for '--engine <ENGINE>': ${choices.engine}`, "run"],
  [["run", "--engine=", "a.ruff"], `invalid value '' for '--engine <ENGINE>': ${choices.engine}`, "run"],
  [
    ["run", "--engine=a'b", "a.ruff"],
    `invalid value 'a'b' for '--engine <ENGINE>': ${choices.engine}`,
    "run",
  ],
  [
    ["run", "a.ruff", "--engine=Native"],
    `invalid value 'Native' for '--engine <ENGINE>': ${choices.engine}`,
    "run",
  ],
  [["run", "--engine"], "a value is required for '--engine <ENGINE>' but none was supplied", "run"],
  [["run", "a.ruff", "--engine"], "a value is required for '--engine <ENGINE>' but none was supplied", "run"],
  [["run", "--dump"], "a value is required for '--dump <FORM>' but none was supplied", "run"],
  [["run", "--dump=x", "a.ruff"], `invalid value 'x' for '--dump <FORM>': ${choices.dump}`, "run"],
  [["run", "--jit", "--jit", "a.ruff"], "the argument '--jit' cannot be used multiple times", "run"],
  [["run", "--jit", "a.ruff", "--jit"], "the argument '--jit' cannot be used multiple times", "run"],
  [["a.ruff", "--jit", "--jit"], "the argument '--jit' cannot be used multiple times", "run"],
  [
    ["run", "--engine=native", "--engine", "native", "a.ruff"],
    "the argument '--engine <ENGINE>' cannot be used multiple times",
    "run",
  ],
  [
    ["run", "--engine=native", "--interpreter", "a.ruff"],
    "the argument '--interpreter' cannot be used with '--engine <ENGINE>'",
    "run",
  ],
  [
    ["run", "--inspect", "--dump=ir", "a.ruff"],
    "the argument '--dump <FORM>' cannot be used with '--inspect'",
    "run",
  ],
  [
    ["run", "--jit-report", "--inspect", "a.ruff"],
    "the argument '--jit-report' cannot be used with '--inspect'",
    "run",
  ],
  [
    ["run", "--jit-report", "--dump=ir", "a.ruff"],
    "the argument '--dump <FORM>' cannot be used with '--jit-report'",
    "run",
  ],
  [
    ["run", "--interpreter", "--dump=llvm", "a.ruff"],
    "the argument '--dump=llvm' cannot be used with '--interpreter'",
    "run",
  ],
  [
    ["run", "--engine=baseline", "--dump=asm", "a.ruff"],
    "the argument '--dump=asm' cannot be used with '--engine=baseline'",
    "run",
  ],
  [["check", "a.ruff", "b.ruff"], "unexpected argument 'b.ruff' found", "check"],
  [["check", "--foo", "a.ruff"], "unexpected argument '--foo' found", "check"],
  [["check", "--json=1", "a.ruff"], "unexpected argument '--json=1' found", "check"],
  [["check", "-q", "-q", "a.ruff"], "the argument '--quiet' cannot be used multiple times", "check"],
  [["check", "-qq", "a.ruff"], "the argument '--quiet' cannot be used multiple times", "check"],
  [["check", "-v", "--verbose", "a.ruff"], "the argument '--verbose' cannot be used multiple times", "check"],
  [["check", "--json", "a.ruff", "--json"], "the argument '--json' cannot be used multiple times", "check"],
  [["check", "-q", "-v", "a.ruff"], "the argument '--quiet' cannot be used with '--verbose'", "check"],
  [["doctor", "x"], "unexpected argument 'x' found", "doctor"],
  [["doctor", "--deep"], "unexpected argument '--deep' found", "doctor"],
];

/** Variable, value, what was expected. */
const WRONG_ENVIRONMENT = [
  ["DEBUG_JIT", "2", "0 or 1"],
  ["DEBUG_JIT", "constructor", "0 or 1"],
  ["DISABLE_JIT", "yes", "0 or 1"],
  ["DEBUG_JIT_IR", "-1", "1, opt, asm or a function's name"],
  ["DEBUG_JIT_IR", "a b", "1, opt, asm or a function's name"],
  ["RUFF_JIT_THRESHOLD", "x", "a whole number from 0 to 1000000000"],
  ["RUFF_JIT_THRESHOLD", "-1", "a whole number from 0 to 1000000000"],
  ["RUFF_JIT_THRESHOLD", "1.5", "a whole number from 0 to 1000000000"],
  ["RUFF_JIT_THRESHOLD", "1e3", "a whole number from 0 to 1000000000"],
  ["RUFF_JIT_THRESHOLD", " 1", "a whole number from 0 to 1000000000"],
  ["RUFF_JIT_THRESHOLD", "1000000001", "a whole number from 0 to 1000000000"],
];

/** The rendered usage error of a command line. */
function complaint(t, words, env = {}) {
  const error = t.throws(() => parseArguments(words, env), { instanceOf: UsageError });
  return renderUsageError(error);
}

for (const [words, message, command] of WRONG)
  test(`ruff ${words.join(" ")}`, (t) => {
    t.is(complaint(t, words), usage(message, command));
  });

for (const [name, value, expected] of WRONG_ENVIRONMENT)
  test(`${name}=${value}`, (t) => {
    const message = `invalid value '${value}' for ${name}: expected ${expected}`;
    t.is(complaint(t, ["run", "a.ruff"], { [name]: value }), usage(message, "run"));
  });

test("machine code cannot be shown with DISABLE_JIT=1", (t) => {
  const message = "the argument '--dump=llvm' cannot be used with 'DISABLE_JIT=1'";
  t.is(complaint(t, ["run", "--dump=llvm", "a.ruff"], { DISABLE_JIT: "1" }), usage(message, "run"));
});

test("variables that steer the JIT mean nothing to other commands", (t) => {
  t.is(parseArguments(["check", "a.ruff"], { DEBUG_JIT: "what" }).command, "check");
});

test("accepted values of variables", (t) => {
  const jit = (env) => parseArguments(["run", "a.ruff"], env).jit;
  const none = { disabled: false, explain: false, dump: null, threshold: null, perfMap: false };
  t.deepEqual(jit({}), none);
  t.deepEqual(jit({ DEBUG_JIT: "", DEBUG_JIT_IR: "", DISABLE_JIT: "", RUFF_JIT_THRESHOLD: "" }), none);
  t.deepEqual(jit({ DEBUG_JIT: "0", DEBUG_JIT_IR: "0", DISABLE_JIT: "false" }), none);
  t.like(jit({ DISABLE_JIT: "true", DEBUG_JIT: "1", RUFF_JIT_THRESHOLD: "0" }), {
    disabled: true,
    explain: true,
    threshold: 0,
  });
  t.deepEqual(jit({ DEBUG_JIT_IR: "1" }).dump, { form: "llvm", only: null });
  t.deepEqual(jit({ DEBUG_JIT_IR: "opt" }).dump, { form: "llvm-opt", only: null });
  t.deepEqual(jit({ DEBUG_JIT_IR: "asm" }).dump, { form: "asm", only: null });
  t.deepEqual(jit({ DEBUG_JIT_IR: "fib" }).dump, { form: "llvm", only: "fib" });
});

test("in a process: exit 2, everything on stderr, nothing is read or run", async (t) => {
  const cwd = files(t, { "a.ruff": 'print("ran")\n' });
  for (const [words, env, message, command] of [
    [["run", "--foo", "a.ruff"], {}, "unexpected argument '--foo' found", "run"],
    [["rum"], {}, "unrecognized subcommand 'rum'\n\n  tip: a similar subcommand exists: 'run'", ""],
    [["run", "a.ruff"], { DEBUG_JIT: "2" }, "invalid value '2' for DEBUG_JIT: expected 0 or 1", "run"],
  ]) {
    const { code, out, err } = await ruff(words, { cwd, env });
    t.deepEqual({ code, out, err }, { code: 2, out: "", err: usage(message, command) });
  }
});

const HELP =
  /^Ruff: A modern programming language\n\nUsage: ruff \[OPTIONS\] <COMMAND> \[ARGS\]\n\nOptions:\n/;
const RUN_HELP =
  /^run a script\n\nUsage: ruff run \[OPTIONS\] <FILE> \[SCRIPT_ARGS\]\.\.\.\n[\s\S]*RUFF_JIT_THRESHOLD=N/;

for (const [words, expected] of [
  [[], HELP],
  [["-h"], HELP],
  [["--help"], HELP],
  [["help"], HELP],
  [["help", "run"], RUN_HELP],
  [["run", "-h"], RUN_HELP],
  [["run", "a.ruff", "--help"], RUN_HELP],
  [["help", "check"], /^report every static error[\s\S]*--quiet/],
  [["check", "--help"], /^report every static error[\s\S]*--quiet/],
  [["doctor", "-h"], /^tell what this machine has[\s\S]*Usage: ruff doctor/],
  [["-V"], /^ruff 1\.0\.0\n$/],
  [["--version"], /^ruff 1\.0\.0\n$/],
  [["version"], /^ruff 1\.0\.0\n$/],
])
  test(`answers ruff ${words.join(" ")}`, (t) => {
    const request = parseArguments(words, {});
    t.is(request.command, "text");
    t.regex(request.text, expected);
    for (const line of request.text.split("\n")) t.true(line.length <= 80, line);
  });

test("help goes to stdout with exit 0", async (t) => {
  const { code, out, err } = await ruff([]);
  t.like({ code, err }, { code: 0, err: "" });
  t.regex(out, HELP);
});
