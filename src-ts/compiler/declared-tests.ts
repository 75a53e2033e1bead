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

/** What the function is called that tidies up behind a test. */
export const TEARDOWN = "[teardown]";

/**
 * The program that runs one test: the file's other statements, the setup, whose variables the others see, and the
 * test as a function. The teardown is a function, too, which is called when the program has ended or failed.
 *
 *     ...
 *     func [teardown]() { try { teardown } except _ {} }
 *     setup
 *     func() { test }()
 */
export function programOfTest(
  program: ast.Program,
  { setup, teardown }: DeclaredTests,
  test: ast.TestStatement,
): ast.Program {
  const { start, end, at, body } = test;
  const place = { start, end, at };
  const call: ast.Statement = {
    ...place,
    kind: "Expr",
    value: {
      ...place,
      kind: "Call",
      callee: { ...place, kind: "Lambda", function: shapeOf(body, test) },
      args: [],
    },
  };
  const tidyUp = teardown ? [teardownFunction(teardown)] : [];
  return { ...program, statements: [...program.statements, ...tidyUp, ...(setup?.statements ?? []), call] };
}

function teardownFunction(teardown: ast.Block): ast.Statement {
  const { start, end, at } = teardown;
  const place = { start, end, at };
  const guarded: ast.Statement = {
    ...place,
    kind: "TryExcept",
    body: teardown,
    variable: { ...place, name: "[ignored]" },
    handler: { ...place, statements: [] },
  };
  const shape = shapeOf({ ...place, statements: [guarded] }, place);
  return { ...place, kind: "Func", function: { ...shape, name: { ...place, name: TEARDOWN } } };
}

function shapeOf(body: ast.Block, { start, end, at }: ast.Node): ast.FunctionShape {
  return {
    start,
    end,
    at,
    name: null,
    parameters: [],
    returnType: null,
    body,
    isAsync: false,
    isGenerator: false,
  };
}
