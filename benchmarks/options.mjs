// The runner's command line.
import { PROGRAMS, SIZES } from "./catalog.mjs";
import { LANGUAGE_NAMES } from "./languages.mjs";

const SETS = ["numeric", "everyday", "variants", "startup"];

export const USAGE = `npm run bench -- [OPTIONS]
  --set=LIST        ${SETS.join(", ")}; all of them if left out
  --only=LIST       only these programs
  --size=LIST       ${SIZES.join(", ")}; small,large if left out
  --languages=LIST  ${LANGUAGE_NAMES.join(", ")}; all that are installed if left out
  --runs=N          runs of each program, 5 if left out
  --limit=SECONDS   what needs more processor time is stopped, 60 if left out
  --write           writes the tables to benchmarks/RESULTS.md`;

function listOf(allowed, flag, value) {
  const words = value.split(",");
  const unknown = words.find((word) => !allowed.includes(word));
  if (unknown !== undefined)
    throw new Error(`--${flag}: unknown '${unknown}' (there are ${allowed.join(", ")})`);
  return allowed.filter((word) => words.includes(word));
}

function count(flag, value) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${flag} needs a number from 1 on`);
  return number;
}

export function parseOptions(argv) {
  const names = PROGRAMS.map(({ name }) => name);
  const options = {
    set: SETS,
    only: names,
    size: ["small", "large"],
    languages: LANGUAGE_NAMES,
    runs: 5,
    limit: 60,
    write: false,
  };
  for (const argument of argv) {
    const [, flag, value] = /^--([a-z]+)(?:=(.+))?$/.exec(argument) ?? [];
    if (flag === "write" && value === undefined) options.write = true;
    else if (value === undefined) throw new Error(`unknown argument '${argument}'`);
    else if (flag === "set") options.set = listOf(SETS, flag, value);
    else if (flag === "only") options.only = listOf(names, flag, value);
    else if (flag === "size") options.size = listOf(SIZES, flag, value);
    else if (flag === "languages") options.languages = listOf(LANGUAGE_NAMES, flag, value);
    else if (flag === "runs" || flag === "limit") options[flag] = count(flag, value);
    else throw new Error(`unknown argument '${argument}'`);
  }
  return options;
}
