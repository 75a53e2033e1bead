/** How the operating system's errors are worded: the C library's text and the number. */

import { constants } from "node:os";

const TEXTS: Record<string, string> = {
  EPERM: "Operation not permitted",
  ENOENT: "No such file or directory",
  EAGAIN: "Resource temporarily unavailable",
  EACCES: "Permission denied",
  EEXIST: "File exists",
  EXDEV: "Invalid cross-device link",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  EINVAL: "Invalid argument",
  EMFILE: "Too many open files",
  ENOSPC: "No space left on device",
  EROFS: "Read-only file system",
  EPIPE: "Broken pipe",
  ENAMETOOLONG: "File name too long",
  ENOTEMPTY: "Directory not empty",
  ELOOP: "Too many levels of symbolic links",
  EADDRINUSE: "Address already in use",
  ECONNREFUSED: "Connection refused",
};

/** The words for what a Node.js system call threw; anything else is thrown again. */
export function osErrorText(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || typeof code !== "string") throw error;
  // Node.js refuses such paths itself, with a text of its own.
  if (code === "ERR_INVALID_ARG_VALUE") return "file name contained an unexpected NUL byte";
  const number = (constants.errno as Record<string, number>)[code];
  return number === undefined ? message : `${TEXTS[code] ?? code} (os error ${number})`;
}
