/** The token dump: each source line with its tokens below, in the spelling of the messages. */

import { DumpLines } from "./print/dump-lines.js";
import type { SourceText } from "./source.js";
import { spellToken, type Token } from "./token.js";

/** Ends with a line end. The tokens must come from the text of `source`. */
export function printTokens(tokens: readonly Token[], source: SourceText): string {
  const dump = new DumpLines(source);
  for (const token of tokens) {
    if (token.kind !== "eof") dump.showSource(token.start);
    dump.add(spellToken(token), token.start, 0);
  }
  return dump.toString();
}
