/** The command line, parsed once: argv and environment in, a request or a usage error out. */

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { readJitEnvironment } from "./environment.js";
import type { Engine } from "./execute.js";
import { type CheckRequest, DUMP_FORMS, type DumpForm, type Request } from "./request.js";
import { splitScriptArguments } from "./script-arguments.js";
import { UsageError } from "./usage.js";

const VERSION = "1.0.0";
const ENGINES = ["interpreter", "baseline", "native"] as const;

interface RunOptions {
  engine?: Engine;
  interpreter?: boolean;
  dump?: DumpForm;
  jitReport?: boolean;
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
    this.program
      .description("Ruff: A modern programming language")
      .usage("[OPTIONS] <COMMAND> [ARGS]")
      .version(`ruff ${VERSION}`, "-V, --version", "print the version")
      .helpOption("-h, --help", "print help")
      .exitOverride()
      .configureOutput({ writeOut: (text) => this.output.push(text), writeErr: () => {} });
    this.run = this.defineRun();
    this.defineCheck();
    this.defineDoctor();
  }

  parse(argv: readonly string[]): Request {
    if (argv.length === 0) return { command: "text", text: this.program.helpInformation() };
    const [first = ""] = argv;
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
    return this.program
      .command("run")
      .description("run a script")
      .usage("[OPTIONS] <FILE> [SCRIPT_ARGS]...")
      .argument("<FILE>", "the script")
      .addOption(choice("--engine <ENGINE>", "how to run it", ENGINES))
      .option("--interpreter", "the same as --engine=interpreter")
      .option("--jit", "accepted for compatibility: the native engine is always on")
      .option("--jit-report", "at the end, tell what became machine code and what did not")
      .addOption(choice("--dump <FORM>", "print a form of the program instead of running it", DUMP_FORMS))
      .action((path: string, options: RunOptions) => {
        if (options.interpreter && options.engine !== undefined)
          throw new UsageError("the argument '--interpreter' cannot be used with '--engine <ENGINE>'", "run");
        const jit = readJitEnvironment(this.env);
        this.request = {
          command: "run",
          path,
          text: null,
          args: this.scriptArgs,
          engine: options.interpreter ? "interpreter" : (options.engine ?? "native"),
          dump: options.dump ?? null,
          jitReport: options.jitReport ?? false,
          jit,
        };
      });
  }

  private defineCheck(): void {
    this.program
      .command("check")
      .description("report every static error of a script without running it")
      .usage("[OPTIONS] <FILE>")
      .argument("<FILE>", "the script")
      .option("-q, --quiet", "print nothing on success")
      .addOption(new Option("-v, --verbose", "print what was counted").conflicts("quiet"))
      .option("--json", "print the outcome as JSON")
      .action((path: string, options: { quiet?: boolean; verbose?: boolean; json?: boolean }) => {
        this.request = { command: "check", path, detail: detailOf(options) };
      });
  }

  private defineDoctor(): void {
    this.program
      .command("doctor")
      .description("tell what this machine has for running scripts, and what is missing")
      .action(() => {
        this.request = { command: "doctor" };
      });
  }
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

/** Commander's message in the words that this command line uses. */
function wordError(error: CommanderError): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption":
    case "commander.excessArguments":
      return `unexpected argument '${unexpected(error)}' found`;
    case "commander.unknownCommand":
      return `unrecognized subcommand '${quoted}'`;
    case "commander.missingArgument":
      return `the following required arguments were not provided:\n  <${quoted}>`;
    case "commander.optionMissingArgument":
      return `a value is required for '${quoted}' but none was supplied`;
    case "commander.invalidArgument": {
      const [, flags, value, reason] =
        /option '([^']*)' argument '([^']*)' is invalid\. (.*)/.exec(error.message) ?? [];
      return `invalid value '${value}' for '${flags}': ${reason}`;
    }
    case "commander.conflictingOption": {
      const [, one, other] =
        /option '([^']*)' cannot be used with option '([^']*)'/.exec(error.message) ?? [];
      return `the argument '${longName(other)}' cannot be used with '${longName(one)}'`;
    }
    default:
      return error.message.replace(/^error: /, "");
  }
}

function longName(flags = ""): string {
  return flags.split(", ").at(-1) ?? flags;
}

function unexpected(error: CommanderError): string {
  return /'([^']*)'/.exec(error.message)?.[1] ?? error.message;
}
