// The catalogue: what each program belongs to, its sizes, and what it prints at the test size. A size
// is the program's one argument. Node needs 0.3 to 0.5 s for small ones and 1 to 4 s for large ones of
// the numeric set, 0.1 to 0.3 s and 0.3 to 0.7 s of the everyday set.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const SIZES = ["test", "small", "large"];

const NUMERIC = {
  fib: { sizes: [15, 38, 42], answer: "610", variant: "2817" },
  tak: { sizes: [4, 10, 11], answer: "5", variant: "12" },
  ackermann: { sizes: [5, 70, 400], answer: "233", variant: "233" },
  mutual: { sizes: [25, 108, 135], answer: "409", variant: "409" },
  collatz: { sizes: [300, 300000, 1400000], answer: "231127", variant: "231127" },
  products: { sizes: [40, 4500, 14000], answer: "2146414387", variant: "11437201" },
  sieve: { sizes: [1, 90, 800], answer: "2000", variant: "2000" },
  matrix: { sizes: [12, 550, 1100], answer: "42680", variant: "62663" },
  nbody: { sizes: [100, 2000000, 12000000], answer: "-169075164 -169050762", variant: "-162709328" },
  nbody_structs: { sizes: [100, 3000000, 20000000], answer: "-169075164 -169050762", variant: "-162709328" },
  mandelbrot: { sizes: [16, 1500, 4000], answer: "11013", variant: "11013" },
  spectral_norm: { sizes: [16, 1800, 4500], answer: "1273525215", variant: "1273525215" },
  fannkuch: { sizes: [6, 10, 11], answer: "49 10", variant: "49 10" },
  nqueens: { sizes: [6, 12, 13], answer: "4", variant: "4" },
  quicksort: { sizes: [500, 2000000, 10000000], answer: "236888", variant: "758334" },
  primes: { sizes: [500, 3000000, 12000000], answer: "95", variant: "95" },
  deep_recursion: { sizes: [1, 12000, 80000], answer: "56137", variant: "59160" },
};

const EVERYDAY = {
  dict_ints: { sizes: [1000, 1000000, 6000000], answer: "914 586691" },
  word_frequencies: { sizes: [500, 200000, 800000], answer: "433 elmian 3" },
  strings: { sizes: [500, 1000000, 3000000], answer: "132 34 mdhtaaohlpniiioaiospptppcntcyuiohiwwihwyeto" },
  methods: { sizes: [500, 8000000, 30000000], answer: "433668 889" },
  higher_order: { sizes: [1000, 1000000, 4000000], answer: "752500" },
  binary_trees: { sizes: [6, 14, 16], answer: "4143" },
  levenshtein: { sizes: [20, 2000, 5000], answer: "14 3" },
  objects: { sizes: [500, 400000, 1200000], answer: "35505" },
  arrays: { sizes: [500, 200000, 700000], answer: "586376 883072 445195", extra: true },
  closures: { sizes: [500, 3000000, 15000000], answer: "658982", extra: true },
  generators: { sizes: [500, 1000000, 5000000], answer: "730283", extra: true },
};

function path(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

function program(set, name, row) {
  const size = Object.fromEntries(SIZES.map((each, index) => [each, row.sizes[index]]));
  return { extra: false, ...row, set, name, size };
}

/** Every program. `extra` ones are measured, but no goal speaks of them. */
export const PROGRAMS = [
  ...Object.entries(NUMERIC).map(([name, row]) => program("numeric", name, row)),
  ...Object.entries(EVERYDAY).map(([name, row]) => program("everyday", name, row)),
];

/** The program's text in a language, or null if it is not written in that one. */
export function sourceFile({ name }, extension) {
  const file = path(`programs/${name}/${name}.${extension}`);
  return existsSync(file) ? file : null;
}

/** The same work in other words: names, constants and the order of statements differ. */
export function variantFile({ name }) {
  return path(`variants/${name}.ruff`);
}
