/** How binding patterns and case patterns appear in a tree dump. */

import type { CasePattern, Pattern, RestPattern } from "../ast.js";
import { type Describers, type Entry, entry, entryOf } from "./entry.js";
import { expressionEntry } from "./expressions.js";

export function patternEntry(pattern: Pattern | RestPattern, role = ""): Entry {
  return entryOf(PATTERNS, pattern, role);
}

const PATTERNS: Describers<Pattern | RestPattern> = {
  NamePattern: ({ name }) => ({ detail: name }),
  DiscardPattern: () => ({}),
  RestPattern: ({ name }) => ({ detail: name }),
  ArrayPattern: ({ elements }) => ({ children: () => elements.map((element) => patternEntry(element)) }),
  DictPattern: ({ elements }) => ({ children: () => elements.map((element) => patternEntry(element)) }),
};

export function casePatternEntry(pattern: CasePattern): Entry {
  const { literal, binding, text } = pattern;
  if (literal !== null) return expressionEntry(literal, "pattern");
  return entry(`pattern: ${text}`, pattern, () => {
    return binding === null ? [] : [entry(`binding ${binding.name}`, binding)];
  });
}
