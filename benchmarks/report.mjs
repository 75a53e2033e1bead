// A result as tables: as text for the terminal, as Markdown for RESULTS.md.
import { geometricMean, missedTargets, ratio, ratioToBest } from "./targets.mjs";

const RATIOS = {
  numeric: {
    "ruff/node": (times, metric) => ratio(times, "ruff", "node", metric),
    "ruff/faster of node, luajit": (times, metric) => ratioToBest(times, metric),
    "ruff/gcc": (times, metric) => ratio(times, "ruff", "gcc", metric),
    "ruff/no jit": (times, metric) => ratio(times, "ruff", "no jit", metric),
    "again/faster of node, luajit": (times, metric) => ratioToBest(times, metric, "ruff again"),
  },
  everyday: {
    "ruff/node": (times, metric) => ratio(times, "ruff", "node", metric),
    "ruff/cpython": (times, metric) => ratio(times, "ruff", "cpython", metric),
    "ruff/no jit": (times, metric) => ratio(times, "ruff", "no jit", metric),
    "again/no jit": (times, metric) => ratio(times, "ruff again", "no jit", metric),
  },
};

function ms(time) {
  return time >= 1000 ? `${(time / 1000).toFixed(2)} s` : `${time.toFixed(0)} ms`;
}

function timeCell(times, language, metric, limit) {
  const measured = times[language];
  if (!measured) return "-";
  return measured.tooLong ? `> ${limit} s` : ms(measured[metric]);
}

function ratioCell(value) {
  return value === null ? "-" : value.toFixed(2);
}

/** The times of one set at one size by one clock, "wall" or "cpu": lines of cells. */
function timeLines({ set, rows }, languages, metric, limit) {
  const present = languages.filter((name) => rows.some(({ times }) => times[name]));
  const ratios = Object.entries(RATIOS[set]);
  const counted = rows.filter(({ extra }) => !extra);
  const meanOf = (of) => ratioCell(geometricMean(counted.map(({ times }) => of(times, metric))));
  return [
    ["program", ...present, ...ratios.map(([name]) => name)],
    ...rows.map(({ label, extra, times }) => [
      extra ? `${label} *` : label,
      ...present.map((name) => timeCell(times, name, metric, limit)),
      ...ratios.map(([, of]) => ratioCell(of(times, metric))),
    ]),
    ["geometric mean", ...present.map(() => ""), ...ratios.map(([, of]) => meanOf(of))],
  ];
}

function variantLines(variants, limit) {
  return [
    ["program", "program", "variant", "variant/program", "by processor time"],
    ...variants.map(({ label, times }) => [
      label,
      timeCell(times, "program", "wall", limit),
      timeCell(times, "variant", "wall", limit),
      ratioCell(ratio(times, "variant", "program")),
      ratioCell(ratio(times, "variant", "program", "cpu")),
    ]),
  ];
}

function startUpLines({ node, hello, long, longAgain, fib30 }) {
  const over = (of) => `${ms(of.wall)}, ${ms(of.wall - node.wall)} over \`node -e 0\``;
  return [
    ["program", "time"],
    ["node -e 0", ms(node.wall)],
    ["hello.ruff", over(hello)],
    ["a script of 5,000 lines", over(long)],
    ["the same when it was run before", over(longAgain)],
    ["fib(30), with loading and compiling", over(fib30)],
  ];
}

function asText(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  return lines.map((line) => line.map(pad).join("  "));
}

function asMarkdown(lines) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const [head, ...body] = lines;
  return [row(head), row(head.map((_, column) => (column === 0 ? "---" : "--:"))), ...body.map(row)];
}

function sections({ tables, variants, startUp, languages, limit }, draw) {
  const section = (title, lines) => [`## ${title}`, "", ...draw(lines), ""];
  const title = ({ set, size }) => `${set === "numeric" ? "Numeric" : "Everyday"} programs, ${size} sizes`;
  const timed = (metric, words) =>
    tables.flatMap((each) => section(`${title(each)}${words}`, timeLines(each, languages, metric, limit)));
  return [
    ...timed("wall", ""),
    ...(variants.length > 0 ? section("Variants", variantLines(variants, limit)) : []),
    ...(startUp ? section("Start-up", startUpLines(startUp)) : []),
    ...timed("cpu", ": processor time"),
  ];
}

function missedLines(result) {
  const missed = missedTargets(result);
  return [
    "## Goals not reached",
    "",
    ...(missed.length > 0 ? missed.map((each) => `- ${each}`) : ["None."]),
    "",
  ];
}

export function text(result) {
  return [...sections(result, asText), ...missedLines(result), ...result.notes].join("\n");
}

export function markdown(result) {
  return [
    "# Results",
    "",
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`${result.command}\`. Times are comparable only within this page.`,
    "",
    ...result.notes.map((note) => `- ${note}`),
    "",
    ...missedLines(result),
    ...sections(result, asMarkdown),
    "Programs with `*` are in no goal and no mean. README.md beside this file says what the columns mean.",
    "",
  ].join("\n");
}
