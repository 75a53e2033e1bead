/**
 * Adds to a module's text the attributes that llvm-bindings cannot set.
 *
 * Functions whose names contain `.inline.` are copies for inlining. All functions get unwind tables, by
 * which backtraces find the calls that were active. Calls must not be merged: two calls of one function are
 * two places in the source.
 *
 * Calls inside a unit are `readnone`: the functions have no effect but to return, or to fail for good, so
 * that of two calls with equal arguments the second yields what the first did. They are not `willreturn`:
 * LLVM must neither drop a call that may fail nor move it over another. They are `convergent`, and so is all
 * that contains them, since LLVM takes that back where it does not find a reason: a call moved out of its
 * loop would lose its place in the source, and the calls around it that were inlined. Tail calls stay calls: as a jump, a
 * call would be missing from call stacks, and endless recursion would never fail.
 */

const OF_ALL = 'convergent nounwind uwtable "disable-tail-calls"="true"';

const GROUPS = [
  `attributes #100 = { ${OF_ALL} }`,
  `attributes #101 = { alwaysinline ${OF_ALL} }`,
  "attributes #102 = { convergent nomerge nounwind readnone }",
  "attributes #103 = { cold convergent noreturn nounwind }",
  "attributes #105 = { convergent nomerge }",
  "attributes #104 = { nounwind readnone willreturn }",
];

export function decorate(text: string): string {
  const lines = text.split("\n").map((line) => {
    if (line.startsWith("define ")) return decorateDefinition(line);
    if (line.startsWith("declare ")) return decorateDeclaration(line);
    if (line.includes("@exit_to_host(")) return line.replace(EXIT, "$1 #105$2");
    return CALL.test(line) ? line.replace(CALL, "$1 #102$2") : line;
  });
  return `${lines.join("\n")}\n${GROUPS.join("\n")}\n`;
}

/** A call of the helper that leaves machine code: each stands for one place in the source. */
const EXIT = /^(.*\))(, !dbg !\d+)?$/;

/** A call of a function of this module, up to its closing parenthesis. */
const CALL = /^(\s+(?:%\S+ = )?call (?!.*@(?:llvm\.|exit_to_host|js_)).*\))(, !dbg !\d+)?$/;

function decorateDefinition(line: string): string {
  const group = line.includes(".inline.") ? "#101" : "#100";
  return line.replace(/( !dbg !\d+)? \{$/, (end) => ` ${group}${end}`);
}

function decorateDeclaration(line: string): string {
  if (line.includes("@exit_to_host(")) return `${line} #103`;
  return line.includes("@js_") ? `${line} #104` : line;
}
