/** What would let a construct into machine code: advice for the reasons that refusals give. */

const ONE_TYPE = "let it have one type throughout; where floats follow, begin with a float such as 0.0";
const NATIVE_VALUES = "machine code takes ints, floats, bools, null, strings, structs and arrays of these";
const SMALLER = "split it into smaller functions";
const NO_DICT = "use arrays and int indexes instead";
const CLOSED = "let the function use nothing but its parameters and top-level variables";
const NO_CLOSURE = "work with a variable of its own that no closure uses, and copy at the end";
const AS_ARGUMENT = "pass it as an argument";
const OUTSIDE = "move this out: the hot numeric part as a function or loop of its own can go to machine code";

/** The first that matches counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/is of type dict$/, NO_DICT],
  [/is of type array$/, "let its items be all ints, all floats, all bools, or arrays of these"],
  [/is of type unbound$|has no value yet$/, "give it a value first"],
  [/ is of type function$|^it makes a closure$/, CLOSED],
  [/is of type /, NATIVE_VALUES],
  [/top-level variable .* none for machine code$/, NATIVE_VALUES],
  [/ may be .* or .* here$| from .* to |^it returns .* elsewhere$/, ONE_TYPE],
  [/too many|too large/, SMALLER],
  [/ with too many combinations of types$/, "call it with the same types everywhere"],
  [/dictionary/, NO_DICT],
  [/fields? |a large struct$/, "use structs of a few fields that are bound once and keep their types"],
  [/^it calls the method/, "write it as a function"],
  [/structs that hold arrays$/, "let the structs hold numbers only"],
  [/tagged value|Result or Option|^it matches/, "return a number or null, or throw a text"],
  [/^it contains try$/, "put the try around the call or the loop"],
  [/ a variable outside the function$/, AS_ARGUMENT],
  [/as a value$|not known before it runs$/, "call a function by its name, which nothing assigns"],
  [/closure$/, NO_CLOSURE],
  [/^it may be left early/, "leave it by break, or put it into a function of its own"],
  [/^range has a bound/, "convert the bound with to_int"],
  [/^range has a step/, "write the step as a number"],
  [/^it uses the item that it pops/, "read the last item by its index before"],
  [/^it takes a slice/, "take slices of arrays of numbers, bools or structs only"],
  [/^it calls slice with/, "convert the bounds with to_int"],
  [/^it loops over/, "loop over an array of numbers or over range(...)"],
  [/^it (writes into|writes at|puts|pushes|makes an array)/, "let all items of an array have one type"],
  [/^it throws/, "throw a text, with nothing but numbers put into it"],
  [/^it (calls the builtin|makes a string|contains|calls len with)/, OUTSIDE],
  [/^it applies/, NATIVE_VALUES],
];

/** Advice for a refusal's reason, or null where there is none. */
export function hintFor(reason: string): string | null {
  return HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? null;
}
