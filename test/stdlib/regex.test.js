/** The dialect of patterns: what it has, what it lacks, and how invalid patterns fall back. */

import test from "ava";
import { show, table } from "./support.js";

const CURLY = "$" + "{";

table(test, [
  ["regex_match", ["xay", "a"], "true"],
  ["regex_match", ["a\n", "^a$"], "false"],
  ["regex_match", ["b\na\nc", "(?m)^a$"], "true"],
  ["regex_match", ["a\r", "(?m)a$"], "false"],
  ["regex_match", ["\n", "."], "false"],
  ["regex_match", ["\r", "."], "true"],
  ["regex_match", ["\n", "(?s)."], "true"],
  ["regex_match", ["ÄB", "(?i)äb"], "true"],
  ["regex_match", ["aB", "a(?i)b"], "true"],
  ["regex_match", ["AB", "a(?i)b"], "false"],
  ["regex_match", ["aBC", "a(?i:b)c"], "false"],
  ["regex_match", ["Q", "(?i)[a-z]"], "true"],
  ["regex_match", ["ab", "(?x) a b # comment"], "true"],
  ["regex_match", ["é", "^\\w$"], "true"],
  ["regex_match", ["٣", "^\\d$"], "true"],
  ["regex_match", ["\u00a0", "^\\s$"], "true"],
  ["regex_match", ["éa", "é\\ba"], "false"],
  ["regex_match", ["α", "^\\p{Greek}$"], "true"],
  ["regex_match", ["α", "^\\pL$"], "true"],
  ["regex_match", ["a", "\\P{Greek}"], "true"],
  ["regex_match", ["-", "^[-a]$"], "true"],
  ["regex_match", ["]", "^[]a]$"], "true"],
  ["regex_match", ["^", "^[a^]$"], "true"],
  ["regex_match", ["q", "^[[:alpha:]]$"], "true"],
  ["regex_match", ["5", "^[[:^alpha:]]$"], "true"],
  ["regex_match", ["e", "^[a-z&&[^aeiou]]$"], "false"],
  ["regex_match", ["b", "^[a-z--aeiou]$"], "true"],
  ["regex_match", ["c", "^[a-c~~c-e]$"], "false"],
  ["regex_match", ["é", "\\x{e9}"], "true"],
  ["regex_match", ["aaa", "^a{2,3}$"], "true"],
  ["regex_match", ["a.b", "^a\\.b$"], "true"],
  ["regex_find_all", ["aaa", "(?U)a+"], "[a, a, a]"],
  ["regex_find_all", ["aab", "a|aa"], "[a, a]"],
  ["regex_find_all", ["baaac", "a*"], "[, aaa, ]"],
  ["regex_find_all", ["k=v", "(?P<key>\\w)=(\\w)"], "[k=v]"],
  ["regex_replace", ["john smith", "(?P<first>\\w+) (?<last>\\w+)", `$last, ${CURLY}first}`], "smith, john"],
  ["regex_replace", ["ab", "(a)", "$1a|"], "|b"],
  ["regex_replace", ["ab", "(a)", `${CURLY}1}a`], "aab"],
  ["regex_replace", ["a", "a", "$$1 $ $9"], "$1 $ "],
  ["regex_replace", ["abc", "", "-"], "-a-b-c-"],
  ["regex_replace", ["a🔥b", "", "-"], "-a-🔥-b-"],
  ["regex_split", ["abc", ""], "[, a, b, c, ]"],
  ["regex_split", ["a1b22c", "(\\d)+"], "[a, b, c]"],
  ["regex_split", ["", ","], "[]"],
  ["regex_match", [1, "a"], "E regex_match requires two string arguments (text, pattern)"],
  ["regex_find_all", ["a"], "E regex_find_all requires two string arguments (text, pattern)"],
  [
    "regex_replace",
    ["a", "b"],
    "E regex_replace requires three string arguments (text, pattern, replacement)",
  ],
  ["regex_split", ["a", "b", "c"], "E regex_split requires two string arguments (text, pattern)"],
]);

const INVALID = [
  "[",
  "(",
  ")",
  "*a",
  "a{2,1}",
  "a{x}",
  "(?=a)",
  "(?!a)",
  "(?<=a)",
  "(?<!a)",
  "(a)\\1",
  "\\k",
  "[b-a]",
  "[a",
  "\\p{Klingon}",
  "(?q)a",
  "(?P<n>a)(?P<n>b)",
  "[\\d-z]",
  "\\",
];

for (const pattern of INVALID)
  test(`invalid: ${pattern}`, (t) => {
    t.is(show("regex_match", ["aab", pattern]), "false");
    t.is(show("regex_find_all", ["aab", pattern]), "[]");
    t.is(show("regex_replace", ["aab", pattern, "x"]), "aab");
    t.is(show("regex_split", ["aab", pattern]), "[aab]");
  });
