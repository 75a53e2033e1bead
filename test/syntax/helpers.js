/** Short ways to ask what becomes of a text. */

import { parse, SourceText } from "../../dist/syntax/index.js";

/** All diagnostics as `line:column message`, with the code in front if it is not that of the parser. */
export function problems(text) {
  const source = new SourceText(null, text);
  return parse(text).diagnostics.map(({ code, message, offset }) => {
    const { line, column } = source.position(offset);
    return `${code === "RUFPARSE001" ? "" : `${code} `}${line}:${column} ${message}`;
  });
}

/** The first diagnostic, or `ok(n)` with the number of top-level statements. */
export function verdict(text) {
  return problems(text)[0] ?? `ok(${parse(text).program.statements.length})`;
}

/** The statements of a text that must be free of mistakes. */
export function statementsOf(text) {
  const { program, diagnostics } = parse(text);
  if (diagnostics.length > 0) throw new Error(`${text}: ${problems(text)[0]}`);
  return program.statements;
}

/** The value of the first statement. */
export function expressionOf(text) {
  return statementsOf(text)[0].value;
}

const join = (nodes) => nodes.map(shape).join(", ");

const SHAPES = {
  Name: (n) => n.name,
  Int: (n) => String(n.value),
  Float: (n) => `${n.value}f`,
  Str: (n) => JSON.stringify(n.value),
  Interp: (n) =>
    `interp[${n.parts.map((p) => (typeof p === "string" ? JSON.stringify(p) : shape(p))).join(", ")}]`,
  Bool: (n) => String(n.value),
  Null: () => "null",
  Unary: (n) => `(${n.operator}${shape(n.operand)})`,
  Binary: (n) => `(${shape(n.left)} ${n.operator} ${shape(n.right)})`,
  Call: (n) => `${shape(n.callee)}(${join(n.args)})`,
  MethodCall: (n) => `${shape(n.object)}${n.optional ? "?." : "."}${n.name}(${join(n.args)})`,
  Field: (n) => `${shape(n.object)}${n.optional ? "?." : "."}<${n.name}>`,
  Index: (n) => `${shape(n.object)}[${shape(n.index)}]`,
  Slice: (n) => `${shape(n.object)}[${n.first ? shape(n.first) : ""}:${n.stop ? shape(n.stop) : ""}]`,
  Try: (n) => `${shape(n.operand)}?`,
  Tag: (n) => `tag ${n.base}::${n.variant}${n.args === null ? "" : `(${join(n.args)})`}`,
  Throw: (n) => `throw(${join(n.args)})`,
  StructLit: (n) => `${n.name}{${n.fields.map((f) => `${f.name}: ${shape(f.value)}`).join(", ")}}`,
  Array: (n) => `[${join(n.items)}]`,
  Dict: (n) => `{${join(n.items)}}`,
  Spread: (n) => `...${shape(n.value)}`,
  Entry: (n) => `${shape(n.key)}: ${shape(n.value)}`,
  Lambda: (n) => `func(${n.function.parameters.map((p) => p.name).join(", ")})`,
  Wrap: (n) => `${n.arm}(${shape(n.value)})`,
  None: () => "None",
  Yield: (n) => `(yield${n.value === null ? "" : ` ${shape(n.value)}`})`,
  Await: (n) => `(await ${shape(n.value)})`,
};

/** An expression with all its brackets, on one line. */
export function shape(node) {
  return SHAPES[node.kind](node);
}
