// The goals, and which of them a result misses.

/** At most this much of the other's time. */
const NUMERIC = { best: 1, gcc: 2, fibToGcc: 1, meanToNode: 0.5 };
const EVERYDAY = { node: 2.5, meanToNode: 1.7, cpython: 1 };
const NO_JIT = 1.05;
const VARIANT = 1.15;
const LONG_SCRIPT_MS = 150;

/** The time of one language as a part of another's, or null if either is missing or was stopped. */
export function ratio(times, one, other, metric = "wall") {
  const [a, b] = [times[one]?.[metric], times[other]?.[metric]];
  return a === undefined || b === undefined ? null : a / b;
}

/** Ruff, or another one, against the faster of Node and LuaJIT. */
export function ratioToBest(times, metric = "wall", one = "ruff") {
  const ratios = [ratio(times, one, "node", metric), ratio(times, one, "luajit", metric)];
  const known = ratios.filter((each) => each !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function geometricMean(ratios) {
  const known = ratios.filter((each) => each !== null);
  return known.length === 0
    ? null
    : Math.exp(known.reduce((sum, each) => sum + Math.log(each), 0) / known.length);
}

/** The line that says a goal is missed, if it is by wall-clock time; `of` gives the ratio by a clock. */
function above(of, limit, words) {
  const wall = of("wall");
  if (wall === null || wall <= limit) return [];
  return [`${words} ${wall.toFixed(2)} (processor time: ${of("cpu").toFixed(2)}), at most ${limit}`];
}

function numericRow({ name, label, times }, size) {
  const gccLimit = name === "fib" ? NUMERIC.fibToGcc : NUMERIC.gcc;
  const toGcc = (clock) => ratio(times, "ruff", "gcc", clock);
  return [
    ...above(
      (clock) => ratioToBest(times, clock),
      NUMERIC.best,
      `${label} to the faster of node and luajit:`,
    ),
    ...(size === "large" ? above(toGcc, gccLimit, `${label} to gcc:`) : []),
  ];
}

function everydayRow({ label, times, extra }) {
  if (extra) return [];
  return [
    ...above((clock) => ratio(times, "ruff", "node", clock), EVERYDAY.node, `${label} to node:`),
    ...above((clock) => ratio(times, "ruff", "cpython", clock), EVERYDAY.cpython, `${label} to cpython:`),
  ];
}

function noJitRow({ label, times }) {
  return above((clock) => ratio(times, "ruff", "no jit", clock), NO_JIT, `${label} to no jit:`);
}

function meanRow({ set, size, rows }) {
  if (set === "numeric" && size !== "large") return [];
  const counted = rows.filter(({ extra }) => !extra);
  const mean = (clock) => geometricMean(counted.map(({ times }) => ratio(times, "ruff", "node", clock)));
  const limit = (set === "numeric" ? NUMERIC : EVERYDAY).meanToNode;
  return above(mean, limit, `geometric mean to node, ${set} ${size}:`);
}

function variantRow({ label, times }) {
  const ofProgram = (clock) => ratio(times, "variant", "program", clock);
  return above(ofProgram, VARIANT, `variant of ${label} to the program:`);
}

function startUpRow({ node, long, longAgain }) {
  const over = (what) => (clock) => what[clock] - node[clock];
  const words = "milliseconds of a script of 5,000 lines over node's start-up";
  return [
    ...above(over(long), LONG_SCRIPT_MS, `${words}, with nothing kept:`),
    ...above(over(longAgain), LONG_SCRIPT_MS, `${words}, when it was run before:`),
  ];
}

function tableRows(table) {
  const { set, size, rows } = table;
  const ofSet = (row) => (set === "numeric" ? numericRow(row, size) : everydayRow(row));
  return [...rows.flatMap(ofSet), ...rows.flatMap(noJitRow), ...meanRow(table)];
}

/** One line for each goal that was measured and missed; test sizes are too small to tell. */
export function missedTargets({ tables, variants, startUp }) {
  return [
    ...tables.filter(({ size }) => size !== "test").flatMap(tableRows),
    ...variants.flatMap(variantRow),
    ...(startUp ? startUpRow(startUp) : []),
  ];
}
