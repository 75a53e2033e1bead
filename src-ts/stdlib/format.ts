/** `format`: texts with placeholders. */

import { asDouble } from "../runtime/arithmetic.js";
import { debugForm, text } from "../runtime/text.js";
import { Float, RuffArray, RuffDict, type Value } from "../runtime/value.js";
import { wholeOrNull } from "./arguments.js";
import { type BuiltinSpec, builtin, fail, parameters } from "./spec.js";

function asText(value: Value): string {
  if (value instanceof RuffArray) return "[Array]";
  if (value instanceof RuffDict) return "{Dict}";
  return typeof value !== "object" || value === null || value instanceof Float
    ? text(value)
    : debugForm(value);
}

function asInteger(value: Value): string {
  const whole = typeof value === "boolean" ? Number(value) : wholeOrNull(value);
  return whole === null
    ? fail(`format() %d requires numeric argument, got ${debugForm(value)}`)
    : String(whole);
}

function asNumber(value: Value): string {
  return asDouble(value) === null
    ? fail(`format() %f requires numeric argument, got ${debugForm(value)}`)
    : text(value);
}

const FORMS: Record<string, (value: Value) => string> = { "%s": asText, "%d": asInteger, "%f": asNumber };

/** Replaces each match of `placeholders` by the next value. `%%` is a percent sign. */
function fill(
  template: string,
  placeholders: RegExp,
  values: readonly Value[],
  form: (placeholder: string, value: Value) => string,
): string {
  let next = 0;
  return template.replace(placeholders, (placeholder) => {
    if (placeholder === "%%") return "%";
    const value = values[next++];
    return value === undefined
      ? fail(`format() missing argument for placeholder ${placeholder}`)
      : form(placeholder, value);
  });
}

/** `{}` stands for a placeholder only beside exactly one array of values, and where no `%` form is used. */
function usesBraces(template: string, values: readonly Value[]): values is readonly [RuffArray] {
  return (
    values.length === 1 &&
    values[0] instanceof RuffArray &&
    template.includes("{}") &&
    !/%[sdf]/.test(template)
  );
}

export const FORMAT: Record<string, BuiltinSpec> = {
  format: builtin({
    parameters: parameters("template:string", "values"),
    arity: [1, Number.POSITIVE_INFINITY],
    arityMessage: () => "format() requires at least 1 argument (template)",
    result: "string",
    summary:
      "The template with `%s`, `%d` (int) and `%f` (number) replaced by the values, or each `{}` by an item of the one array.",
    run: (_host, template, ...values) => {
      if (typeof template !== "string") return fail("format() first argument must be a string");
      if (usesBraces(template, values))
        return fill(template, /\{\}/g, values[0].items, (_, value) => text(value));
      return fill(template, /%[sdf%]/g, values, (placeholder, value) =>
        (FORMS[placeholder] as typeof asText)(value),
      );
    },
  }),
};
