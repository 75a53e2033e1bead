/** Fixed numbers of decimals, rounding the exact binary value, ties to even: `toFixed` rounds ties up. */

/** Doubles from here on are whole numbers. */
const WHOLE = 2 ** 52;

/** An exact fraction: `numerator / 2 ** power`. */
function exact(value: number): { numerator: bigint; power: bigint } {
  let power = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power++;
  }
  return { numerator: BigInt(scaled), power: BigInt(power) };
}

export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const digits = String(rounded(Math.abs(value), decimals)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** The value times ten to the number of decimals, as a whole number. */
function rounded(value: number, decimals: number): bigint {
  const scale = 10n ** BigInt(decimals);
  if (value >= WHOLE) return BigInt(value) * scale;
  const { numerator, power } = exact(value);
  const scaled = numerator * scale;
  const quotient = scaled >> power;
  const twiceRest = (scaled - (quotient << power)) * 2n;
  const unit = 1n << power;
  if (twiceRest < unit) return quotient;
  return twiceRest > unit || quotient % 2n === 1n ? quotient + 1n : quotient;
}
