/**
 * Machine code of earlier runs. A unit's IR names no address, so the same text makes the same object file in each
 * process on a machine: what was generated once is only linked again. An object is found by the SHA-256 of all that it
 * depends on. Objects of one script are kept together: a line of JSON, then one object behind the other.
 */

import type { Bridge, UnitOptions } from "./bridge.js";

/** Where the objects of a script are kept between runs. */
export interface CodeStore {
  /** What another build of the native engine has kept is of no use. */
  readonly build: string;
  /** Whether an earlier run has left something. */
  readonly isThere: boolean;
  /** What was written last; null if there is nothing. */
  read(): Uint8Array | null;
  write(content: Uint8Array): void;
}

/** Most bytes that are kept for one script: enough for some hundred units. */
const MOST_BYTES = 4 * 2 ** 20;

interface Header {
  readonly build: string;
  /** Fingerprint of what follows. */
  readonly checksum: string;
  readonly units: readonly (readonly [key: string, length: number])[];
}

export class KeptCode {
  /** Objects of earlier runs that this one has not asked for yet. */
  private readonly unused = new Map<string, ArrayBuffer>();
  private readonly used = new Map<string, ArrayBuffer>();
  private hasNew = false;

  constructor(
    private readonly bridge: Bridge,
    private readonly store: CodeStore | null,
  ) {
    const content = store?.read();
    if (content) this.unpack(content);
  }

  /** The object file for the IR, and whether it was there already. Throws the bridge's errors. */
  objectFor(ir: string, options: UnitOptions): { object: ArrayBuffer; isKept: boolean } {
    if (this.store === null) return { object: this.bridge.generate(ir, options), isKept: false };
    const { hostCpu, hostFeatures } = this.bridge;
    const { symbols, exports } = options;
    const key = this.fingerprint(encode([hostCpu(), hostFeatures(), ...symbols, ...exports, ir].join("\n")));
    const kept = this.used.get(key) ?? this.unused.get(key);
    const object = kept ?? this.bridge.generate(ir, options);
    this.unused.delete(key);
    this.used.set(key, object);
    this.hasNew ||= kept === undefined;
    return { object, isKept: kept !== undefined };
  }

  /** Writes what is new, and as much of the old as there is room for. To be called when the program has ended. */
  save(): void {
    if (this.store === null || !this.hasNew) return;
    const units: [string, number][] = [];
    const objects: Uint8Array[] = [];
    let bytes = 0;
    for (const [key, object] of [...this.used, ...this.unused]) {
      bytes += object.byteLength;
      if (bytes > MOST_BYTES) break;
      units.push([key, object.byteLength]);
      objects.push(new Uint8Array(object));
    }
    const body = joined(objects);
    const header: Header = { build: this.store.build, checksum: this.fingerprint(body), units };
    this.store.write(joined([encode(`${JSON.stringify(header)}\n`), body]));
  }

  private unpack(content: Uint8Array): void {
    const end = content.indexOf(NEWLINE) + 1;
    const header = parseHeader(content.subarray(0, end));
    const body = new Uint8Array(content.subarray(end)); // in a buffer of its own
    if (header?.build !== this.store?.build || header?.checksum !== this.fingerprint(body)) return;
    let from = 0;
    for (const [key, length] of header.units) {
      this.unused.set(key, body.buffer.slice(from, from + length));
      from += length;
    }
  }

  private fingerprint({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): string {
    return this.bridge.fingerprint(buffer.slice(byteOffset, byteOffset + byteLength));
  }
}

const NEWLINE = 0x0a;

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function parseHeader(line: Uint8Array): Header | null {
  try {
    return JSON.parse(new TextDecoder().decode(line));
  } catch {
    return null;
  }
}
