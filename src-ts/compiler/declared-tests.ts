/** The `test` declarations of a file, each as a program of its own. */

import type * as ast from "../syntax/ast.js";

export interface DeclaredTests {
  /** In the order of the file, those in groups included. */
  readonly tests: readonly ast.TestStatement[];
  /** Run before each test; the last one of the file counts, whatever group it stands in. */
  readonly setup: ast.Block | null;
  readonly teardown: ast.Block | null;
}

export function declaredTests(program: ast.Program): DeclaredTests {
  const tests: ast.TestStatement[] = [];
  let setup: ast.Block | null = null;
  let teardown: ast.Block | null = null;
  const collect = (statements: readonly ast.Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "Test") tests.push(statement);
      else if (statement.kind === "TestSetup") setup = statement.body;
      else if (statement.kind === "TestTeardown") teardown = statement.body;
      else if (statement.kind === "TestGroup") collect(statement.body.statements);
    }
  };
  collect(program.statements);
  return { tests, setup, teardown };
}

/**
 * The program that runs one test: the file's other statements, the setup, whose variables the test sees, then
 * the test as a function, and the teardown whether or not the test fails:
 *
 *     ...  setup
 *     try { func() { test }() } except e { try { teardown } except _ {}  throw(e) }
 *     try { teardown } except _ {}
 */
export function programOfTest(
  program: ast.Program,
  { setup, teardown }: DeclaredTests,
  test: ast.TestStatement,
): ast.Program {
  const place = { start: test.start, end: test.end, at: test.at };
  const block = (...statements: ast.Statement[]): ast.Block => ({ ...place, statements });
  const named = (name: string): ast.Identifier => ({ ...place, name });
  const tidyUp: ast.Statement[] = teardown
    ? [{ ...place, kind: "TryExcept", body: teardown, variable: named("[ignored]"), handler: block() }]
    : [];
  const failure: ast.Expression = { ...place, kind: "Name", name: "[failure]" };
  const rethrow: ast.Statement = {
    ...place,
    kind: "Expr",
    value: { ...place, kind: "Throw", args: [failure] },
  };
  const guarded: ast.Statement = {
    ...place,
    kind: "TryExcept",
    body: block({ ...place, kind: "Expr", value: callOf(test) }),
    variable: named("[failure]"),
    handler: block(...tidyUp, rethrow),
  };
  return {
    ...program,
    statements: [...program.statements, ...(setup?.statements ?? []), guarded, ...tidyUp],
  };
}

function callOf({ body, start, end, at }: ast.TestStatement): ast.Expression {
  const place = { start, end, at };
  const shape: ast.FunctionShape = {
    ...place,
    name: null,
    parameters: [],
    returnType: null,
    body,
    isAsync: false,
    isGenerator: false,
  };
  return { ...place, kind: "Call", callee: { ...place, kind: "Lambda", function: shape }, args: [] };
}
