/** Values as deep as may be are shown and compared; deeper ones, which only builtins make, are refused. */

import test from "ava";
import { onAll } from "./support.js";

const AT_THE_LIMIT = `a := [1]
d := {"k": 1}
for i in range(4095) {
  a := [a]
  d := {"k": d}
}
print(len(to_string(a)), len("\${d}"), a == a, d != d)
print(a)
`;

test("values at the limit of nesting", async (t) => {
  const brackets = `${"[".repeat(4096)}1${"]".repeat(4096)}`;
  await onAll(t, AT_THE_LIMIT, ({ out, err }, title) =>
    t.deepEqual({ out, err }, { out: `8193 28673 true false\n${brackets}\n`, err: "" }, title),
  );
});

const BEYOND = `p := []
for i in range(200000) { p := push([], p) }
func attempt(f) { try { f() } except e { print(e.message) } }
attempt(func() { print(p) })
attempt(func() { return "\${p}" })
attempt(func() { debug(p) })
attempt(func() { throw(Ok(p)) })
attempt(func() { return p == p })
attempt(func() { return index_of([p], p) })
attempt(func() { return to_json(p) })
s := []
for i in range(5000) { s := Set([s]) }
attempt(func() { debug(s) })
print(len(p))
`;

test("values beyond the limit of nesting", async (t) => {
  const message = "Maximum data nesting depth of 4096 exceeded while";
  const expected = [
    `${message} converting to text`,
    `${message} converting to text`,
    `${message} converting to text`,
    `${message} building result value`,
    `${message} comparing values`,
    `${message} building array literal`,
    "JSON value exceeds maximum nesting depth of 64",
    `${message} converting to text`,
    "1",
    "",
  ];
  await onAll(t, BEYOND, ({ out, err }, title) =>
    t.deepEqual({ out, err }, { out: expected.join("\n"), err: "" }, title),
  );
});
