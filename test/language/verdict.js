/** Compares what a run left behind with what its case expects. */

import { signature } from "../../dist/native/signature.js";

/** A report of an uncaught error or of static errors, taken apart. */
export function readReport(stderr) {
  const lines = stderr.split("\n");
  const messages = [];
  const stack = [];
  let current = null;
  for (const line of lines) {
    const head = /^\[RUF\w+\] \[vm\] (Runtime Error|error): (.*)$/.exec(line);
    const place = /^ {2}--> .*:(\d+):(\d+)$/.exec(line);
    const call = /^ {2}\d+ at (.+) \(.*:(\d+):(\d+)\)$/.exec(line);
    if (head) {
      current = { message: head[2], line: 0, column: 0 };
      messages.push(current);
    } else if (place && current) {
      current.line = Number(place[1]);
      current.column = Number(place[2]);
    } else if (call) {
      stack.push({ name: call[1], line: Number(call[2]), column: Number(call[3]) });
    } else if (current && current.line === 0) {
      current.message += `\\n${line}`;
    }
  }
  return { messages, stack };
}

/** The report with what the case leaves open (0) taken over from it, so that the two can be compared whole. */
function filledIn(expected, actual) {
  return expected.map((item, i) => ({
    ...item,
    line: item.line || (actual[i]?.line ?? 0),
    column: item.column || (actual[i]?.column ?? 0),
  }));
}

/** Asserts output, errors with position and call stack, and the exit code. */
export function checkResult(t, result, expected) {
  const { messages, stack } = readReport(result.stderr);
  const output = expected.output.map((line) => `${line}\n`).join("");
  const fatal = expected.error
    ? [expected.error]
    : expected.static.map((error) => ({ ...error, message: `Compilation error: ${error.message}` }));
  const errors = [...expected.tasks, ...fatal];
  t.is(result.stdout, output);
  t.deepEqual(messages, filledIn(errors, messages), result.stderr);
  t.deepEqual(stack, filledIn(expected.stack, stack), result.stderr);
  t.is(result.exitCode, fatal.length > 0 ? 4 : expected.exit);
  if (errors.length === 0) t.is(result.stderr, "");
}

/** Asserts that named functions ran as machine code, and why others did not. */
export function checkNative(t, report, expected) {
  const ran = new Set();
  for (const { entries } of report)
    for (const { compiled, calls } of entries) {
      if (calls === 0) continue;
      ran.add(signature(compiled.fn, compiled.types));
      for (const { name } of compiled.members) ran.add(name);
    }
  for (const name of expected.native) t.true(ran.has(name), `${name} is not among ${[...ran].join(" ")}`);
  const refusals = report.flatMap(({ fn, refusals }) =>
    refusals.map(({ types, refusal }) => ({
      names: [fn.name, signature(fn, types)],
      reason: refusal.reason,
    })),
  );
  for (const { name, reason } of expected.refused) {
    const reasons = refusals.filter(({ names }) => names.includes(name)).map((refusal) => refusal.reason);
    t.true(reasons.includes(reason), `${name}: ${reasons.join("; ") || "was not refused"}`);
    if (!name.includes("(")) t.false(ran.has(name), `${name} ran as machine code`);
  }
}
