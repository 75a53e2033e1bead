/** Random numbers: from the system, or after `set_random_seed` a sequence that can be repeated. */

import { canonical } from "../runtime/int.js";
import { Float, share, type Value } from "../runtime/value.js";
import { arrayFrom, wholeOrNull } from "./arguments.js";
import { ChaCha } from "./chacha.js";
import { type BuiltinSpec, builtin, expectsNamed, fail, type Host, parameters } from "./spec.js";

/** Loading node:crypto takes longer than a small script runs, so it waits until it is asked for. */
function crypto(): typeof import("node:crypto") {
  return process.getBuiltinModule("node:crypto");
}

/** Each program's generator. */
const generators = new WeakMap<Host, ChaCha>();

function generatorOf(host: Host): ChaCha {
  let generator = generators.get(host);
  if (!generator) {
    generator = new ChaCha(crypto().randomBytes(8).readBigUInt64LE());
    generators.set(host, generator);
  }
  return generator;
}

/** Uniform from low to high, both included: high products whose low half is unbiased. */
function between(host: Host, low: bigint, high: bigint): bigint {
  const generator = generatorOf(host);
  const count = high - low + 1n;
  if (count === 1n << 64n) return low + generator.word64();
  const zone = (count << BigInt(64 - count.toString(2).length)) - 1n;
  for (;;) {
    const product = generator.word64() * count;
    if (BigInt.asUintN(64, product) <= zone) return low + (product >> 64n);
  }
}

function randomInt(host: Host, min: Value, max: Value): Value {
  const low = wholeOrNull(min);
  const high = wholeOrNull(max);
  if (low === null || high === null) return fail("random_int requires number arguments");
  if (low > high) return fail("random_int() requires min <= max");
  return canonical(between(host, BigInt(low), BigInt(high)));
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LONGEST_ID = 2 ** 24;

function randomId(host: Host, length: Value): string {
  if (typeof length !== "number" && typeof length !== "bigint")
    return fail("random_id requires an integer length argument");
  if (length < 0) return fail("random_id length must be >= 0");
  if (length > LONGEST_ID) return fail("random_id() result is too large");
  return Array.from({ length: Number(length) }, () => ALPHABET[Number(between(host, 0n, 35n))]).join("");
}

/** An int's bits; a float is truncated, and nothing below zero. */
function seedFrom(value: Value): bigint {
  const whole = wholeOrNull(value) ?? fail("set_random_seed requires a number argument");
  if (!(value instanceof Float)) return BigInt(whole);
  if (value.value >= 2 ** 63)
    return value.value >= 2 ** 64 ? 2n ** 64n - 1n : BigInt(Math.trunc(value.value));
  return whole < 0 ? 0n : BigInt(whole);
}

export const RANDOM: Record<string, BuiltinSpec> = {
  random: builtin({
    parameters: parameters(),
    arityMessage: expectsNamed("random", 0),
    result: "float",
    pure: false,
    summary: "A random float from 0 up to, not including, 1.",
    run: (host) => new Float(Number(generatorOf(host).word64() >> 11n) * 2 ** -53),
  }),
  random_int: builtin({
    parameters: parameters("min:number", "max:number"),
    arityMessage: expectsNamed("random_int", 2, "min, max"),
    result: "int",
    pure: false,
    summary: "A random int from min to max, both included.",
    run: randomInt,
  }),
  random_choice: builtin({
    parameters: parameters("array:array"),
    arityMessage: expectsNamed("random_choice", 1, "array"),
    result: "any",
    pure: false,
    summary: "A random item; 0 if there is none.",
    run: (host, array) => {
      const { items } = arrayFrom(array, "random_choice requires an array argument");
      if (items.length === 0) return 0;
      return share(items[Number(between(host, 0n, BigInt(items.length - 1)))] as Value);
    },
  }),
  random_id: builtin({
    parameters: parameters("length:int"),
    arityMessage: expectsNamed("random_id", 1, "length"),
    result: "string",
    pure: false,
    summary: "So many random characters out of a to z and 0 to 9.",
    run: randomId,
  }),
  uuid_v4: builtin({
    parameters: parameters(),
    arityMessage: expectsNamed("uuid_v4", 0),
    result: "string",
    pure: false,
    summary: "A random UUID; the seed does not matter.",
    run: () => crypto().randomUUID(),
  }),
  set_random_seed: builtin({
    parameters: parameters("seed:number"),
    arityMessage: expectsNamed("set_random_seed", 1, "seed"),
    result: "null",
    pure: false,
    summary: "Makes the random numbers that follow the same in every run.",
    run: (host, seed) => {
      generators.set(host, new ChaCha(seedFrom(seed)));
      return null;
    },
  }),
  clear_random_seed: builtin({
    parameters: parameters(),
    arityMessage: expectsNamed("clear_random_seed", 0),
    result: "null",
    pure: false,
    summary: "Makes the random numbers that follow unpredictable again.",
    run: (host) => {
      generators.delete(host);
      return null;
    },
  }),
};
