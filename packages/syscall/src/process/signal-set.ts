import { checkBigInt } from "../arguments.js";

/** sigset_t of libc: 1024 bits, of which Linux uses 64. Bit n - 1 is signal n. */
export const SIGNAL_SET_SIZE = 128;

export function encodeSignalSet(signals: bigint): Buffer {
  const set = Buffer.alloc(SIGNAL_SET_SIZE);
  set.writeBigUInt64LE(checkBigInt("signals", signals, 0n, 2n ** 64n - 1n), 0);
  return set;
}

export function decodeSignalSet(set: Buffer, at = 0): bigint {
  return set.readBigUInt64LE(at);
}

/** The bit of a signal. */
export function signalBit(signal: number): bigint {
  return 1n << BigInt(signal - 1);
}
