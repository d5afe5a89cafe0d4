/** A flag that is always set. What cannot hold it (a fraction, NaN, text) is left for the check of the call to refuse. */
export function withFlag(flags: number, flag: number): number {
  return Number.isInteger(flags) && Math.abs(flags) <= 0x7fff_ffff ? flags | flag : flags;
}
