/** One function's or loop's runs of machine code: what goes in, and what comes out. */

import type { LoopOutcome } from "../baseline/tier.js";
import type { RuffError } from "../runtime/error.js";
import type { Value } from "../runtime/value.js";
import type { Backend } from "./backend.js";
import { noteBeyondBaseline } from "./clock.js";
import type { CompiledEntry } from "./compiler.js";
import { nativeError } from "./failure.js";
import { FIRST_SAVED_SLOT, placesOf } from "./frame.js";
import type { Entry, TierContext } from "./specializations.js";
import { FIRST_EXIT, LOOP_RETURNED, type LoopResults } from "./typed.js";
import { type NativeType, slotsOf } from "./types.js";

export class Passage {
  /** Milliseconds of the last run in machine code, if it was timed. */
  inside = 0;

  constructor(private readonly engine: TierContext) {}

  /** Runs machine code; the error if it failed. Whoever calls this receives what comes out, and calls `finish`. */
  run(entry: Entry, args: readonly Value[], timed: boolean): RuffError | null {
    const { bridge, frame } = this.backend;
    const { compiled } = entry;
    if (compiled.pure) {
      for (let i = 0; i < args.length; i++) frame.write(1 + i, args[i] as Value);
    } else {
      this.sendAll(compiled, args);
    }
    frame.setEntry(compiled.entryId);
    if (timed || this.engine.settings.report) {
      const since = performance.now();
      bridge.invoke();
      this.inside = performance.now() - since;
      entry.spent += this.inside;
      noteBeyondBaseline(this.inside);
    } else bridge.invoke();
    const failed = frame.status() !== 0;
    if (!compiled.pure) this.settle(compiled, failed);
    return !failed ? null : nativeError(compiled, bridge, frame, this.engine.module);
  }

  /** Hands over the arguments and the top-level variables. */
  private sendAll({ types, globals }: CompiledEntry, args: readonly Value[]): void {
    const before = globals.map(({ slot }) => this.engine.globals.valueOf(slot) as Value);
    const allTypes = [...types, ...globals.map(({ typeBefore }) => typeBefore)];
    const { crossing } = this.backend;
    crossing.begin([...args, ...before], allTypes, this.engine.makeStruct);
    args.forEach((arg, i) => {
      crossing.sendTo(1 + i, arg, types[i] as NativeType);
    });
    crossing.markShared();
    globals.forEach(({ variable, typeBefore }, i) => {
      crossing.place(variable.pinned as number, before[i] as Value, typeBefore);
    });
  }

  /** Takes back what machine code has changed, however it ended. */
  private settle({ globals, loop }: CompiledEntry, failed: boolean): void {
    const localsAreSeen = loop !== null && loop.savedTypes.length > 0;
    const { crossing } = this.backend;
    crossing.settle(failed && !localsAreSeen);
    for (const { slot, variable, type, written } of globals)
      if (written) this.engine.globals.set(slot, crossing.placed(variable.pinned as number, type));
  }

  /** A value that machine code left in the frame. */
  receive(slot: number, type: NativeType): Value {
    return this.backend.crossing.receiveFrom(slot, type);
  }

  /** What a loop leaves that has ended, or has come to a side exit. */
  receiveLoop({ types, exits, returned }: LoopResults): LoopOutcome {
    const outcome = Number(this.backend.frame.read(1, "int"));
    if (outcome === LOOP_RETURNED)
      return { returned: true, exit: 0, values: [this.receive(2, returned as NativeType)], error: null };
    const exit = outcome < FIRST_EXIT ? 0 : outcome - FIRST_EXIT + 1;
    let slot = 2;
    const values = (exit === 0 ? types : (exits[exit - 1] as readonly NativeType[])).map((type) => {
      const value = this.receive(slot, type);
      slot += slotsOf(type);
      return value;
    });
    return { returned: false, exit, values, error: null };
  }

  /** The live-outs of a loop as an error left them, if a handler may look at them. */
  receiveFailed({ savedTypes }: LoopResults, error: RuffError): LoopOutcome {
    const { crossing } = this.backend;
    const places = placesOf(savedTypes, FIRST_SAVED_SLOT);
    const values = savedTypes.map((type, i) => crossing.placed(places[i] as number, type));
    return { returned: false, exit: 0, values, error };
  }

  finish(compiled: CompiledEntry): void {
    if (!compiled.pure) this.backend.crossing.end();
  }

  /** Present once anything was compiled. */
  private get backend(): Backend {
    return this.engine.load() as Backend;
  }
}
