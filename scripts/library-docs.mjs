/**
 * Writes what the documents say about the library from the registry: `docs/library.md`, and the overview in
 * `docs/language.md`. Needs the compiled sources. With `--check` it writes nothing and exits with 1 if a file is out of date.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtinNamed, builtinNames } from "../dist/stdlib/registry.js";

const DOCS = new URL("../docs/", import.meta.url);

/** Each row once, by domain, in the order of the registry. */
function domains() {
  const table = new Map();
  for (const name of builtinNames()) {
    const row = builtinNamed(name);
    if (row.name !== name) continue;
    const rows = table.get(row.domain) ?? [];
    table.set(row.domain, [...rows, row]);
  }
  return table;
}

/** `name: kind`, `[..]` around what may be left out, `...` for any number: such parameters are called `values`. */
function parameterList({ parameters, arity: [fewest] }) {
  const texts = parameters.map(({ name, kind }, i) => {
    const text = `${name}${kind === "any" ? "" : `: ${kind}`}${name === "values" ? ", ..." : ""}`;
    return i === 0 ? text : `, ${text}`;
  });
  const optional = texts.slice(fewest).reduceRight((rest, text) => `[${text}${rest}]`, "");
  return texts.slice(0, fewest).join("") + optional;
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}

function tableRow(row) {
  const names = [row.name, ...row.aliases];
  const calls = names.map((name, i) => (i === 0 ? `\`${name}(${parameterList(row)})\`` : `\`${name}\``));
  return `| ${cell(calls.join(", "))} | ${row.result} | ${cell(row.summary)} |`;
}

/** The whole of `docs/library.md`. */
export function libraryPage() {
  const chapters = [...domains()].map(([domain, rows]) =>
    [`## ${domain}`, "", "| call | result | |", "|---|---|---|", ...rows.map(tableRow), ""].join("\n"),
  );
  return `# The library

Written by \`scripts/library-docs.mjs\` from the registry in \`src-ts/stdlib\`; change it there.

Parameters in \`[..]\` may be left out, \`...\` means any number. A parameter without a kind takes any value, a \`number\` is an
int or a float. Further names after a call are aliases. No function changes its arguments. A function whose
first parameter is a string, an array or a dict may be called as its method: \`text.upper()\`.

${chapters.join("\n")}`;
}

/** The overview in the guide: the names of each domain. */
export function overview() {
  const rows = [...domains()].map(([domain, list]) => {
    const names = list.flatMap(({ name, aliases }) => [name, ...aliases]);
    return `| ${domain} | ${names.map((name) => `\`${name}\``).join(" ")} |`;
  });
  return ["| | |", "|---|---|", ...rows].join("\n");
}

const MARKED = /(<!-- library: .* -->\n)[\s\S]*?(<!-- end of library -->)/;

/** Each file with its text as it should be. */
export function pages() {
  const guide = readFileSync(new URL("language.md", DOCS), "utf8");
  return {
    "library.md": libraryPage(),
    "language.md": guide.replace(MARKED, (_, begin, end) => `${begin}${overview()}\n${end}`),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes("--check");
  for (const [name, text] of Object.entries(pages())) {
    const file = new URL(name, DOCS);
    if (!check) writeFileSync(file, text);
    else if (readFileSync(file, "utf8") !== text) {
      console.error(`docs/${name} is out of date: node scripts/library-docs.mjs`);
      process.exitCode = 1;
    }
  }
}
