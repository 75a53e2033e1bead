/** Which build of Ruff this is: what one build keeps for later runs, another one does not understand. */

declare const RUFF_BUILD: string | undefined;

/** Null outside the bundled command (`scripts/bundle.mjs`). */
export const BUILD: string | null = typeof RUFF_BUILD === "undefined" ? null : RUFF_BUILD;
