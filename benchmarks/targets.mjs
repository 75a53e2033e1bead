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

/** Ruff against the faster of Node and LuaJIT. */
export function ratioToBest(times, metric = "wall") {
  const ratios = [ratio(times, "ruff", "node", metric), ratio(times, "ruff", "luajit", metric)];
  const known = ratios.filter((each) => each !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function geometricMean(ratios) {
  const known = ratios.filter((each) => each !== null);
  return known.length === 0
    ? null
    : Math.exp(known.reduce((sum, each) => sum + Math.log(each), 0) / known.length);
}

function above(value, limit, words) {
  return value !== null && value > limit ? [`${words} ${value.toFixed(2)}, at most ${limit}`] : [];
}

function numericRow({ name, label, times }, size) {
  const toGcc = ratio(times, "ruff", "gcc");
  return [
    ...above(ratioToBest(times), NUMERIC.best, `${label} to the faster of node and luajit:`),
    ...(size === "large"
      ? above(toGcc, name === "fib" ? NUMERIC.fibToGcc : NUMERIC.gcc, `${label} to gcc:`)
      : []),
  ];
}

function everydayRow({ label, times, extra }) {
  if (extra) return [];
  return [
    ...above(ratio(times, "ruff", "node"), EVERYDAY.node, `${label} to node:`),
    ...above(ratio(times, "ruff", "cpython"), EVERYDAY.cpython, `${label} to cpython:`),
  ];
}

function tableMisses({ set, size, rows }) {
  const mean = geometricMean(
    rows.filter(({ extra }) => !extra).map(({ times }) => ratio(times, "ruff", "node")),
  );
  const words = `geometric mean to node, ${set} ${size}:`;
  const numeric = set === "numeric";
  return [
    ...rows.flatMap((row) => (numeric ? numericRow(row, size) : everydayRow(row))),
    ...rows.flatMap(({ label, times }) =>
      above(ratio(times, "ruff", "no jit"), NO_JIT, `${label} to no jit:`),
    ),
    ...(numeric && size !== "large" ? [] : above(mean, (numeric ? NUMERIC : EVERYDAY).meanToNode, words)),
  ];
}

/** One line for each goal that was measured and missed; test sizes are too small to tell. */
export function missedTargets({ tables, variants, startUp }) {
  const long = startUp ? startUp.long.wall - startUp.node.wall : null;
  return [
    ...tables.filter(({ size }) => size !== "test").flatMap(tableMisses),
    ...variants.flatMap(({ label, times }) =>
      above(ratio(times, "variant", "program"), VARIANT, `variant of ${label}:`),
    ),
    ...above(long, LONG_SCRIPT_MS, "milliseconds of a script of 5,000 lines over node's start-up:"),
  ];
}
