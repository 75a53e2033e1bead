/**
 * Adds to a module's text the attributes that llvm-bindings cannot set.
 *
 * Functions whose names contain `.inline.` are copies for inlining. All functions get unwind tables, by
 * which backtraces find the calls that were active. Calls must not be merged: two calls of one function are
 * two places in the source.
 *
 * Calls of pure functions are `readnone`: they have no effect but to return, or to fail for good, so
 * that of two calls with equal arguments the second yields what the first did. They are not `willreturn`:
 * LLVM must neither drop a call that may fail nor move it over another. They are `convergent`, and so is all
 * that contains them, since LLVM takes that back where it does not find a reason: a call moved out of its
 * loop would lose its place in the source, and the calls around it that were inlined. Tail calls stay calls: as a jump, a
 * call would be missing from call stacks, and endless recursion would never fail.
 */

import { addArraySupport, describeAccess, HEADER_FACTS, isSupport, memoryMetadata } from "./array-support.js";

const OF_ALL = 'convergent nounwind uwtable "disable-tail-calls"="true"';

const GROUPS = [
  `attributes #100 = { ${OF_ALL} }`,
  `attributes #101 = { alwaysinline ${OF_ALL} }`,
  "attributes #102 = { convergent nomerge nounwind readnone }",
  "attributes #103 = { cold convergent noreturn nounwind }",
  "attributes #104 = { nounwind readnone willreturn }",
  "attributes #105 = { convergent nomerge }",
  "attributes #106 = { convergent nomerge nounwind readonly }",
  "attributes #107 = { convergent nomerge nounwind }",
  "attributes #108 = { convergent noinline nomerge nounwind }",
];

/** `pure` holds the functions of the module that touch no memory. */
export function decorate(text: string, pure: ReadonlySet<string>): string {
  const isPure = (symbol: string): boolean => pure.has(symbol.replace(INLINE_COPY, ""));
  let inPure = false;
  let inEntry = false;
  const lines = text.split("\n").map((line) => {
    if (line.startsWith("define ")) {
      const symbol = DEFINED.exec(line)?.[1] ?? "";
      inPure = isPure(symbol);
      inEntry = symbol.endsWith(".entry");
      return decorateDefinition(line);
    }
    if (line.startsWith("declare ")) return decorateDeclaration(line);
    if (line.includes("@exit_to_host(")) return line.replace(EXIT, "$1 #105$2");
    const callee = CALL.exec(line)?.[2];
    if (callee === undefined) return describeAccess(line);
    if (isSupport(callee)) return line;
    // Inside its entry, a function would lose what is known of its parameters.
    if (inEntry) return line.replace(CALL, "$1 #108$3");
    // What was written before a call that fails is seen by who handles the error.
    const ofPure = inPure ? "#102" : "#106";
    return line.replace(CALL, `$1 ${isPure(callee) ? ofPure : "#107"}$3`);
  });
  const metadata = lines.some((line) => line.includes(", !tbaa !")) ? [memoryMetadata()] : [];
  return addArraySupport([...lines, ...GROUPS, ...metadata].join("\n"));
}

/** A call of the helper that leaves machine code: each stands for one place in the source. */
const EXIT = /^(.*\))(, !dbg !\d+)?$/;

/** A call of a function of this module, up to its closing parenthesis. The names of those have a dot, helpers' have none. */
const CALL = /^(\s+(?:%\S+ = )?call (?!.*@(?:llvm\.|\w+\()).*@"?([^"(]+)"?\(.*\))(, !dbg !\d+)?$/;

/** The name of the function that a line begins to define. */
const DEFINED = /@"?([^"(]+)"?\(/;

/** What the name of a copy for inlining ends with. */
const INLINE_COPY = /\.inline\.\d+$/;

function decorateDefinition(line: string): string {
  const group = line.includes(".inline.") ? "#101" : "#100";
  const known = line.replaceAll("%array* %", `%array* ${HEADER_FACTS} %`);
  return known.replace(/( !dbg !\d+)? \{$/, (end) => ` ${group}${end}`);
}

function decorateDeclaration(line: string): string {
  if (line.includes("@exit_to_host(")) return `${line} #103`;
  return line.includes("@js_") ? `${line} #104` : line;
}
