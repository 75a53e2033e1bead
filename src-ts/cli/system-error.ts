/** What the operating system says went wrong, in words; other errors say it themselves. */

import { osErrorText } from "../stdlib/os-error.js";

/** `No such file or directory (os error 2)`. */
export function systemErrorText(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : osErrorText(error);
}
