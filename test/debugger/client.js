/**
 * A debugger of few words: speaks the inspector's protocol with a `ruff run` in a process of its own, and knows
 * places in Ruff files as debuggers do, by the source maps that come with the JavaScript.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  eachMapping,
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from "@jridgewell/trace-mapping";
import { WebSocket } from "ws";

/** The command as it is installed. */
const RUFF = fileURLToPath(new URL("../../dist/bin/ruff.cjs", import.meta.url));

export class Debugger {
  out = "";
  err = "";
  #scripts = new Map();
  #answers = new Map();
  #pauses = [];
  #waiting = null;
  #lastId = 0;
  #breakpoints;

  /**
   * Starts `ruff run` with these words and attaches. Breakpoints are set before a file's first statement runs:
   * lines by path, as a debugger keeps them.
   */
  static async start(t, words, { cwd, node = [], breakpoints = {} }) {
    const client = new Debugger();
    client.#breakpoints = new Map(
      Object.entries(breakpoints).map(([path, lines]) => [pathToFileURL(path).href, lines]),
    );
    await client.#launch(t, words, cwd, node);
    await client.send("Runtime.enable");
    await client.send("Debugger.enable");
    const instrumentation = "beforeScriptWithSourceMapExecution";
    await client.send("Debugger.setInstrumentationBreakpoint", { instrumentation });
    await client.send("Runtime.runIfWaitingForDebugger");
    return client;
  }

  async #launch(t, words, cwd, node) {
    const args = ["--stack-size=7000", "--inspect-port=0", ...node, RUFF, "run", ...words];
    const { NODE_OPTIONS, ...env } = process.env;
    this.child = spawn(process.execPath, args, { cwd, env });
    t.teardown(() => this.child.kill());
    this.exit = once(this.child, "exit").then(([code]) => code);
    this.child.stdout.on("data", (piece) => {
      this.out += piece;
    });
    const url = await new Promise((resolve, reject) => {
      this.child.stderr.on("data", (piece) => {
        this.err += piece;
        const found = /ws:\/\/\S+/.exec(this.err);
        if (found) resolve(found[0]);
      });
      this.exit.then(() => reject(new Error(this.err)));
    });
    this.socket = new WebSocket(url);
    this.socket.on("message", (data) => this.#receive(JSON.parse(data)));
    await once(this.socket, "open");
  }

  send(method, params = {}) {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  #receive({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { resolve, reject } = this.#answers.get(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    } else if (method === "Debugger.scriptParsed") this.#addScript(params);
    else if (method === "Debugger.paused") this.#pause(params);
    else if (method === "Runtime.executionContextDestroyed") this.socket.close();
  }

  #addScript({ scriptId, sourceMapURL }) {
    const [, data] = /^data:application\/json;charset=utf-8;base64,(.*)$/.exec(sourceMapURL) ?? [];
    if (data) this.#scripts.set(scriptId, new TraceMap(JSON.parse(Buffer.from(data, "base64"))));
  }

  async #pause(params) {
    if (params.reason === "instrumentation") {
      await this.#bindBreakpoints(params.data.scriptId);
      await this.send("Debugger.resume");
    } else if (this.#waiting) {
      this.#waiting(params);
      this.#waiting = null;
    } else this.#pauses.push(params);
  }

  async #bindBreakpoints(scriptId) {
    const map = this.#scripts.get(scriptId);
    const source = map?.sources[0];
    for (const line of this.#breakpoints.get(source) ?? []) {
      const first = generatedPositionFor(map, { source, line, column: 0, bias: LEAST_UPPER_BOUND });
      const location = { scriptId, lineNumber: first.line - 1, columnNumber: first.column };
      await this.send("Debugger.setBreakpoint", { location });
    }
  }

  /** The next stop: why, in which file and line, what the line is, and the frame. */
  async stop() {
    const paused = this.#pauses.shift() ?? (await new Promise((resolve) => (this.#waiting = resolve)));
    const [frame] = paused.callFrames;
    const reason = paused.hitBreakpoints.length > 0 ? "breakpoint" : paused.reason;
    return { reason, frame, ...this.#place(frame.location) };
  }

  /** The place in the Ruff file; no line where none is meant. */
  #place({ scriptId, lineNumber, columnNumber }) {
    const map = this.#scripts.get(scriptId);
    if (!map) return { source: null, line: null };
    return originalPositionFor(map, { line: lineNumber + 1, column: columnNumber });
  }

  async resume() {
    await this.send("Debugger.resume");
    return this.stop();
  }

  /** One step for the user: on until another line of a Ruff file. `how` is Over, Into or Out. */
  async step(how, from) {
    let now = from;
    do {
      await this.send(`Debugger.step${how}`);
      now = await this.stop();
    } while (
      now.line === null ||
      (now.line === from.line && now.frame.functionName === from.frame.functionName)
    );
    return now;
  }

  /** The variables that the frame sees in functions and blocks, by their Ruff names; ints and strings as such. */
  async variables({ frame }) {
    const names = await this.#ruffNames(frame.location.scriptId);
    const found = {};
    for (const { type, object } of frame.scopeChain) {
      if (type === "global" || type === "script") continue;
      const { result } = await this.send("Runtime.getProperties", { objectId: object.objectId });
      for (const { name, value } of result)
        found[names.get(name) ?? name] ??= value?.value ?? value?.className;
    }
    return found;
  }

  /** What the script calls differently, as the names in its map say. */
  async #ruffNames(scriptId) {
    const { scriptSource } = await this.send("Debugger.getScriptSource", { scriptId });
    const lines = scriptSource.split("\n");
    const names = new Map();
    eachMapping(this.#scripts.get(scriptId), ({ generatedLine, generatedColumn, name }) => {
      const [identifier] = /^[\w$]+/.exec(lines[generatedLine - 1].slice(generatedColumn)) ?? [];
      if (name !== null) names.set(identifier, name);
    });
    return names;
  }

  /** Runs on to the end, detaches, which the process waits for, and gives its exit code. */
  async finish() {
    await this.send("Debugger.resume");
    return this.exit;
  }
}
