// Small things whose time is mostly start-up.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAMS, sourceFile } from "./catalog.mjs";
import { ruff, ruffAgain } from "./languages.mjs";
import { race } from "./race.mjs";

const FUNCTIONS = 500;

/** A script of 5,000 lines: functions of 9 lines, of which few run. */
function longScript() {
  const functions = Array.from({ length: FUNCTIONS }, (_, i) =>
    [
      `func step_${i}(values, factor) {`,
      `  mut total := ${i}`,
      "  for value in values {",
      `    if value % ${(i % 7) + 2} == 0 { total += value * factor } else { total -= 1 }`,
      "  }",
      `  let text := "step ${i}: \${total}"`,
      `  mut seen := {"step": ${i}, "text": text}`,
      '  seen["total"] := total',
      '  return seen["total"]',
      "}",
    ].join("\n"),
  );
  return `${functions.join("\n")}\nprint(step_0([1, 2, 3], 4) + step_${FUNCTIONS - 1}([5, 6], 7))\n`;
}

/**
 * The medians of `node -e 0`, of hello, of a script of 5,000 lines, the same when it has been run before, and of
 * fib(30), all processes of their own.
 */
export function raceStartUp(work, runs) {
  const write = (name, text) => {
    const file = join(work, name);
    writeFileSync(file, text);
    return file;
  };
  const fib = PROGRAMS.find(({ name }) => name === "fib");
  const long = write("long.ruff", longScript());
  const contestants = {
    node: { command: process.execPath, args: ["-e", "0"] },
    hello: ruff(write("hello.ruff", 'print("hello")\n')),
    long: ruff(long),
    longAgain: ruffAgain(long, join(work, "cache")),
    fib30: ruff(sourceFile(fib, "ruff"), ["30"]),
  };
  return race("start-up", contestants, { runs, sameAnswer: false });
}
