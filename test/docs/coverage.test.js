/** What is promised is tested: each numbered fact and difference has a case, each message of an error occurs in a test. */

import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { LIBRARY } from "../../dist/stdlib/library.js";

const ROOT = new URL("../../", import.meta.url);

/** The conformance facts of the language's meaning and of its syntax, and where it differs from the reference. */
const FACTS = 145;
const SYNTAX_FACTS = 70;
const DIVERGENCES = 51;

const filesIn = (folder, ending) =>
  readdirSync(new URL(`${folder}/`, ROOT), { recursive: true })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
const read = (name) => readFileSync(new URL(name, ROOT), "utf8");

const CASES = filesIn("test/cases", /\.ruff$/);

function missing(count, isThere) {
  return Array.from({ length: count }, (_, i) => i + 1).filter((number) => !isThere(number));
}

test("each fact has a case", (t) => {
  const hasCase = (number) => {
    const name = new RegExp(`/(facts/|fact-)${String(number).padStart(3, "0")}-`);
    return CASES.some((file) => name.test(file));
  };
  t.deepEqual(missing(FACTS, hasCase), []);
});

test("each fact of the syntax has a test", (t) => {
  const text = read("test/syntax/facts.test.js");
  t.deepEqual(
    missing(SYNTAX_FACTS, (number) => new RegExp(`^ {2}\\[\\s*${number},`, "m").test(text)),
    [],
  );
});

test("each divergence has a case", (t) => {
  const hasCase = (number) => {
    const name = new RegExp(`/d${String(number).padStart(2, "0")}-`);
    return CASES.some((file) => name.test(file));
  };
  t.deepEqual(missing(DIVERGENCES, hasCase), []);
});

/** Sources whose texts are no messages of errors, or those of the operating system. */
const NO_MESSAGES = /\/(print|ir)\/|os-error|interpolation-end|regex-escape/;
/** What looks like a message and is none, or never comes up: the parser has refused what it is about, or it is translated. */
const NOT_SHOWN = [
  "') return this.refuse(",
  "Invalid array length",
  "Unsafe module import '\0': empty path segment",
  "A token stream needs an end token",
  "the program nests too deeply",
  "Maximum call stack size exceeded",
];

/** The sources' texts of several words, holes as `\0`. */
function messagesOf(name) {
  const code = read(name).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)]
    .map(([literal]) =>
      literal
        .slice(1, -1)
        .replace(/\\(["`])/g, "$1")
        .replace(/\$\{[^}]*\}/g, "\0"),
    )
    .filter((text) => /[A-Za-z]{3,} [a-zA-Z\0']/.test(text));
}

test("each message of an error occurs in a test", (t) => {
  const tests = [...filesIn("test", /\.(js|ruff)$/), ...filesIn("examples", /\.(ruff|out)$/)];
  const corpus = tests
    .filter((name) => !name.endsWith("coverage.test.js"))
    .map(read)
    .join("\n")
    .replace(/\\(["'`./()[\]{}])/g, "$1");
  const titles = Object.entries(LIBRARY).flatMap(([title, rows]) => [
    title,
    ...Object.values(rows).map(({ summary }) => summary),
  ]);
  const others = [...NOT_SHOWN, ...titles];
  const sources = ["syntax", "compiler", "runtime", "stdlib"].flatMap((folder) =>
    filesIn(`src-ts/${folder}`, /\.ts$/),
  );
  sources.push("src-ts/cli/module-finder.ts", "src-ts/cli/modules.ts", "src-ts/cli/environment.ts");
  const shown = (message) => {
    const escaped = message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").split("\0");
    const whole = new RegExp(`^${escaped.join(".*")}$`);
    return others.some((text) => whole.test(text)) || new RegExp(escaped.join(".*?")).test(corpus);
  };
  const unseen = sources
    .filter((name) => !NO_MESSAGES.test(name))
    .flatMap(messagesOf)
    .filter((message) => !shown(message));
  t.deepEqual(unseen, []);
});
