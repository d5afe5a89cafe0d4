/**
 * A whole number as strtol(3) reads it with base 0: blanks and a sign before it, `0x` for hexadecimal, a leading `0`
 * for octal. Undefined when anything else is there, or when it does not fit `bits` signed bits.
 */
export function parseInteger(text: string, bits = 32): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  const [, sign, digits] = match ?? [];
  if (digits === undefined) return undefined;
  const magnitude = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const value = sign === "-" ? -magnitude : magnitude;
  const limit = 2 ** (bits - 1);
  return value >= -limit && value < limit ? value + 0 : undefined;
}
