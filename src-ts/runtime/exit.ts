/** The end of a program by `exit`. No `except` catches it: engines let it through to whoever started them. */

export class ExitRequest extends Error {
  constructor(
    /** What the operating system sees: 0 to 255. */
    readonly status: number,
  ) {
    super(`exit(${status})`);
  }
}
