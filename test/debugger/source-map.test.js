/** Source maps by themselves: places and names. Only code for a debugger has one. */

import { Session } from "node:inspector";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import test from "ava";
import { emitModule } from "../../dist/baseline/emit-module.js";
import { sourceMapComment } from "../../dist/baseline/source-map.js";
import { prepareSource } from "../../dist/cli/execute.js";
import { SourceText } from "../../dist/syntax/index.js";
import { DEBUGGED, run } from "../language/engines.js";

function mapped(text) {
  const source = new SourceText("dir/a b.ruff", text);
  const { module } = prepareSource(source, { out() {}, err() {} });
  const emitted = emitModule(module, null, { stepping: { stopFirst: false } });
  const [, data] = /base64,(.*)$/.exec(sourceMapComment(emitted, source));
  const map = new TraceMap(JSON.parse(Buffer.from(data, "base64")));
  return { map, lines: emitted.text.split("\n") };
}

/** The Ruff place and name of a piece of the JavaScript. */
function placeOf({ map, lines }, piece) {
  const line = lines.findIndex((each) => each.includes(piece));
  const place = { line: line + 1, column: lines[line].indexOf(piece) };
  const { line: ruffLine, column, name } = originalPositionFor(map, place);
  return [ruffLine, column, name];
}

test("the source is the file's URL, with its text", (t) => {
  const { map } = mapped("print(1)\n");
  t.deepEqual(map.sources, [pathToFileURL(resolve("dir/a b.ruff")).href]);
  t.deepEqual(map.sourcesContent, ["print(1)\n"]);
});

test("statements and calls have places, declarations and closing braces have none", (t) => {
  const seen = mapped(
    "func f(a) {\n  if a > 1 {\n    print(a)\n  } else if a < g(a) { a }\n}\nfunc g(b) { }\nf(1)\n",
  );
  t.deepEqual(placeOf(seen, "if ("), [2, 7, null]);
  t.deepEqual(placeOf(seen, "$$print("), [3, 4, null]);
  t.deepEqual(placeOf(seen, "$less(a"), [4, 14, null]);
  t.deepEqual(placeOf(seen, "g(a)"), [4, 16, null]);
  t.deepEqual(placeOf(seen, "return null"), [5, 0, null]);
  for (const piece of ["function main", "function f", "  }"])
    t.deepEqual(placeOf(seen, piece), [null, null, null], piece);
});

test("columns are UTF-16 units, from behind a byte-order mark", (t) => {
  const seen = mapped('\uFEFFprint(1)\r\nprint("\u{1F600}", len("x"))\r\n');
  t.deepEqual(placeOf(seen, "$$print($host, 1"), [1, 0, null]);
  t.deepEqual(placeOf(seen, "$length("), [2, 12, null]);
  t.is(seen.map.sourcesContent[0][0], "p");
});

test("names that are others in JavaScript are in the map", (t) => {
  const seen = mapped(
    "let delete := 1\nlet größe := 2\nfunc f(gr__e) { let new := gr__e\n  return new }\nprint(f(größe))\n",
  );
  t.deepEqual(seen.map.names.toSorted(), ["delete", "größe", "new"]);
  t.is(placeOf(seen, "delete$0 =")[2], "delete");
  t.is(placeOf(seen, "new$")[2], "new");
  t.is(placeOf(seen, "gr__e$1 =")[2], "größe");
  t.is(placeOf(seen, "gr__e)")[2], null);
});

test("only code for a debugger has a map", (t) => {
  const session = new Session();
  session.connect();
  t.teardown(() => session.disconnect());
  const maps = [];
  session.on("Debugger.scriptParsed", ({ params }) => {
    if (params.url.startsWith("ruff-baseline-")) maps.push(params.sourceMapURL.slice(0, 5));
  });
  session.post("Debugger.enable");
  for (const engine of ["baseline", DEBUGGED]) run(engine, "t.ruff", "print(1)\n");
  t.deepEqual(maps, ["", "data:"]);
});
