/**
 * The generator behind seeded random numbers: ChaCha with 12 rounds. The same seed gives the same numbers
 * in every implementation of the language.
 */

const ROUNDS = 12;
const BLOCK = 16;
/** "expand 32-byte k". */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

function rotateRight(word: number, by: number): number {
  return ((word >>> by) | (word << (32 - by))) >>> 0;
}

/** Stretches a 64-bit seed to the eight words of a key. */
function keyFrom(seed: bigint): Uint32Array {
  let state = BigInt.asUintN(64, seed);
  return Uint32Array.from({ length: 8 }, () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 11634580027462260723n);
    const mixed = Number(BigInt.asUintN(32, ((state >> 18n) ^ state) >> 27n));
    return rotateRight(mixed, Number(state >> 59n));
  });
}

function quarterRound(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  mix(x, a, b, d, 16);
  mix(x, c, d, b, 20);
  mix(x, a, b, d, 24);
  mix(x, c, d, b, 25);
}

/** `a += b; d ^= a`, and d rotated. */
function mix(x: Uint32Array, a: number, b: number, d: number, rotation: number): void {
  x[a] = (x[a] as number) + (x[b] as number);
  x[d] = rotateRight(((x[d] as number) ^ (x[a] as number)) >>> 0, rotation);
}

export class ChaCha {
  private readonly key: Uint32Array;
  private counter = 0;
  private block = new Uint32Array(BLOCK);
  private next = BLOCK;

  constructor(seed: bigint) {
    this.key = keyFrom(seed);
  }

  /** 64 random bits. */
  word64(): bigint {
    const low = this.word32();
    return (BigInt(this.word32()) << 32n) | BigInt(low);
  }

  private word32(): number {
    if (this.next === BLOCK) this.fillBlock();
    return this.block[this.next++] as number;
  }

  private fillBlock(): void {
    const start = Uint32Array.from([...CONSTANTS, ...this.key, this.counter, this.counter / 2 ** 32, 0, 0]);
    const x = start.slice();
    for (let round = 0; round < ROUNDS; round += 2) {
      for (let i = 0; i < 4; i++) quarterRound(x, i, 4 + i, 8 + i, 12 + i);
      for (let i = 0; i < 4; i++)
        quarterRound(x, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
    }
    this.block = x.map((word, i) => word + (start[i] as number));
    this.counter++;
    this.next = 0;
  }
}
