/** `ruff test-run`: runs the `test` declarations of a file, each in a program of its own. */

import { type DeclaredTests, declaredTests, programOfTest } from "../compiler/declared-tests.js";
import { RuffError } from "../runtime/error.js";
import type { Block } from "../syntax/ast.js";
import { parse } from "../syntax/parser.js";
import type { SourceText } from "../syntax/source.js";
import { report, reportUnreadable, runToEnd, type Streams } from "./execute.js";
import { EXIT } from "./exit-codes.js";
import { ModuleFiles } from "./module-files.js";
import { readSource } from "./read-source.js";
import type { TestRunRequest } from "./request.js";

interface Result {
  readonly name: string;
  readonly milliseconds: number;
  /** Null if the test passed. */
  readonly failure: string | null;
}

export function testRun({ path, verbose }: TestRunRequest, streams: Streams): number {
  const read = readSource(path);
  if (read.source === null) return reportUnreadable(read, path, streams);
  const { source } = read;
  const { program, diagnostics } = parse(source.text);
  if (diagnostics.length > 0) {
    report(diagnostics, source, streams);
    return EXIT.syntax;
  }
  const declared = declaredTests(program);
  if (declared.tests.length === 0) {
    streams.out(`No tests found in ${path}\n`);
    return EXIT.runtime;
  }
  const files = new ModuleFiles(source);
  const results: Result[] = [];
  for (const test of declared.tests) {
    const whole = programOfTest(program, declared, test);
    const compilation = files.compile(whole, source);
    if (compilation.diagnostics.length > 0) {
      report(compilation.diagnostics, source, streams);
      return EXIT.runtime;
    }
    const startedAt = performance.now();
    const outcome = runToEnd({ module: compilation.module, files }, "baseline", [], streams, null);
    // `exit` ends the whole run.
    if (typeof outcome === "number" && outcome !== EXIT.success) return outcome;
    const failure = outcome instanceof RuffError ? failureText(outcome, declared, source) : null;
    results.push({ name: test.name, milliseconds: performance.now() - startedAt, failure });
  }
  return summarize(results, verbose, streams);
}

function failureText(error: RuffError, { setup }: DeclaredTests, source: SourceText): string {
  const outermost = error.trace?.at(-1);
  const inSetup = setup && outermost?.source === source && contains(setup, outermost.at);
  return inSetup ? `Setup failed: ${error.message}` : error.message;
}

function contains({ start, end }: Block, offset: number): boolean {
  return offset >= start && offset < end;
}

const RULE = "=".repeat(60);

function summarize(results: readonly Result[], verbose: boolean, streams: Streams): number {
  const failed = results.filter(({ failure }) => failure !== null);
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const shown = verbose ? results : failed;
  const lines = ["", RULE, "Test Results", RULE, ...shown.flatMap(resultLines)];
  if (shown.length > 0) lines.push("");
  const [count, passed] = [results.length, results.length - failed.length];
  lines.push(
    `Tests: ${count} total, ${passed} passed, ${failed.length} failed`,
    `Time:  ${Math.round(total)}ms`,
  );
  lines.push(RULE, "", failed.length === 0 ? "All tests passed! ✨" : `${failed.length} test(s) failed`);
  streams.out(`${lines.join("\n")}\n`);
  return failed.length === 0 ? EXIT.success : EXIT.failed;
}

function resultLines({ name, milliseconds, failure }: Result): string[] {
  const time = `(${Math.round(milliseconds)}ms)`;
  return failure === null ? [`  ✓ ${name} ${time}`] : [`  ✗ ${name} ${time}`, `    Error: ${failure}`];
}
