/**
 * Reads what a case expects from the comments on its lines. `test/README.md` explains the forms.
 *
 * Everything that is not a known form is an ordinary comment, but a misspelt one would silently expect
 * nothing: what looks like a form and is none is refused.
 */

const FORM = /# ?(->|[a-z][a-z ]*?(?:@\d+)?:)(?: |$)(.*?)(?=\s*# |$)/g;
const KNOWN = ["->", "error:", "static:", "task error:", "stack:", "exit:", "native:", "not native:"];

/** The expectations of a case's text. */
export function readExpectations(text) {
  const expected = {
    output: [],
    error: null,
    static: [],
    tasks: [],
    stack: [],
    exit: 0,
    native: [],
    refused: [],
  };
  text.split("\n").forEach((line, i) => {
    for (const [, form, rest] of line.matchAll(FORM)) readForm(expected, form, rest, i + 1);
  });
  return expected;
}

function readForm(expected, form, rest, line) {
  const column = Number(/@(\d+):$/.exec(form)?.[1] ?? 0);
  const kind = form.replace(/@\d+/, "");
  if (!KNOWN.includes(kind)) throw new Error(`line ${line}: unknown form "# ${form}"`);
  if (kind === "->") expected.output.push(...rest.split(" // "));
  else if (kind === "error:") expected.error = { line, column, message: rest };
  else if (kind === "static:")
    expected.static.push(...rest.split(" // ").map((message) => ({ line, column, message })));
  else if (kind === "task error:") expected.tasks.push({ line, column, message: rest });
  else if (kind === "stack:") expected.stack = splitList(rest).map(readCall);
  else if (kind === "exit:") expected.exit = Number(rest);
  else if (kind === "native:") expected.native.push(...splitList(rest));
  else expected.refused.push(readRefusal(rest));
}

/** Splits at the commas outside parentheses. */
function splitList(text) {
  return text.split(/,\s*(?![^(]*\))/).map((item) => item.trim());
}

/** `name`, `name:line` or `name:line:column`. */
function readCall(text) {
  const [, name, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(text);
  return { name, line: Number(line ?? 0), column: Number(column ?? 0) };
}

function readRefusal(text) {
  const colon = text.indexOf(":");
  return { name: text.slice(0, colon).trim(), reason: text.slice(colon + 1).trim() };
}
