/**
 * Random programs, each from a seed. They end: every call passes on a smaller depth, every loop is bounded.
 * Types are kept track of only loosely, so that most operations succeed and some fail.
 */

/** A small generator of pseudo-random numbers (mulberry32) with the choices a program generator needs. */
class Dice {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  unit() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n) {
    return Math.floor(this.unit() * n);
  }

  chance(probability) {
    return this.unit() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

const SMALL_INTS = ["0", "1", "2", "3", "5", "7", "10", "-1", "-2", "-7"];
const EDGE_INTS = [
  "2147483647",
  "-2147483648",
  "4294967296",
  "3037000500",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740993",
  "4611686018427387904",
  "9223372036854775806",
  "9223372036854775807",
  "-9223372036854775807",
];
const FLOATS = [
  "0.0",
  "-0.0",
  "0.5",
  "1.5",
  "-2.25",
  "0.1",
  "3.0",
  "1000000.125",
  "9007199254740993.0",
  "0.000001",
];
const RANGES = [
  "range(3)",
  "range(1, 4)",
  "range(5, 0, -2)",
  "range(0, 7, 3)",
  "range(3, 3)",
  "range(9223372036854775800, 9223372036854775807, 3)",
  "range(-9223372036854775806, -9223372036854775807 - 1, -1)",
  "range(9007199254740990, 9007199254740993)",
];
const KINDS = ["int", "int", "int", "float", "float", "bool"];
/** Arrays of one type of items, which machine code takes, with the kind of their items and their names. */
const ARRAYS = {
  ints: { item: "int", names: ["is", "js"] },
  floats: { item: "float", names: ["fs"] },
  bools: { item: "bool", names: ["bs"] },
  rows: { item: "ints", names: ["ms", "ns"] },
  points: { item: "point", names: ["ps", "qs"] },
};
const ARRAY_KINDS = ["ints", "ints", "floats", "bools", "rows", "points"];
/** A struct of an int, a float and a bool, with methods; its fields, by kind. */
const POINT = `struct Point {
  i, f, b
  func moved(self, d) {
    self.i := self.i + d
    self.f += 0.5
    return self
  }
  func op_add(self, other) { return Point { i: self.i + other.i, f: self.f * other.f, b: self.b && other.b } }
  func op_lt(self, other) { return self.i < other.i }
}`;
/** A function to be handed over; others are written in the place. */
const TWICE = "func twice(q) { return q * 2 }";
const FUNCTION_NAME = "fun";
const FIELDS = { int: "i", float: "f", bool: "b" };
const POINT_NAMES = ["pt", "po"];
const NAMES = ["a", "b", "c", "d", "x", "y"];
const UNARY_MATH = ["abs", "floor", "ceil", "round", "sqrt", "sin", "cos", "tan", "exp", "log"];
const BINARY_MATH = ["min", "max", "pow"];

export function generate(seed) {
  return new Generator(seed).program();
}

class Generator {
  constructor(seed) {
    this.dice = new Dice(seed);
    this.lines = [];
    this.indent = 0;
    this.functions = [];
    this.uniques = 0;
    /** Innermost last: names to kinds. */
    this.scopes = [new Map()];
    this.current = null;
    this.loops = 0;
    this.budget = 0;
  }

  program() {
    const { dice } = this;
    const shapes = Array.from({ length: 2 + dice.below(3) }, (_, i) => this.functionShape(i));
    this.functions = shapes;
    for (const line of POINT.split("\n")) this.line(line);
    this.line(TWICE);
    if (dice.chance(0.5)) this.globals();
    for (const shape of shapes) this.functionBody(shape);
    if (dice.chance(0.5)) this.globals();
    for (const shape of shapes) for (let i = 1 + dice.below(4); i > 0; i--) this.guardedCall(shape);
    this.budget = 12;
    for (let i = 0; i < 3; i++) this.try();
    this.printContainers();
    this.line(`print(${this.topLevelCall(dice.pick(shapes))})`);
    return `${this.lines.join("\n")}\n`;
  }

  // ---- output ----

  line(text) {
    this.lines.push("  ".repeat(this.indent) + text);
  }

  /** A header, a body in a scope of its own, and the closing brace. */
  nested(header, body, bound = []) {
    this.line(`${header} {`);
    this.indent++;
    this.scopes.push(new Map(bound));
    body();
    this.scopes.pop();
    this.indent--;
    this.line("}");
  }

  // ---- names ----

  visible(kind) {
    const found = new Map();
    for (const scope of this.scopes) for (const [name, of] of scope) found.set(name, of);
    return [...found].filter(([name, of]) => of === kind && name !== "n").map(([name]) => name);
  }

  unique(base) {
    return `${base}${++this.uniques}`;
  }

  bind(name, kind) {
    for (const scope of [...this.scopes].reverse())
      if (scope.has(name)) {
        scope.set(name, kind);
        return;
      }
    this.scopes.at(-1).set(name, kind);
  }

  // ---- functions and the top level ----

  functionShape(i) {
    const { dice } = this;
    const parameters = NAMES.slice(0, dice.below(4)).map((name) => [name, dice.pick(KINDS)]);
    for (const kind of Object.keys(ARRAYS))
      for (const name of ARRAYS[kind].names) if (dice.chance(0.15)) parameters.push([name, kind]);
    for (const name of POINT_NAMES) if (dice.chance(0.15)) parameters.push([name, "point"]);
    if (dice.chance(0.2)) parameters.push([FUNCTION_NAME, "function"]);
    return {
      name: `f${i}`,
      parameters,
      result: dice.chance(0.25) ? dice.pick(ARRAY_KINDS) : dice.pick(KINDS),
      seesGlobals: dice.chance(0.5),
      /** Only what the native engine takes. */
      plain: dice.chance(0.7),
    };
  }

  functionBody(shape) {
    const outer = this.scopes;
    // What the top level binds is visible only to functions that may use it.
    this.scopes = shape.plain && !shape.seesGlobals ? [] : [...outer];
    this.current = shape;
    this.calls = 0;
    this.budget = 14;
    const parameters = ["n", ...shape.parameters.map(([name]) => name)];
    this.nested(`func ${shape.name}(${parameters.join(", ")})`, () => {
      this.line(`if n <= 0 { return ${this.expression(shape.result, 1)} }`);
      this.calls = 2;
      this.statements(3 + this.dice.below(4));
      this.line(`return ${this.expression(shape.result, 3)}`);
    }, [["n", "int"], ...shape.parameters]);
    this.current = null;
    this.scopes = outer;
  }

  globals() {
    for (const name of ["g", "h", ...NAMES]) {
      if (!this.dice.chance(0.3)) continue;
      const kind = this.dice.pick([...KINDS, "array"]);
      this.line(`${name} := ${this.leaf(kind)}`);
      this.scopes[0].set(name, kind);
    }
    for (const kind of Object.keys(ARRAYS)) {
      if (!this.dice.chance(0.3)) continue;
      const name = this.dice.pick(ARRAYS[kind].names);
      this.line(`${name} := ${this.expression(kind, 2)}`);
      this.scopes[0].set(name, kind);
    }
    for (const name of POINT_NAMES) {
      if (!this.dice.chance(0.4)) continue;
      this.line(`${name} := ${this.expression("point", 2)}`);
      this.scopes[0].set(name, "point");
    }
    if (this.dice.chance(0.3)) {
      this.line(`${FUNCTION_NAME} := ${this.functionValue()}`);
      this.scopes[0].set(FUNCTION_NAME, "function");
    }
  }

  /** Not a number for an array: a loop over it would count up to that. */
  otherKind(kind) {
    return this.dice.pick(
      ARRAYS[kind] ? KINDS.filter((other) => other !== "int" && other !== "float") : KINDS,
    );
  }

  topLevelCall(shape) {
    const args = shape.parameters.map(([, kind]) =>
      this.expression(this.dice.chance(0.04) ? this.otherKind(kind) : kind, 1),
    );
    return `${shape.name}(${[1 + this.dice.below(3), ...args].join(", ")})`;
  }

  guardedCall(shape) {
    this.line(`try { print(${this.topLevelCall(shape)}) } except e { print(e.message, e.line, e.stack) }`);
  }

  // ---- statements ----

  block(most) {
    this.statements(1 + this.dice.below(most));
  }

  statements(count) {
    for (let i = 0; i < count && this.budget > 0; i++) this.statement();
  }

  statement() {
    const { dice } = this;
    this.budget--;
    const general = this.current === null || !this.current.plain;
    const forms = [
      "assign",
      "assign",
      "assign",
      "assign",
      "declare",
      "compound",
      "if",
      "if",
      "while",
      "for",
      "for",
    ];
    forms.push("items", "items", "items", "walk", "point", "mixed", "parts");
    if (this.loops > 0) forms.push("leave");
    if (this.current) forms.push("return", "throw");
    if (general) forms.push("print", "try", "try", "array", "array", "closure");
    this[dice.pick(forms)]();
  }

  assign() {
    const name = this.dice.pick(NAMES);
    const known = this.visible("int").includes(name)
      ? "int"
      : this.visible("float").includes(name)
        ? "float"
        : null;
    const kind = known && this.dice.chance(0.95) ? known : this.dice.pick(KINDS);
    this.line(`${name} := ${this.expression(kind, 3)}`);
    this.bind(name, kind);
  }

  declare() {
    const scope = this.scopes.at(-1);
    const name = this.dice.pick(NAMES);
    const kind = this.dice.pick(KINDS);
    if (scope.has(name)) return this.assign();
    this.line(`${this.dice.pick(["mut", "mut", "mut", "let"])} ${name} := ${this.expression(kind, 3)}`);
    scope.set(name, kind);
  }

  compound() {
    const kind = this.dice.pick(["int", "float"]);
    const names = this.visible(kind).filter((name) => NAMES.includes(name));
    if (names.length === 0) return this.assign();
    this.line(
      `${this.dice.pick(names)} ${this.dice.pick(["+=", "-=", "*=", "+=", "-=", "/=", "%="])} ${this.expression(kind, 2)}`,
    );
  }

  if() {
    this.nested(`if ${this.expression("bool", 2)}`, () => this.block(3));
    if (!this.dice.chance(0.5)) return;
    // `} else {` has to share a line with the brace before it.
    const closing = this.lines.pop().trimEnd();
    this.nested(`${closing.trimStart()} else`, () => this.block(3));
  }

  inLoop(header, body, bound) {
    this.loops++;
    this.nested(header, body, bound);
    this.loops--;
  }

  while() {
    const counter = this.unique("w");
    this.line(`${counter} := 0`);
    const condition = this.dice.chance(0.7) ? "" : ` && ${this.expression("bool", 1)}`;
    this.inLoop(`while ${counter} < ${1 + this.dice.below(4)}${condition}`, () => {
      this.line(`${counter} := ${counter} + 1`);
      this.block(3);
    });
  }

  for() {
    const name = this.dice.chance(0.5) ? this.dice.pick(NAMES) : this.unique("i");
    const iterable = this.dice.chance(0.7) ? this.dice.pick(RANGES) : this.dice.pick(["0", "2", "4"]);
    this.inLoop(`for ${name} in ${iterable}`, () => this.block(3), [[name, "int"]]);
  }

  leave() {
    this.line(`if ${this.expression("bool", 1)} { ${this.dice.pick(["break", "continue"])} }`);
  }

  return() {
    this.line(`if ${this.expression("bool", 2)} { return ${this.expression(this.current.result, 2)} }`);
  }

  throw() {
    this.line(`if ${this.expression("bool", 2)} { throw("at \${${this.leaf("int")}} n=\${n}") }`);
  }

  print() {
    this.line(
      `print(${this.expression(this.dice.pick(KINDS), 2)}, ${this.expression(this.dice.pick(KINDS), 1)})`,
    );
  }

  try() {
    this.nested("try", () => this.block(3));
    const closing = this.lines.pop().trimEnd();
    this.nested(`${closing.trimStart()} except e`, () => {
      this.line("print(e.message, e.line, e.stack)");
      if (this.dice.chance(0.3)) this.block(2);
    });
  }

  array() {
    const { dice } = this;
    const arrays = this.visible("array");
    const name = arrays.length > 0 && dice.chance(0.7) ? dice.pick(arrays) : dice.pick(["p", "q", "r"]);
    const value = this.expression(dice.pick(["int", "int", "float", "array"]), 1);
    if (!arrays.includes(name)) {
      const alias = arrays.length > 0 && dice.chance(0.4) ? dice.pick(arrays) : this.expression("array", 1);
      this.line(`${name} := ${alias}`);
      this.bind(name, "array");
    } else if (dice.chance(0.4)) this.line(`${name} := push(${name}, ${value})`);
    else if (dice.chance(0.3))
      this.line(`${name}[${dice.pick(["0", "1", "-1"])}] += ${this.expression("int", 1)}`);
    else this.line(`${name}[${dice.pick(["0", "1", "-1", this.expression("int", 1)])}] := ${value}`);
    if (dice.chance(0.5)) this.line(`print(${this.visible("array").join(", ")})`);
  }

  printContainers() {
    const names = [...Object.keys(ARRAYS), "point"].flatMap((kind) => this.visible(kind));
    if (names.length > 0) this.line(`print(${names.join(", ")})`);
  }

  /** Makes or changes an array of items of one type. */
  items() {
    const { dice } = this;
    const kind = dice.pick(ARRAY_KINDS);
    const { item, names } = ARRAYS[kind];
    const known = this.visible(kind);
    if (known.length === 0 || dice.chance(0.25)) {
      const name = dice.pick(names);
      this.line(`${name} := ${this.expression(kind, 2)}`);
      this.bind(name, kind);
      return;
    }
    const name = dice.pick(known);
    const index = this.index(name);
    // Walks over arrays that grow on the way would take ever longer.
    if (dice.chance(0.4))
      this.line(`if len(${name}) < 6 { ${name} := push(${name}, ${this.expression(item, 2)}) }`);
    else if (kind === "rows" && dice.chance(0.6)) {
      const target = `${name}[${index}][${this.dice.pick(["0", "1", "-1"])}]`;
      this.line(`${target} ${dice.pick([":=", "+=", "*="])} ${this.expression("int", 2)}`);
    } else if (item === "int" && dice.chance(0.45))
      this.line(`${name}[${index}] ${dice.pick(["+=", "-=", "*="])} ${this.expression("int", 1)}`);
    else this.line(`${name}[${index}] := ${this.expression(item, 2)}`);
  }

  /** Binds names to parts of a literal, or to what `pop` gives. */
  parts() {
    const { dice } = this;
    const arrays = ARRAY_KINDS.flatMap((kind) => this.visible(kind).map((name) => ({ kind, name })));
    if (arrays.length > 0 && dice.chance(0.5)) {
      const { kind, name } = dice.pick(arrays);
      const { item } = ARRAYS[kind];
      const isNumber = item === "int" || item === "float";
      const last = isNumber && dice.chance(0.8) ? dice.pick(NAMES) : "_";
      this.line(`[${name}, ${last}] := pop(${name})`);
      if (last !== "_") this.bind(last, item);
      return;
    }
    const [first, second] = [dice.pick(NAMES), dice.pick(NAMES)];
    const kinds = [first, second].map((name) => (this.visible("float").includes(name) ? "float" : "int"));
    this.line(`[${first}, ${second}] := [${kinds.map((kind) => this.expression(kind, 2)).join(", ")}]`);
    this.bind(first, kinds[0]);
    this.bind(second, kinds[1]);
  }

  /** Makes or changes a struct. */
  point() {
    const { dice } = this;
    const known = this.visible("point");
    if (known.length === 0 || dice.chance(0.4)) {
      const name = dice.pick(POINT_NAMES);
      this.line(`${name} := ${this.expression("point", 2)}`);
      this.bind(name, "point");
      return;
    }
    const kind = dice.pick(["int", "float", "bool"]);
    const arrays = this.visible("points");
    const target = arrays.length > 0 && dice.chance(0.4) ? this.itemOf(arrays) : dice.pick(known);
    const operator = kind === "bool" || dice.chance(0.5) ? ":=" : "+=";
    this.line(`${target}.${FIELDS[kind]} ${operator} ${this.expression(kind, 1)}`);
  }

  /** Mostly in bounds. */
  index(name) {
    const { dice } = this;
    if (dice.chance(0.75)) return dice.pick(["0", "0", "-1", `len(${name}) - 1`]);
    return dice.chance(0.5) ? dice.pick(["1", "2", "-2"]) : this.expression("int", 1);
  }

  walk() {
    const kind = this.dice.pick(ARRAY_KINDS);
    const { item } = ARRAYS[kind];
    const name = item in ARRAYS ? ARRAYS[item].names[0] : item === "point" ? "pt" : this.dice.pick(NAMES);
    // Surely an array: to count to a large number would take for ever.
    const known = this.visible(kind);
    const walked =
      known.length > 0 && this.dice.chance(0.6) ? this.dice.pick(known) : this.arrayOperation(kind, 1);
    this.inLoop(`for ${name} in ${walked}`, () => this.block(3), [[name, item]]);
  }

  /** A variable that begins as an int and becomes a float on some ways through a loop or a branch. */
  mixed() {
    const { dice } = this;
    const name = dice.pick(NAMES);
    this.line(`${name} := ${this.expression("int", 1)}`);
    this.bind(name, "int");
    const change = () => {
      const value = this.expression(dice.pick(["float", "float", "int"]), 2);
      this.line(
        `${name} := ${dice.chance(0.8) ? `${name} ${dice.pick(["+", "-", "*", "/"])} ` : ""}${value}`,
      );
    };
    const changes = () => {
      if (dice.chance(0.5)) this.nested(`if ${this.expression("bool", 2)}`, change);
      else change();
      if (this.loops > 0 && dice.chance(0.3)) this.leave();
      if (dice.chance(0.5)) this.block(2);
    };
    if (dice.chance(0.7)) this.inLoop(`for ${this.unique("i")} in ${dice.pick(RANGES)}`, changes);
    else this.nested(`if ${this.expression("bool", 2)}`, change);
    this.bind(name, dice.pick(["float", "int"]));
  }

  closure() {
    const captured = this.visible("int").filter((name) => NAMES.includes(name));
    if (captured.length === 0) return this.assign();
    const name = this.dice.pick(captured);
    const lambda = this.unique("k");
    this.line(`${lambda} := func(z) { ${name} := ${name} + z  return ${name} * 2 }`);
    this.line(`print(${lambda}(${this.expression("int", 1)}), ${name}, ${lambda}(1) + ${name})`);
  }

  // ---- expressions ----

  expression(kind, depth) {
    if (kind === "function") return this.functionValue();
    const wanted = this.dice.chance(0.01) ? this.dice.pick(KINDS) : kind;
    if (depth <= 0 || this.dice.chance(0.15)) return this.leaf(wanted);
    if (this.current && this.calls > 0 && this.loops < 2 && this.dice.chance(0.12)) {
      const callee = this.dice.pick(
        this.functions.filter(({ result, plain }) => result === wanted && (plain || !this.current.plain)),
      );
      if (callee) return this.call(callee, depth);
    }
    const arrays = this.arraysOf(wanted);
    if (arrays.length > 0 && this.dice.chance(0.25)) return this.itemOf(arrays);
    if (wanted in FIELDS && this.dice.chance(0.04)) return this.folded(wanted, depth);
    const points = this.visible("point");
    if (wanted in FIELDS && points.length > 0 && this.dice.chance(0.15))
      return `${this.dice.pick(points)}.${FIELDS[wanted]}`;
    switch (wanted) {
      case "int":
        return this.intOperation(depth);
      case "float":
        return this.floatOperation(depth);
      case "bool":
        return this.boolOperation(depth);
      case "point":
        return this.pointOperation(depth);
      case "points":
      case "ints":
      case "floats":
      case "bools":
      case "rows":
        return this.arrayOperation(wanted, depth);
      default:
        return `[${this.expression("int", depth - 1)}, ${this.expression(this.dice.pick(["int", "float", "array"]), depth - 1)}]`;
    }
  }

  leaf(kind) {
    const names = this.visible(kind);
    if (names.length > 0 && this.dice.chance(0.6)) return this.dice.pick(names);
    if (kind === "int") return this.dice.pick(this.dice.chance(0.8) ? SMALL_INTS : EDGE_INTS);
    if (kind === "float") return this.dice.pick(FLOATS);
    if (kind === "bool") return this.dice.pick(["true", "false"]);
    if (kind === "point")
      return `Point { i: ${this.leaf("int")}, f: ${this.leaf("float")}, b: ${this.leaf("bool")} }`;
    if (kind in ARRAYS) {
      const count = this.dice.chance(0.15) ? 0 : 1 + this.dice.below(3);
      return `[${Array.from({ length: count }, () => this.leaf(ARRAYS[kind].item)).join(", ")}]`;
    }
    return this.dice.pick(["[1, 2]", "[0.5, [3]]", "range(3)"]);
  }

  pointOperation(depth) {
    const [a, b] = [this.expression("point", depth - 1), this.expression("point", depth - 1)];
    if (this.dice.chance(0.3)) return `(${a} + ${b})`;
    if (this.dice.chance(0.4)) return `${a}.moved(${this.expression("int", depth - 1)})`;
    const [i, f, c] = ["int", "float", "bool"].map((kind) => this.expression(kind, depth - 1));
    return `Point { i: ${i}, f: ${f}, b: ${c} }`;
  }

  arrayOperation(kind, depth) {
    const { item } = ARRAYS[kind];
    if (this.dice.chance(0.2))
      return `push(${this.expression(kind, depth - 1)}, ${this.expression(item, depth - 1)})`;
    if (this.dice.chance(0.15)) return this.driven(kind, depth);
    if (this.dice.chance(0.12))
      return `${this.dice.pick(["sort", "reverse"])}(${this.expression(kind, depth - 1)})`;
    if (kind === "ints" && this.dice.chance(0.1)) return this.dice.pick(RANGES.slice(1));
    const same = this.visible(kind);
    if (same.length > 0 && this.dice.chance(0.15)) {
      const bounds = [0, 1].map(() =>
        this.dice.pick(["", "0", "1", "-1", this.expression("int", depth - 1)]),
      );
      return `${this.dice.pick(same)}[${bounds.join(":")}]`;
    }
    const rows = this.visible("rows");
    if (kind === "ints" && rows.length > 0 && this.dice.chance(0.4)) return this.itemOf(rows);
    const items = Array.from({ length: 1 + this.dice.below(3) }, () => this.expression(item, depth - 1));
    return `[${items.join(", ")}]`;
  }

  /** An array made by a builtin that calls a function for each item. */
  driven(kind, depth) {
    const { item } = ARRAYS[kind];
    if (this.dice.chance(0.4))
      return `filter(${this.expression(kind, depth - 1)}, ${this.lambda([["v", item]], "bool", depth)})`;
    const source = this.dice.pick(ARRAY_KINDS);
    const callback = this.lambda([["v", ARRAYS[source].item]], item, depth);
    return `map(${this.expression(source, depth - 1)}, ${callback})`;
  }

  /** A scalar made by such a builtin. */
  folded(kind, depth) {
    const source = this.dice.pick(ARRAY_KINDS);
    const { item } = ARRAYS[source];
    const array = this.expression(source, depth - 1);
    if (kind === "bool")
      return `${this.dice.pick(["any", "all"])}(${array}, ${this.lambda([["v", item]], "bool", depth)})`;
    const callback = this.lambda(
      [
        ["t", kind],
        ["v", item],
      ],
      kind,
      depth,
    );
    return `reduce(${array}, ${this.expression(kind, depth - 1)}, ${callback})`;
  }

  lambda(parameters, kind, depth) {
    this.scopes.push(new Map(parameters));
    // It runs for each item: calls in it would multiply.
    this.loops += 2;
    const body = this.expression(kind, depth - 1);
    this.loops -= 2;
    this.scopes.pop();
    return `func(${parameters.map(([name]) => name).join(", ")}) { return ${body} }`;
  }

  /** A function from int to int: some change a variable of the top level, some capture what is local. */
  functionValue() {
    const { dice } = this;
    const known = this.visible("function");
    if (known.length > 0 && dice.chance(0.4)) return dice.pick(known);
    const counts = this.scopes[0]?.get("g") === "int" && dice.chance(0.3);
    if (counts) return "func(q) { g := g + q  return g }";
    return dice.chance(0.3) ? "twice" : this.lambda([["q", "int"]], "int", 3);
  }

  itemOf(names) {
    const name = this.dice.pick(names);
    return `${name}[${this.index(name)}]`;
  }

  /** The arrays in sight whose items are of the kind. */
  arraysOf(kind) {
    return Object.keys(ARRAYS)
      .filter((array) => ARRAYS[array].item === kind)
      .flatMap((array) => this.visible(array));
  }

  call(callee, depth) {
    this.calls--;
    const args = callee.parameters.map(([, kind]) => this.expression(kind, depth - 1));
    return `${callee.name}(${["n - 1", ...args].join(", ")})`;
  }

  operands(left, right, depth) {
    return [this.expression(left, depth - 1), this.expression(right, depth - 1)];
  }

  intOperation(depth) {
    const arrays = [...Object.keys(ARRAYS).flatMap((kind) => this.visible(kind))];
    if (arrays.length > 0 && this.dice.chance(0.1)) return `len(${this.dice.pick(arrays)})`;
    if (this.dice.chance(0.06)) return `sum(${this.expression("ints", depth - 1)})`;
    const functions = this.loops < 2 ? this.visible("function") : [];
    if (functions.length > 0 && this.dice.chance(0.25))
      return `${this.dice.pick(functions)}(${this.expression("int", depth - 1)})`;
    if (this.dice.chance(0.1)) return `-(${this.expression("int", depth - 1)})`;
    const [a, b] = this.operands("int", "int", depth);
    if (this.dice.chance(0.25)) return this.division(a, b);
    return `(${a} ${this.dice.pick(["+", "-", "*", "+", "-"])} ${b})`;
  }

  floatOperation(depth) {
    if (this.dice.chance(0.06)) return `sum(${this.expression("floats", depth - 1)})`;
    if (this.dice.chance(0.1)) return `-(${this.expression("float", depth - 1)})`;
    const mixed = this.dice.pick(["int", "float"]);
    const [a, b] = this.operands("float", mixed, depth);
    if (this.dice.chance(0.2)) return `${this.dice.pick(UNARY_MATH)}(${b})`;
    if (this.dice.chance(0.15)) return `${this.dice.pick(BINARY_MATH)}(${b}, ${a})`;
    if (this.dice.chance(0.25)) return this.division(a, b);
    const operator = this.dice.pick(["+", "-", "*"]);
    return this.dice.chance(0.5) ? `(${a} ${operator} ${b})` : `(${b} ${operator} ${a})`;
  }

  /** Mostly by something other than zero. */
  division(a, b) {
    const divisor = this.dice.chance(0.7)
      ? this.dice.pick(["2", "3", "-7", "10", "2.5", "-1", "4294967296"])
      : b;
    return `(${a} ${this.dice.pick(["/", "%"])} ${divisor})`;
  }

  boolOperation(depth) {
    const { dice } = this;
    if (dice.chance(0.15)) return `!(${this.expression("bool", depth - 1)})`;
    if (dice.chance(0.25)) {
      const kinds = dice.chance(0.8) ? ["bool", "bool"] : [dice.pick(KINDS), dice.pick(KINDS)];
      const [a, b] = this.operands(...kinds, depth);
      return `(${a} ${dice.pick(["&&", "||"])} ${b})`;
    }
    const kind = dice.pick(["int", "int", "float"]);
    const [a, b] = this.operands(kind, dice.pick([kind, "int", "float"]), depth);
    return `(${a} ${dice.pick(["<", "<=", ">", ">=", "==", "!="])} ${b})`;
  }
}
