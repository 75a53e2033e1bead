/** Where the machine code of a script is kept between runs: a file of the cache for each script. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { addonPath } from "../native/bridge.js";
import type { CodeStore } from "../native/kept-code.js";
import { BUILD } from "./build.js";
import { CacheFolder } from "./cache-folder.js";
import type { RunRequest } from "./request.js";

/** Null where nothing is to be kept, or cannot be. */
export function codeStoreFor({ path, cache }: RunRequest): CodeStore | null {
  const addon = statSync(fileURLToPath(new URL(addonPath(), import.meta.url)), { throwIfNoEntry: false });
  if (cache === null || BUILD === null || !addon) return null;
  const folder = new CacheFolder(cache);
  const name = `${encodeURIComponent(resolve(path))}.code`;
  return {
    isThere: folder.has(name),
    build: `${BUILD} ${addon.size} ${addon.mtimeMs}`,
    read: () => folder.read(name),
    write: (content) => folder.write(name, content),
  };
}
