/** The command line, parsed once: argv and environment in, a request or a usage error out. */

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { cachePath } from "./cache-folder.js";
import { readJitEnvironment } from "./environment.js";
import type { Engine } from "./execute.js";
import { addEnvironment, configureHelp } from "./help.js";
import {
  type CheckRequest,
  DUMP_FORMS,
  type DumpForm,
  NATIVE_FORMS,
  type Request,
  TEST_RUNTIMES,
  type TestRuntime,
} from "./request.js";
import { splitScriptArguments } from "./script-arguments.js";
import { longName, unexpectedArgument, USAGE, UsageError, wordError } from "./usage.js";

const VERSION = "1.0.0";
const ENGINES = ["interpreter", "baseline", "native"] as const;

interface RunOptions {
  engine?: Engine;
  interpreter?: boolean;
  dump?: DumpForm;
  jitReport?: boolean;
  inspect?: boolean;
}

/** Throws a `UsageError` for a command line that asks for nothing sensible. */
export function parseArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Request {
  const parser = new Parser(env);
  return parser.parse(argv);
}

class Parser {
  private request: Request | null = null;
  private readonly output: string[] = [];
  private scriptArgs: readonly string[] = [];
  private readonly program = new Command("ruff");
  private readonly run: Command;

  constructor(private readonly env: NodeJS.ProcessEnv) {
    configureHelp(this.program);
    this.program
      .description("Ruff: A modern programming language")
      .usage(USAGE.get("") as string)
      .version(`ruff ${VERSION}`, "-V, --version", "print the version")
      .exitOverride()
      .configureOutput({ writeOut: (text) => this.output.push(text), writeErr: () => {} });
    this.run = this.defineRun();
    this.defineCheck();
    this.defineTest();
    this.defineTestRun();
    this.defineDoctor();
    this.defineHelp();
  }

  parse(argv: readonly string[]): Request {
    const [first] = argv;
    if (first === undefined) return { command: "text", text: this.program.helpInformation() };
    if (first === "version") return this.parse(["--version", ...argv.slice(1)]);
    const words = first.endsWith(".ruff") ? ["run", ...argv] : [...argv];
    if (words[0] === "run") {
      const split = splitScriptArguments(words.slice(1), this.run);
      this.scriptArgs = split.script;
      words.splice(1, words.length, ...split.own);
    }
    try {
      this.program.parse(words, { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return { command: "text", text: this.output.join("") };
      throw new UsageError(wordError(error), words[0] ?? null);
    }
    return this.request ?? { command: "text", text: this.program.helpInformation() };
  }

  private defineRun(): Command {
    const run = this.define("run", "run a script")
      .argument("<FILE>", "the script")
      .addOption(choice("--engine <ENGINE>", "how to run it", ENGINES))
      .option("--interpreter", "the same as --engine=interpreter")
      .option("--jit", "accepted for compatibility: the native engine is always on")
      .addOption(
        new Option("--jit-report", "at the end, tell what became machine code and what did not").conflicts(
          "dump",
        ),
      )
      .addOption(choice("--dump <FORM>", "print a form of the program instead of running it", DUMP_FORMS))
      .addOption(
        new Option(
          "--inspect",
          "wait for a debugger and stop before the first statement; no machine code then",
        ).conflicts(["dump", "jitReport"]),
      )
      .action((path: string, options: RunOptions) => {
        const jit = readJitEnvironment(this.env);
        if (jit.disabled && options.dump && NATIVE_FORMS.has(options.dump))
          throw cannotUse(`--dump=${options.dump}`, "DISABLE_JIT=1");
        this.request = {
          command: "run",
          path,
          text: null,
          stackMb: null,
          args: this.scriptArgs,
          engine: engineOf(options),
          dump: options.dump ?? null,
          jitReport: options.jitReport ?? false,
          inspect: options.inspect ?? false,
          jit,
          cache: cachePath(this.env),
        };
      });
    addEnvironment(run);
    return refuseRepeated(run);
  }

  private defineCheck(): void {
    const check = this.define("check", "report every static error of a script without running it")
      .argument("<FILE>", "the script")
      .option("-q, --quiet", "print nothing on success")
      .addOption(new Option("-v, --verbose", "print what was counted").conflicts("quiet"))
      .option("--json", "print the outcome as JSON")
      .action((path: string, options: { quiet?: boolean; verbose?: boolean; json?: boolean }) => {
        this.request = { command: "check", path, detail: detailOf(options) };
      });
    refuseRepeated(check);
  }

  private defineTest(): void {
    const test = this.define(
      "test",
      "run the scripts in tests/ and compare what they print with their .out files",
    )
      .option("--update", "write the .out files anew")
      .addOption(choice("--runtime <RUNTIME>", "how to run them", TEST_RUNTIMES))
      .option("-v, --verbose", "name each file")
      .action((options: { update?: boolean; runtime?: TestRuntime; verbose?: boolean }) => {
        const { update = false, runtime = "dual", verbose = false } = options;
        this.request = { command: "test", update, runtime, verbose };
      });
    refuseRepeated(test);
  }

  private defineTestRun(): void {
    const testRun = this.define("test-run", "run the tests that a script declares")
      .argument("<FILE>", "the script")
      .option("-v, --verbose", "list the tests that passed, too")
      .action((path: string, { verbose = false }: { verbose?: boolean }) => {
        this.request = { command: "test-run", path, verbose };
      });
    refuseRepeated(testRun);
  }

  private defineDoctor(): void {
    this.define("doctor", "tell what this machine has for running scripts, and what is missing").action(
      () => {
        this.request = { command: "doctor", cache: cachePath(this.env) };
      },
    );
  }

  private defineHelp(): void {
    this.define("help", "print help for a command")
      .argument("[COMMAND]", "the command")
      .action((name: string | undefined) => {
        const command = this.program.commands.find((known) => known.name() === name);
        if (name !== undefined && !command) throw new UsageError(`unrecognized subcommand '${name}'`, "help");
        (command ?? this.program).outputHelp();
        this.request = { command: "text", text: this.output.join("") };
      });
  }

  private define(name: string, description: string): Command {
    const command = this.program
      .command(name)
      .description(description)
      .usage(USAGE.get(name) as string);
    // Commander counts what is too much; the first such word is what a user wants to see.
    command.allowExcessArguments().hook("preAction", () => {
      const word = command.args[command.registeredArguments.length];
      if (word !== undefined) throw new UsageError(unexpectedArgument(word), name);
    });
    return command;
  }
}

function cannotUse(one: string, other: string): UsageError {
  return new UsageError(`the argument '${one}' cannot be used with '${other}'`, "run");
}

function engineOf({ engine, interpreter, dump, inspect }: RunOptions): Engine {
  if (interpreter && engine !== undefined) throw cannotUse("--interpreter", "--engine <ENGINE>");
  const chosen = interpreter ? "interpreter" : (engine ?? "native");
  const words = interpreter ? "--interpreter" : `--engine=${engine}`;
  if (chosen !== "native" && dump && NATIVE_FORMS.has(dump)) throw cannotUse(`--dump=${dump}`, words);
  if (chosen === "interpreter" && inspect) throw cannotUse("--inspect", words);
  return chosen;
}

function detailOf(options: { quiet?: boolean; verbose?: boolean; json?: boolean }): CheckRequest["detail"] {
  if (options.json) return "json";
  if (options.quiet) return "quiet";
  return options.verbose ? "verbose" : "normal";
}

function choice(flags: string, description: string, values: readonly string[]): Option {
  const list = values.join(", ");
  return new Option(flags, `${description}: ${list}`).argParser((value) => {
    if (!values.includes(value)) throw new InvalidArgumentError(`possible values: ${list}`);
    return value;
  });
}

/** Makes it an error to give one option twice. */
function refuseRepeated(command: Command): Command {
  const seen = new Set<Option>();
  for (const option of command.options)
    command.on(`option:${option.name()}`, () => {
      const flags = longName(option.flags);
      if (seen.has(option))
        throw new UsageError(`the argument '${flags}' cannot be used multiple times`, command.name());
      seen.add(option);
    });
  return command;
}
