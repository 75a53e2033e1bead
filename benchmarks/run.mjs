// Measures Ruff against other languages: README.md says how to use it, `npm run bench -- --help` lists
// the options. No time counts before all languages have given the expected answer.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAMS, sourceFile, variantFile } from "./catalog.mjs";
import { contestants, findLanguages, languageLines, ruff, withSize } from "./languages.mjs";
import { loadNow, machineLines } from "./machine.mjs";
import { parseOptions, USAGE } from "./options.mjs";
import { race, trial } from "./race.mjs";
import { markdown, text } from "./report.mjs";
import { raceStartUp } from "./start-up.mjs";

const resultsFile = fileURLToPath(new URL("RESULTS.md", import.meta.url));

function progress(words) {
  process.stderr.write(`${words} ...\n`);
}

function expectAnswer(contestant, expected, words) {
  const { answer } = trial(contestant);
  if (answer !== expected) throw new Error(`${words} answered ${answer} instead of ${expected}`);
}

/** The program's contestants by language, each of which has given the right answer at the test size. */
function prepare(program, languages, work) {
  const all = contestants(program, languages, work);
  for (const [language, contestant] of Object.entries(all))
    expectAnswer(withSize(contestant, program.size.test), program.answer, `${program.name} in ${language}`);
  return all;
}

function measure({ program, all }, size, options) {
  const label = `${program.name}(${program.size[size]})`;
  progress(label);
  const sized = Object.entries(all).map(([language, each]) => [language, withSize(each, program.size[size])]);
  const times = race(label, Object.fromEntries(sized), options);
  return { name: program.name, label, extra: program.extra, times };
}

function measureVariant(program, size, options) {
  const label = `${program.name}(${program.size[size]})`;
  progress(`variant of ${label}`);
  const file = variantFile(program);
  expectAnswer(ruff(file, [program.size.test]), program.variant, `the variant of ${program.name}`);
  const pair = { program: ruff(sourceFile(program, "ruff")), variant: ruff(file) };
  const sized = Object.entries(pair).map(([name, each]) => [name, withSize(each, program.size[size])]);
  return { label, times: race(label, Object.fromEntries(sized), { ...options, sameAnswer: false }) };
}

function measureAll(options, languages, work) {
  const chosen = PROGRAMS.filter(({ name }) => options.only.includes(name));
  const tables = [];
  for (const set of ["numeric", "everyday"]) {
    const programs = chosen.filter((each) => each.set === set);
    if (!options.set.includes(set) || programs.length === 0) continue;
    progress(`answers of the ${set} programs`);
    const prepared = programs.map((program) => ({ program, all: prepare(program, languages, work) }));
    for (const size of options.size)
      tables.push({ set, size, rows: prepared.map((each) => measure(each, size, options)) });
  }
  const withVariant = options.set.includes("variants") ? chosen.filter((each) => each.set === "numeric") : [];
  const variants = withVariant.map((program) => measureVariant(program, options.size.at(-1), options));
  const startUp = options.set.includes("startup") ? raceStartUp(work, 3 * options.runs) : null;
  return { tables, variants, startUp };
}

function run(options, command) {
  const languages = findLanguages(options.languages);
  const load = loadNow();
  const work = mkdtempSync(join(tmpdir(), "ruff-bench-"));
  try {
    const measured = measureAll(options, languages, work);
    const result = {
      ...measured,
      command,
      languages: options.languages,
      limit: options.limit,
      notes: [
        ...machineLines(),
        ...languageLines(languages),
        `medians of ${options.runs} runs (start-up: ${3 * options.runs}), of one if it takes over 10 s; the languages take turns`,
        `load average ${load} at the start, ${loadNow()} at the end`,
      ],
    };
    console.log(text(result));
    if (!options.write) return;
    writeFileSync(resultsFile, markdown(result));
    console.log("\nwrote benchmarks/RESULTS.md");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fail(error, exitCode) {
  console.error(`bench: ${error.message}`);
  process.exitCode = exitCode;
}

function main(argv) {
  if (argv.includes("--help")) return console.log(USAGE);
  let options;
  try {
    options = parseOptions(argv);
  } catch (error) {
    return fail(error, 2);
  }
  try {
    run(options, ["npm run bench --", ...argv].join(" "));
  } catch (error) {
    fail(error, 1);
  }
}

main(process.argv.slice(2));
