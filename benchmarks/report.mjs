// Prints a benchmark result: as a table for the terminal, as Markdown for RESULTS.md.

const HEADERS = ["program", "ruff", "node", "gcc", "ruff/node", "ruff/gcc"];

function ms(time) {
  if (time === undefined) return "-";
  return time >= 1000 ? `${(time / 1000).toFixed(2)} s` : `${time.toFixed(time < 100 ? 1 : 0)} ms`;
}

function ratio(time, other) {
  return other === undefined ? "-" : (time / other).toFixed(2);
}

function cells(row) {
  return [
    row.label,
    ms(row.ruff),
    ms(row.node),
    ms(row.gcc),
    ratio(row.ruff, row.node),
    ratio(row.ruff, row.gcc),
  ];
}

function startUpLines({ node, hello, fib30 }) {
  return [
    `hello.ruff ${ms(hello)}, node -e 0 ${ms(node)}: ${(hello - node).toFixed(1)} ms over Node's own start-up`,
    `fib(30) in all, with loading and compiling: ${ms(fib30)}`,
  ];
}

export function table(result) {
  const lines = [HEADERS, ...result.rows.map(cells)];
  const widths = HEADERS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join("  "),
  );
  return ["", ...text, "", ...startUpLines(result.startUp), "", ...result.notes].join("\n");
}

const READING = [
  "fib gains from more than fast calls. The functions of a unit of machine code are pure, and two rounds of",
  "recursion are inlined into each; where the inlined text asks for the same call twice, LLVM makes it once. So",
  "fewer calls of fib are made than in C, where gcc inlines as well but keeps every call. The other programs",
  "have no such repetition.",
];

export function markdown(result) {
  const row = (columns) => `| ${columns.join(" | ")} |`;
  return [
    "# Results",
    "",
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench -- --write\`; times are comparable only within this page.`,
    "",
    ...result.notes.map((note) => `- ${note}`),
    "",
    row(HEADERS),
    row(HEADERS.map((_, column) => (column === 0 ? "---" : "--:"))),
    ...result.rows.map((each) => row(cells(each))),
    "",
    ...startUpLines(result.startUp).map((line) => `- ${line}`),
    "",
    ...READING,
    "",
  ].join("\n");
}
