/** `ruff check`: every static error, nothing is run. */

import { walkBlock } from "../ir/walk.js";
import { parse } from "../syntax/parser.js";
import { prepareSource, reportUnreadable, type Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import { readSource } from "./read-source.js";
import type { CheckRequest } from "./request.js";

export function check(request: CheckRequest, streams: Streams): number {
  const { path, detail } = request;
  const read = readSource(path);
  if (read.source === null) return reportUnreadable(read, path, streams);
  const prepared = prepareSource(read.source, streams);
  if (prepared.module === null) return prepared.exitCode;
  if (detail === "quiet") return EXIT.success;
  const statements = parse(read.source.text).program.statements.length;
  let nodes = 0;
  for (const fn of prepared.module.functions) walkBlock(fn.body, () => nodes++);
  const outcome = {
    bytecode_instruction_count: nodes,
    command: "check",
    file: path,
    statement_count: statements,
    status: "ok",
  };
  const counts = detail === "verbose" ? ` (statements=${statements}, bytecode_instructions=${nodes})` : "";
  streams.out(
    detail === "json" ? `${JSON.stringify(outcome, null, 2)}\n` : `check passed: ${path}${counts}\n`,
  );
  return EXIT.success;
}
