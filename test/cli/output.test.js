/** Output arrives: complete, in order, whole characters; and what happens when it cannot. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: bash and Ruff have the same signs
import { createHash } from "node:crypto";
import test from "ava";
import { ENGINES, files, onAll, shell } from "./support.js";

const SCRIPTS = {
  "small.ruff": 'print("one")\nprint("two")\n',
  "fails.ruff": 'print("before")\nprint(1 / 0)\n',
  "endless.ruff": "i := 0\nwhile true {\n  print(i)\n  i := i + 1\n}\n",
  "wrong.ruff": "print(1 +)\n",
};
const WAYS = ["deep", "plain"];
const FULL = "ruff: cannot write to standard output: No space left on device (os error 28)\n";

/** Runs a bash line both ways and by two engines, with $RUN for the command and the engine. */
async function each(t, line, check, { engines = ["baseline", "interpreter"], extra = {} } = {}) {
  const cwd = files(t, { ...SCRIPTS, ...extra });
  for (const way of WAYS)
    for (const engine of engines)
      check(await shell(`RUN="$RUFF run --engine=${engine}"; ${line}`, { cwd, way }), `${engine}, ${way}`);
}

test("stdout and stderr into one pipe: in the order they were written", async (t) => {
  await each(t, "$RUN fails.ruff 2>&1", ({ code, out }, title) => {
    t.is(code, 4, title);
    t.regex(out, /^before\n\[RUFVM001\] \[vm\] Runtime Error: Division by zero\n/, title);
  });
});

test("a closed pipe after little output: the run ends as it would have", async (t) => {
  for (const [script, code, error] of [
    ["small", 0, /^$/],
    ["fails", 4, /^\[RUFVM001\] \[vm\] Runtime Error: Division by zero\n/],
    ["wrong", 3, /^\[RUFPARSE001\]/],
  ])
    await each(t, `$RUN ${script}.ruff | (exec <&-; true); echo \${PIPESTATUS[0]}`, ({ out, err }, title) => {
      t.is(out, `${code}\n`, title);
      t.regex(err, error, title);
    });
});

test("a closed pipe stops endless printing, quietly", async (t) => {
  await each(t, "$RUN endless.ruff | head -n 2; echo ${PIPESTATUS[0]}", ({ out, err, ms }, title) => {
    t.deepEqual({ out, err }, { out: "0\n1\n141\n", err: "" }, title);
    t.true(ms < 20_000, `${title}: ${ms} ms`);
  });
});

test("except does not catch a closed pipe", async (t) => {
  const extra = { "try.ruff": "while true {\n  try { print(1) } except e { print(e.message) }\n}\n" };
  await each(
    t,
    "$RUN try.ruff | true; echo ${PIPESTATUS[0]}",
    ({ out, err }, title) => {
      t.deepEqual({ out, err }, { out: "141\n", err: "" }, title);
    },
    { extra },
  );
});

test("a dump into a closed pipe ends quietly too", async (t) => {
  const cwd = files(t, { "long.ruff": "x := 1\n".repeat(5000) });
  const { out, err } = await shell("$RUFF run --dump=ast long.ruff | head -n 1; echo ${PIPESTATUS[0]}", {
    cwd,
  });
  t.deepEqual({ out, err }, { out: "   1 | x := 1\n141\n", err: "" });
});

test("a full disk: told in one line, exit 5 unless something else failed", async (t) => {
  await each(t, "$RUN small.ruff > /dev/full", ({ code, err }, title) => {
    t.deepEqual({ code, err }, { code: 5, err: FULL }, title);
  });
  await each(t, "$RUN endless.ruff > /dev/full", ({ code, err }, title) => {
    t.deepEqual({ code, err }, { code: 5, err: FULL }, title);
  });
  await each(t, "$RUN fails.ruff > /dev/full", ({ code, err }, title) => {
    t.is(code, 4, title);
    t.regex(err, /^\[RUFVM001\] \[vm\] Runtime Error: Division by zero\n/, title);
    t.true(err.endsWith(`\n\n${FULL}`), err);
  });
  const cwd = files(t, SCRIPTS);
  for (const words of ["--version", "check small.ruff", "run --dump=ast small.ruff", "doctor"]) {
    const { code, err } = await shell(`$RUFF ${words} > /dev/full`, { cwd });
    t.deepEqual({ code, err }, { code: 5, err: FULL }, words);
  }
});

test("closed or full stderr changes neither output nor exit code", async (t) => {
  const cwd = files(t, SCRIPTS);
  for (const [line, code, out] of [
    ["$RUFF fails.ruff 2>&-", 4, "before\n"],
    ["$RUFF fails.ruff 2> /dev/full", 4, "before\n"],
    ["$RUFF run --interpreter fails.ruff 2> /dev/full", 4, "before\n"],
    ["$RUFF wrong.ruff 2> /dev/full", 3, ""],
    ["$RUFF run --foo 2> /dev/full", 2, ""],
    ["$RUFF absent.ruff 2>&-", 5, ""],
    ["$RUFF small.ruff 2>&- >&-", 0, ""],
    ["$RUFF run --jit-report small.ruff 2> /dev/full", 0, "one\ntwo\n"],
  ]) {
    const result = await shell(line, { cwd });
    t.like(result, { code, out }, line);
  }
});

test("ten million bytes arrive, whatever reads them and however slowly", async (t) => {
  const line = "0123456789 é 😀 ".repeat(5);
  const extra = { "big.ruff": `line := "${line}"\nfor i in range(100000) { print(line) }\n` };
  const expected = createHash("md5").update(`${line}\n`.repeat(100_000)).digest("hex");
  // `os.set_blocking` acts on the pipe itself: the writer meets EAGAIN.
  const slow =
    'python3 -c "import os, sys, time, hashlib; h = hashlib.md5()\n' +
    'time.sleep(0.2)\nwhile (b := os.read(0, 1 << 20)): h.update(b)\nprint(h.hexdigest())"';
  const unblock =
    'python3 -c "import os, sys; os.set_blocking(1, False); os.execvp(sys.argv[1], sys.argv[1:])"';
  for (const command of [
    "$RUN big.ruff | md5sum",
    `$RUN big.ruff | ${slow}`,
    `${unblock} $RUN big.ruff | ${slow}`,
  ])
    await each(
      t,
      command,
      ({ out, err }, title) => {
        t.is(out.slice(0, 32), expected, `${title}: ${command}`);
        t.is(err, "");
      },
      { engines: ["native"], extra },
    );
});

test("characters outside the basic plane stay whole at every place in the buffer", async (t) => {
  const source = 'for i in range(40) {\n  print("${i}")\n  for j in range(1700) { print("😀é😀é😀") }\n}\n';
  const expected = Array.from({ length: 40 }, (_, i) => `${i}\n${"😀é😀é😀\n".repeat(1700)}`).join("");
  await onAll(t, source, ({ out }, title) => t.true(out === expected, title), {
    engines: ENGINES,
    ways: ["deep"],
  });
});

test("a line of many megabytes", async (t) => {
  const source = 's := "0123456789abcdef"\nfor i in range(18) { s := s + s }\nprint(s)\nprint("end")\n';
  await onAll(
    t,
    source,
    ({ code, out }, title) => {
      t.is(code, 0, title);
      t.is(out.length, 16 * 2 ** 18 + 5);
      t.true(out.endsWith("def\nend\n"));
    },
    { ways: ["deep"] },
  );
});
