/** Random numbers for tests: small and repeatable, the same on every run. */

/** A function that gives whole numbers from 0 to below its argument (a linear congruential generator). */
export function randomFrom(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
