import { byteLengthOf } from "../arguments.js";
import { libc } from "../libc.js";

/**
 * The structs that sendmsg(2) and recvmsg(2) share, as words of 64 bits: x86_64 and aarch64 are little-endian, and so a
 * field of 32 bits with padding behind it is one too. musl has `iovlen` and `controllen` like that.
 *
 * ```
 * msghdr: 0 name* | 8 namelen (u32) | 16 iov* | 24 iovlen (u64) | 32 control* | 40 controllen (u64) | 48 flags (i32)
 * iovec:  0 base* | 8 len (u64)
 * ```
 */
export const IOVEC_WORDS = 2;

/**
 * A msghdr that points to its parts. It holds mere numbers: whoever calls must keep what they point to from the garbage
 * collector until the call has been made.
 */
export function makeMessageHeader(
  iovec: BigUint64Array,
  name: Uint8Array | undefined,
  control: Uint8Array | undefined,
): BigUint64Array {
  return BigUint64Array.of(
    addressOf(name),
    BigInt(name?.length ?? 0),
    addressOf(iovec),
    BigInt(iovec.length / IOVEC_WORDS),
    addressOf(control),
    BigInt(control?.length ?? 0),
    0n,
  );
}

/** An array of struct iovec with room for so many. */
export function makeIovec(count: number): BigUint64Array {
  return new BigUint64Array(IOVEC_WORDS * count);
}

/** One of them. */
export function writeIovec(iovec: BigUint64Array, index: number, bytes: Uint8Array): void {
  iovec[IOVEC_WORDS * index] = addressOf(bytes);
  iovec[IOVEC_WORDS * index + 1] = BigInt(byteLengthOf(bytes));
}

/** Where memory is; 0 where there is none. */
export function addressOf(memory: NodeJS.TypedArray | undefined): bigint {
  return memory === undefined || byteLengthOf(memory) === 0 ? 0n : libc().koffi.address(memory);
}
