/** What the operating system says went wrong, in words. */

import { getSystemErrorMap } from "node:util";

/** Where Node's own words are not the usual ones. */
const USUAL_WORDS = new Map([["EISDIR", "Is a directory"]]);

/** `No such file or directory (os error 2)`. */
export function systemErrorText(error: unknown): string {
  const { errno, code, message } = error as NodeJS.ErrnoException;
  if (errno === undefined) return message;
  const text = USUAL_WORDS.get(code ?? "") ?? getSystemErrorMap().get(errno)?.[1] ?? "unknown error";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} (os error ${-errno})`;
}
