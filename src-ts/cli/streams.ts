/** Where a run writes to, and the process's own standard output and error as such. */

import { EXIT } from "./exit-codes.js";
import { Output } from "./output.js";
import { systemErrorText } from "./system-error.js";

export interface Streams {
  /** Throws `OutputLost` if output can no longer reach anyone. */
  out(text: string): void;
  err(text: string): void;
  /** Shows what was printed so far, for streams that hold it back. */
  flush?(): void;
}

/** Thrown at whoever goes on printing although nobody can read it: the program is to end. */
export class OutputLost extends Error {}

export class StandardStreams implements Streams {
  private readonly stdout = Output.standard();
  private readonly stderr = Output.diagnostic();

  out(text: string): void {
    if (!this.stdout.write(text)) throw new OutputLost();
  }

  /** What was printed before comes first, also where both go to one place. */
  err(text: string): void {
    this.stdout.flush();
    this.stderr.write(text);
    this.stderr.flush();
  }

  flush(): void {
    this.stdout.flush();
  }

  /** Does the work, writes out what was printed whatever happens, and returns the exit code. */
  async serve(work: () => Promise<number>): Promise<number> {
    try {
      return this.settle(await work());
    } catch (error) {
      if (error instanceof OutputLost) return this.settle(EXIT.outputLost);
      throw error;
    } finally {
      this.stdout.flush();
    }
  }

  /**
   * That output was lost is said, and counts if nothing else failed. A closed pipe is no failure: its reader
   * has seen what it wanted.
   */
  private settle(exitCode: number): number {
    this.stdout.flush();
    const { failure, closed } = this.stdout;
    if (failure === null || closed) return exitCode;
    this.err(`ruff: cannot write to standard output: ${systemErrorText(failure)}\n`);
    return exitCode === EXIT.success || exitCode === EXIT.outputLost ? EXIT.io : exitCode;
  }
}
