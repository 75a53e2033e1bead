/**
 * The folder in which runs keep for later runs what took time to make. Nothing in it is needed: it may be deleted at
 * any time, and where it cannot be read or written programs run as if it did not exist.
 */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";

/** Bytes of all files together from which on the oldest go. */
const MOST_BYTES = 64 * 2 ** 20;

/** Names of files are as long in all file systems of today. */
const LONGEST_NAME = 250;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the environment wants the folder to be: `RUFF_CACHE`, or the user's place for such things; null for nowhere. */
export function cachePath(env: Environment): string | null {
  const wanted = env.RUFF_CACHE ?? "";
  if (wanted === "0") return null;
  if (wanted !== "") return wanted;
  const base = env.XDG_CACHE_HOME || (env.HOME ? join(env.HOME, ".cache") : "");
  return isAbsolute(base) ? join(base, "ruff") : null;
}

interface KeptFile {
  readonly path: string;
  readonly size: number;
  /** When it was written, in milliseconds. */
  readonly mtimeMs: number;
}

export class CacheFolder {
  constructor(private readonly path: string) {}

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  /** The content of a file; null if there is none. */
  read(name: string): Buffer | null {
    return attempt(() => (this.isOwn() ? readFileSync(join(this.path, name)) : null));
  }

  /** Writes a file as a whole: who reads it meanwhile gets the old one. What cannot be written is not. */
  write(name: string, content: string | Uint8Array): void {
    if (name.length > LONGEST_NAME) return;
    const unfinished = join(this.path, `${process.pid}-${Math.random()}.tmp`);
    const isWritten = attempt(() => {
      // Not `recursive`: where nothing can be made, as in /proc, Node then never ends.
      for (const folder of [dirname(this.path), this.path])
        if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
      if (!this.isOwn()) return false;
      writeFileSync(unfinished, content);
      renameSync(unfinished, join(this.path, name));
      return true;
    });
    attempt(() => (isWritten ? this.makeRoom() : rmSync(unfinished, { force: true })));
  }

  /** Whether nobody else can have written there: what is read is run. */
  private isOwn(): boolean {
    const { uid, mode } = statSync(this.path);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  }

  /** What it holds, the oldest first. */
  files(): readonly KeptFile[] {
    const files = attempt(() =>
      readdirSync(this.path).map((name) => {
        const path = join(this.path, name);
        const { size, mtimeMs } = statSync(path);
        return { path, size, mtimeMs };
      }),
    );
    return (files ?? []).sort((a, b) => a.mtimeMs - b.mtimeMs);
  }

  private makeRoom(): void {
    const files = this.files();
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files) {
      if (bytes <= MOST_BYTES) return;
      rmSync(path, { force: true });
      bytes -= size;
    }
  }
}

/** What the work gives; null if the file system refuses it. */
function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
