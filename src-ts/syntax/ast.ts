/**
 * The syntax tree: the form between the parser and the compiler.
 *
 * Nodes are plain frozen-by-convention data. They carry offsets into the source text only (UTF-16 code
 * units, as JavaScript indexes strings); line and column are computed when a message is printed
 * (`source.ts`). `start` and `end` enclose the node's text; `at` is the one offset an error about the
 * node points to: the operator of a binary expression, the name after a dot, otherwise `start`.
 * Parentheses leave no node, but they do widen `start` and `end`.
 */

export interface Node {
  readonly start: number;
  readonly end: number;
  readonly at: number;
}

export type UnaryOperator = "-" | "!";
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type LogicalOperator = "&&" | "||" | "??";
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicalOperator | "|>" | "..";

/** A name with its place, where no expression node is wanted (parameters, fields, patterns). */
export interface Identifier extends Node {
  readonly name: string;
}

/** A type annotation: stored, never enforced. `text` is its source text, without surrounding blanks. */
export interface TypeAnnotation extends Node {
  readonly text: string;
}

export interface Parameter extends Node {
  readonly name: string;
  readonly type: TypeAnnotation | null;
  /** `name = value`: what the parameter holds when a call leaves it out. Then so may all parameters after it. */
  readonly defaultValue: Expression | null;
}

/** What a declaration and a function expression share. `name` is null for function expressions. */
export interface FunctionShape extends Node {
  readonly name: Identifier | null;
  readonly parameters: readonly Parameter[];
  readonly returnType: TypeAnnotation | null;
  readonly body: Block;
  readonly isAsync: boolean;
  /** Declared with `func*`, or containing a `yield` of its own. */
  readonly isGenerator: boolean;
}

export interface Block extends Node {
  readonly statements: readonly Statement[];
}

export interface Program extends Node {
  readonly statements: readonly Statement[];
}

// ---- expressions -------------------------------------------------------------------------------

export type Expression =
  | NameExpression
  | IntLiteral
  | FloatLiteral
  | StringLiteral
  | InterpolatedString
  | BoolLiteral
  | NullLiteral
  | UnaryExpression
  | BinaryExpression
  | CallExpression
  | MethodCallExpression
  | FieldExpression
  | IndexExpression
  | SliceExpression
  | TryExpression
  | TagExpression
  | ThrowExpression
  | StructLiteral
  | ArrayLiteral
  | DictLiteral
  | LambdaExpression
  | WrapExpression
  | NoneExpression
  | YieldExpression
  | AwaitExpression;

/** A variable; `self` is one too. */
export interface NameExpression extends Node {
  readonly kind: "Name";
  readonly name: string;
}

/** `value` is canonical: a number while it is a safe integer, else a bigint; -2^63 .. 2^63 - 1. */
export interface IntLiteral extends Node {
  readonly kind: "Int";
  readonly value: number | bigint;
}

export interface FloatLiteral extends Node {
  readonly kind: "Float";
  readonly value: number;
}

export interface StringLiteral extends Node {
  readonly kind: "Str";
  readonly value: string;
}

/** Text and expressions in turn; empty text parts are left out. */
export interface InterpolatedString extends Node {
  readonly kind: "Interp";
  readonly parts: readonly (string | Expression)[];
}

export interface BoolLiteral extends Node {
  readonly kind: "Bool";
  readonly value: boolean;
}

export interface NullLiteral extends Node {
  readonly kind: "Null";
}

export type LiteralExpression = IntLiteral | FloatLiteral | StringLiteral | BoolLiteral | NullLiteral;

export interface UnaryExpression extends Node {
  readonly kind: "Unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/** `at` is the operator. */
export interface BinaryExpression extends Node {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface CallExpression extends Node {
  readonly kind: "Call";
  readonly callee: Expression;
  readonly args: readonly Expression[];
}

/** `object.name(args)`, or `object?.name(args)` when `optional`. `at` is the name. */
export interface MethodCallExpression extends Node {
  readonly kind: "MethodCall";
  readonly object: Expression;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly optional: boolean;
}

/** `object.name`, or `object?.name` when `optional`. `at` is the name. */
export interface FieldExpression extends Node {
  readonly kind: "Field";
  readonly object: Expression;
  readonly name: string;
  readonly optional: boolean;
}

/** `object[index]`. `at` is the opening bracket. */
export interface IndexExpression extends Node {
  readonly kind: "Index";
  readonly object: Expression;
  readonly index: Expression;
}

/** `object[first:stop]`; either bound may be missing. `at` is the opening bracket. */
export interface SliceExpression extends Node {
  readonly kind: "Slice";
  readonly object: Expression;
  readonly first: Expression | null;
  readonly stop: Expression | null;
}

/** Postfix `?`. `at` is the question mark. */
export interface TryExpression extends Node {
  readonly kind: "Try";
  readonly operand: Expression;
}

/** `Base::Variant` (args null) or `Base::Variant(args)`. */
export interface TagExpression extends Node {
  readonly kind: "Tag";
  readonly base: string;
  readonly variant: string;
  readonly args: readonly Expression[] | null;
}

export interface ThrowExpression extends Node {
  readonly kind: "Throw";
  readonly args: readonly Expression[];
}

export interface FieldInitializer extends Node {
  readonly name: string;
  readonly value: Expression;
}

export interface StructLiteral extends Node {
  readonly kind: "StructLit";
  readonly name: string;
  readonly fields: readonly FieldInitializer[];
}

/** `...value` inside an array or dict literal. */
export interface SpreadItem extends Node {
  readonly kind: "Spread";
  readonly value: Expression;
}

export interface ArrayLiteral extends Node {
  readonly kind: "Array";
  readonly items: readonly (Expression | SpreadItem)[];
}

export interface DictEntry extends Node {
  readonly kind: "Entry";
  readonly key: Expression;
  readonly value: Expression;
}

export interface DictLiteral extends Node {
  readonly kind: "Dict";
  readonly items: readonly (DictEntry | SpreadItem)[];
}

/** An anonymous function; `function.name` is null. */
export interface LambdaExpression extends Node {
  readonly kind: "Lambda";
  readonly function: FunctionShape;
}

/** `Ok(e)`, `Err(e)`, `Some(e)`. */
export interface WrapExpression extends Node {
  readonly kind: "Wrap";
  readonly arm: "Ok" | "Err" | "Some";
  readonly value: Expression;
}

export interface NoneExpression extends Node {
  readonly kind: "None";
}

export interface YieldExpression extends Node {
  readonly kind: "Yield";
  readonly value: Expression | null;
}

export interface AwaitExpression extends Node {
  readonly kind: "Await";
  readonly value: Expression;
}

// ---- patterns ----------------------------------------------------------------------------------

export type Pattern = NamePattern | DiscardPattern | ArrayPattern | DictPattern;

export interface NamePattern extends Node {
  readonly kind: "NamePattern";
  readonly name: string;
}

export interface DiscardPattern extends Node {
  readonly kind: "DiscardPattern";
}

/** `...name` inside a pattern: what the fixed elements left. */
export interface RestPattern extends Node {
  readonly kind: "RestPattern";
  readonly name: string;
}

export interface ArrayPattern extends Node {
  readonly kind: "ArrayPattern";
  readonly elements: readonly (Pattern | RestPattern)[];
}

export interface DictPattern extends Node {
  readonly kind: "DictPattern";
  readonly elements: readonly (NamePattern | RestPattern)[];
}

// ---- statements --------------------------------------------------------------------------------

export type Statement =
  | LetStatement
  | ConstStatement
  | DestructureStatement
  | AssignStatement
  | FuncStatement
  | StructStatement
  | EnumStatement
  | ImportStatement
  | ExportStatement
  | IfStatement
  | WhileStatement
  | LoopStatement
  | ForStatement
  | MatchStatement
  | TryStatement
  | ReturnStatement
  | BreakStatement
  | ContinueStatement
  | SpawnStatement
  | TestStatement
  | TestHookStatement
  | TestGroupStatement
  | ExpressionStatement;

/** `let pattern := value` (immutable) or `mut pattern := value`. */
export interface LetStatement extends Node {
  readonly kind: "Let";
  readonly pattern: Pattern;
  readonly mutable: boolean;
  readonly type: TypeAnnotation | null;
  readonly value: Expression;
}

export interface ConstStatement extends Node {
  readonly kind: "Const";
  readonly name: Identifier;
  readonly type: TypeAnnotation | null;
  readonly value: Expression;
}

/** `[a, b] := value` without a keyword: a bare assignment to each name. */
export interface DestructureStatement extends Node {
  readonly kind: "Destructure";
  readonly pattern: ArrayPattern | DictPattern;
  readonly value: Expression;
}

/** `target := value`, or `target op= value` when `operator` is given. `at` is the assignment operator. */
export interface AssignStatement extends Node {
  readonly kind: "Assign";
  readonly target: NameExpression | FieldExpression | IndexExpression;
  readonly operator: ArithmeticOperator | null;
  readonly value: Expression;
}

/** `function.name` is never null here. */
export interface FuncStatement extends Node {
  readonly kind: "Func";
  readonly function: FunctionShape;
}

export interface StructField extends Node {
  readonly name: string;
  readonly type: TypeAnnotation | null;
}

export interface StructStatement extends Node {
  readonly kind: "Struct";
  readonly name: Identifier;
  readonly fields: readonly StructField[];
  readonly methods: readonly FunctionShape[];
}

export interface EnumStatement extends Node {
  readonly kind: "Enum";
  readonly name: Identifier;
  readonly variants: readonly Identifier[];
}

/** `import m` (symbols null) or `from a.b import x, y`; `module` is the dotted name. */
export interface ImportStatement extends Node {
  readonly kind: "Import";
  readonly module: string;
  readonly symbols: readonly Identifier[] | null;
}

export interface ExportStatement extends Node {
  readonly kind: "Export";
  readonly statement: Statement;
}

export interface IfStatement extends Node {
  readonly kind: "If";
  /** `if`, then each `else if`, in order: chains are flat, however long. */
  readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
  readonly otherwise: Block | null;
}

export interface WhileStatement extends Node {
  readonly kind: "While";
  readonly condition: Expression;
  readonly body: Block;
}

/** `loop {}` (condition null) or `loop while c {}`. */
export interface LoopStatement extends Node {
  readonly kind: "Loop";
  readonly condition: Expression | null;
  readonly body: Block;
}

export interface ForStatement extends Node {
  readonly kind: "For";
  readonly variable: Identifier;
  readonly iterable: Expression;
  readonly body: Block;
}

/**
 * `Tag`, `Base::Variant`, each with an optional `(binding)`; `text` is the part before the parenthesis.
 * Or a literal (`case 5`, `case -1.5`, `case "text"`, `case true`, `case null`), which has no binding and
 * matches by `==`; `text` is its source text then.
 */
export interface CasePattern extends Node {
  readonly text: string;
  readonly binding: Identifier | null;
  readonly literal: LiteralExpression | null;
}

export interface MatchCase extends Node {
  /** `case A | B`: any of them, at least one. All bind the same name, or none binds any. */
  readonly patterns: readonly CasePattern[];
  /** `case P if guard`: the case is taken only if this is truthy. */
  readonly guard: Expression | null;
  readonly body: Block;
}

export interface MatchStatement extends Node {
  readonly kind: "Match";
  readonly value: Expression;
  readonly cases: readonly MatchCase[];
  readonly otherwise: Block | null;
}

export interface TryStatement extends Node {
  readonly kind: "TryExcept";
  readonly body: Block;
  readonly variable: Identifier;
  readonly handler: Block;
}

export interface ReturnStatement extends Node {
  readonly kind: "Return";
  readonly value: Expression | null;
}

export interface BreakStatement extends Node {
  readonly kind: "Break";
}

export interface ContinueStatement extends Node {
  readonly kind: "Continue";
}

export interface SpawnStatement extends Node {
  readonly kind: "Spawn";
  readonly body: Block;
}

export interface TestStatement extends Node {
  readonly kind: "Test";
  readonly name: string;
  readonly body: Block;
}

export interface TestHookStatement extends Node {
  readonly kind: "TestSetup" | "TestTeardown";
  readonly body: Block;
}

export interface TestGroupStatement extends Node {
  readonly kind: "TestGroup";
  readonly name: string;
  readonly body: Block;
}

export interface ExpressionStatement extends Node {
  readonly kind: "Expr";
  readonly value: Expression;
}
