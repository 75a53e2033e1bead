/** Where the machine code of a script is kept between runs: a file of the cache for each script. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { addonFile } from "../native/bridge.js";
import type { CodeStore } from "../native/kept-code.js";
import { BUILD } from "./build.js";
import { CacheFolder } from "./cache-folder.js";
import type { RunRequest } from "./request.js";

/** Null where nothing is to be kept. */
export function codeStoreFor({ path, cache }: RunRequest): CodeStore | null {
  if (cache === null || BUILD === null) return null;
  const folder = new CacheFolder(cache);
  const name = `${encodeURIComponent(resolve(path))}.code`;
  return {
    isThere: folder.has(name),
    // Asked for where the addon has been loaded.
    get build() {
      const { size, mtimeMs } = statSync(addonFile());
      return `${BUILD} ${size} ${mtimeMs}`;
    },
    read: () => folder.read(name),
    write: (content) => folder.write(name, content),
  };
}
