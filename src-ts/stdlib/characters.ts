/** Classes of characters, as Unicode defines them: JavaScript's own idea of white space is another. */

/** Whether a UTF-16 unit is White_Space. All such characters are single units. */
export function isWhitespace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isWhitespace(text.charCodeAt(start))) start++;
  return text.slice(start);
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isWhitespace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimStart(trimEnd(text));
}

/** Runs of characters that are not white space. */
export function words(text: string): string[] {
  return text.match(/\P{White_Space}+/gu) ?? [];
}

const ALPHANUMERIC = /[\p{Alphabetic}\p{N}]/u;

export function isAlphanumeric(character: string): boolean {
  return ALPHANUMERIC.test(character);
}

/** Runs of letters and digits. */
export function alphanumericRuns(text: string): string[] {
  return text.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
}

export function isUpperCase(character: string): boolean {
  return /\p{Uppercase}/u.test(character);
}
