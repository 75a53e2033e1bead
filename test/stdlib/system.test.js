/** Random numbers, time, environment, files: edges and every error text. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { call, f, makeHost, show, table } from "./support.js";

table(test, [
  ["random", [1], "E random() expects 0 arguments, got 1"],
  ["random_int", [5, 5], "5"],
  ["random_int", [5, 1], "E random_int() requires min <= max"],
  ["random_int", ["a", 1], "E random_int requires number arguments"],
  ["random_int", [], "E random_int() expects 2 arguments (min, max), got 0"],
  ["random_choice", [1], "E random_choice requires an array argument"],
  ["random_choice", [], "E random_choice() expects 1 argument (array), got 0"],
  ["random_id", [0], ""],
  ["random_id", [-1], "E random_id length must be >= 0"],
  ["random_id", [f(1)], "E random_id requires an integer length argument"],
  ["random_id", [], "E random_id() expects 1 argument (length), got 0"],
  ["uuid_v4", [1], "E uuid_v4() expects 0 arguments, got 1"],
  ["set_random_seed", ["a"], "E set_random_seed requires a number argument"],
  ["set_random_seed", [], "E set_random_seed() expects 1 argument (seed), got 0"],
  ["clear_random_seed", [1], "E clear_random_seed() expects 0 arguments, got 1"],
  ["elapsed", [1, f(3.5)], "2.5"],
  ["elapsed", [1], "E elapsed() expects 2 arguments (start, end), got 1"],
  ["elapsed", [1, "a"], "E elapsed requires number arguments"],
  ["format_duration", [f(0.125)], "125.00μs"],
  ["format_duration", [f(1.125)], "1.12ms"],
  ["format_duration", [f(1.375)], "1.38ms"],
  ["format_duration", [12], "12.00ms"],
  ["format_duration", [f(0.0005)], "500ns"],
  ["format_duration", [-1], "-1000000ns"],
  ["format_duration", ["a"], "E format_duration requires a number argument"],
  ["format_duration", [], "E format_duration() expects 1 argument (milliseconds), got 0"],
  ["format_date", [f(-0.5), "ss"], "00"],
  ["format_date", [951782400, "DD/MM/YYYY YYYY"], "29/02/2000 2000"],
  ["format_date", [253402300800, "YYYY"], "+10000"],
  ["format_date", [f(Number.NaN), ""], "E Invalid timestamp: value must be a finite number"],
  ["format_date", [f(1e20), ""], "E Invalid timestamp: value is out of supported range"],
  ["format_date", ["a", "b"], "E format_date requires a number timestamp"],
  ["format_date", [1, 2], "E format_date requires timestamp (number) and format (string)"],
  ["format_date", [1], "E format_date() expects 2 arguments (timestamp, format), got 1"],
  ["parse_date", ["2024-1-5", "YYYY-MM-DD"], "1704412800"],
  ["parse_date", ["0099-12-31", "YYYY-MM-DD"], "-59011545600"],
  ...[
    ["2024-02-30", "input is out of range"],
    ["2024-13-01", "input is out of range"],
    ["2024-0x-01", "input contains invalid characters"],
    ["abc", "input contains invalid characters"],
    ["2024-01", "premature end of input"],
    ["2024-01-01x", "trailing input"],
  ].map(([date, why]) => [
    "parse_date",
    [date, "YYYY-MM-DD"],
    `E parse_date failed: '${date}' does not match format 'YYYY-MM-DD' (${why})`,
  ]),
  ["parse_date", ["x", "DD"], "E parse_date failed: unsupported format 'DD' (expected 'YYYY-MM-DD')"],
  ["parse_date", [1, "x"], "E parse_date requires date string and format string"],
  ["parse_date", [], "E parse_date() expects 2 arguments (date, format), got 0"],
  ["sleep", [], "E sleep() expects 1 argument"],
  ["sleep", ["a"], "E sleep() requires a number argument"],
  ["sleep", [f(-0.5)], "E sleep() requires non-negative milliseconds"],
  ["performance_now", [1], "E performance_now() expects 0 arguments, got 1"],
  ["now_utc_seconds", [1], "E now_unix() expects 0 arguments, got 1"],
  ["time", [1], "E current_timestamp() expects 0 arguments, got 1"],
  ["args", [1], "E args() expects 0 arguments, got 1"],
  ["env", [], "E env() expects 1 argument (variable name), got 0"],
  ["env", [1], "E env requires a string argument (variable name)"],
  ["env", ["toString"], ""],
  ["env_or", ["A", 1], "E env_or requires two string arguments (variable name, default value)"],
  ["env_or", ["A"], "E env_or() expects 2 arguments (variable name, default value), got 1"],
  ["env_int", ["NONE"], "E Environment variable 'NONE' not found"],
  ["env_int", [1], "E env_int requires a string argument (variable name)"],
  ["env_set", ["", "x"], "E env_set requires a valid variable name"],
  ["env_set", ["A=B", "x"], "E env_set requires a valid variable name"],
  ["env_set", ["A", 1], "E env_set requires two string arguments (variable name, value)"],
  ["env_set", ["A"], "E env_set() expects 2 arguments (variable name, value), got 1"],
  ["env_list", [1], "E env_list() expects 0 arguments, got 1"],
  ["read_file", [], "E read_file requires a string path argument"],
  ["read_file", [1], "E read_file requires a string path argument"],
  ["write_file", ["a"], "E write_file requires 2 or 3 arguments: path, content/bytes, [overwrite]"],
  ["write_file", ["a", 1], "E write_file requires string arguments"],
  ["write_file", ["a", "b", 1], "E write_file optional overwrite flag must be a bool"],
  ["append_file", ["a"], "E append_file requires two arguments: path and content"],
  ["append_file", ["a", 1], "E append_file requires string arguments"],
  ["file_exists", [1], "E file_exists requires a string path argument"],
  ["file_exists", [], "E file_exists requires a string path argument"],
]);

test("random numbers without a seed differ; a seed starts the sequence anew, for each program its own", (t) => {
  const host = makeHost();
  t.not(show("random", [], host), show("random", [], host));
  const other = makeHost();
  call("set_random_seed", [f(-3)], host);
  call("set_random_seed", [0], other);
  const id = show("random_id", [20], host);
  t.regex(id, /^[a-z0-9]{20}$/);
  t.is(show("random_id", [20], other), id);
  call("clear_random_seed", [], other);
  t.not(show("random", [], host), show("random", [], other));
  t.regex(show("uuid_v4", []), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test("random ints cover exactly their range, the widest included", (t) => {
  const host = makeHost();
  call("set_random_seed", [1], host);
  const seen = new Set(Array.from({ length: 200 }, () => show("random_int", [-1, f(1.9)], host)));
  t.deepEqual([...seen].sort(), ["-1", "0", "1"]);
  t.notThrows(() => call("random_int", [-(2n ** 63n), 2n ** 63n - 1n], host));
});

test("clocks", (t) => {
  let now = 100;
  const host = makeHost({ now: () => now });
  t.is(show("performance_now", [], host), "0");
  t.is(show("time_us", [], host), "0");
  now = 102.5;
  t.is(show("performance_now", [], host), "2.5");
  t.is(show("time_us", [], host), "2500");
  t.is(show("time_ns", [], host), "0");
  t.regex(show("now_utc", []), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  t.true(Math.abs(Number(show("current_timestamp", [])) - Date.now()) < 5000);
  t.true(Math.abs(Number(show("now_unix", [])) - Date.now() / 1000) < 5);
});

test("sleep drops the fraction", (t) => {
  const host = makeHost();
  call("sleep", [f(2.9)], host);
  t.deepEqual(host.slept, [2]);
});

test("environment", (t) => {
  const host = makeHost({ args: ["a", "b"], env: { N: "42", F: "1.5", B: "Yes", E: "", X: " 1" } });
  t.is(show("args", [], host), "[a, b]");
  t.is(show("env", ["N"], host), "42");
  t.is(show("env_or", ["E", "x"], host), "");
  t.is(show("env_or", ["Z", "x"], host), "x");
  t.is(show("env_int", ["N"], host), "42");
  t.is(show("env_int", ["X"], host), "E Environment variable 'X' value ' 1' is not a valid integer");
  t.is(show("env_float", ["F"], host), "1.5");
  t.is(show("env_float", ["B"], host), "E Environment variable 'B' value 'Yes' is not a valid float");
  t.is(show("env_bool", ["B"], host), "true");
  t.is(show("env_bool", ["N"], host), "E Environment variable 'N' value '42' is not a valid bool");
  t.is(show("env_required", ["E"], host), "");
  call("env_set", ["NEW", "v"], host);
  t.is(show("env", ["NEW"], host), "v");
  t.is(show("get", [call("env_list", [], host), "N"]), "42");
});

const folder = mkdtempSync(join(tmpdir(), "ruff-files-"));
test.after.always(() => rmSync(folder, { recursive: true }));

test("files", (t) => {
  const path = join(folder, "a.txt");
  t.is(show("file_exists", [path]), "false");
  t.is(show("read_file", [path]), `E Cannot read file '${path}': No such file or directory (os error 2)`);
  t.is(show("write_file", [path, "é\n"]), "true");
  t.is(
    show("write_file", [path, "x"]),
    `E Cannot write file '${path}': file already exists (pass overwrite=true to replace it)`,
  );
  t.is(show("write_file", [path, "x", true]), "true");
  t.is(show("write_file", [path, "y", { overwrite: true }]), "true");
  t.is(show("append_file", [path, "z"]), "true");
  t.is(show("read_file", [path]), "yz");
  t.is(show("file_exists", [folder]), "true");
  t.is(show("read_file", [folder]), `E Cannot read file '${folder}': Is a directory (os error 21)`);
  t.is(
    show("append_file", [join(folder, "no", "a"), ""]),
    `E Cannot open file '${join(folder, "no", "a")}': No such file or directory (os error 2)`,
  );
});

test("limits of files", (t) => {
  const path = join(folder, "b.bin");
  writeFileSync(path, Buffer.from([0xff]));
  t.is(show("read_file", [path]), `E Cannot read file '${path}': stream did not contain valid UTF-8`);
  truncateSync(path, 8_388_609);
  t.is(
    show("read_file", [path]),
    `E Cannot read file '${path}': exceeds maximum read size (8388609 bytes > 8388608 bytes)`,
  );
  const large = "x".repeat(8_388_609);
  t.is(
    show("write_file", [path, large, true]),
    `E Cannot write file '${path}': payload exceeds maximum write size (8388609 bytes > 8388608 bytes)`,
  );
  t.is(
    show("append_file", [path, large]),
    `E Cannot append to file '${path}': payload exceeds maximum write size (8388609 bytes > 8388608 bytes)`,
  );
});
