import { CodecError } from "../errors.js";
import { HOST_ORDER, type OrderOptions } from "./order.js";

/** Deeper nests than this are not netlink's: the kernel's own are at most a handful deep. */
const MAX_DEPTH = 32;

/**
 * Bytes to be decoded, and what a value's meaning may depend on. Offsets are absolute, so that an error can name its
 * place; who calls has made sure that the bytes are there.
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  /** The message's decoded header: some attributes' types depend on its family. */
  header: unknown;
  #depth = 0;

  constructor(bytes: Uint8Array, { order = HOST_ORDER }: OrderOptions = {}) {
    this.bytes = bytes;
    this.little = order === "little";
  }

  u8(at: number): number {
    return this.bytes[at] as number;
  }

  u16(at: number): number {
    const b = this.bytes;
    return this.little ? (b[at] as number) | ((b[at + 1] as number) << 8) : this.be16(at);
  }

  u32(at: number): number {
    return this.s32(at) >>> 0;
  }

  s32(at: number): number {
    const b = this.bytes;
    return this.little
      ? (b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)
      : this.be32(at);
  }

  u64(at: number): bigint {
    return this.little
      ? (BigInt(this.u32(at + 4)) << 32n) | BigInt(this.u32(at))
      : (BigInt(this.u32(at)) << 32n) | BigInt(this.u32(at + 4));
  }

  be16(at: number): number {
    const b = this.bytes;
    return ((b[at] as number) << 8) | (b[at + 1] as number);
  }

  /** Signed; `>>> 0` makes it unsigned. */
  be32(at: number): number {
    const b = this.bytes;
    return (
      ((b[at] as number) << 24) | ((b[at + 1] as number) << 16) | ((b[at + 2] as number) << 8) | (b[at + 3] as number)
    );
  }

  /** A copy: a decoded value must not change when the receive buffer is used again. */
  copy(start: number, end: number): Uint8Array {
    return this.bytes.slice(start, end);
  }

  /** Runs one level deeper. Attributes can nest as deep as a hostile message likes; the stack cannot. */
  deeper<T>(at: number, decode: () => T): T {
    if (this.#depth === MAX_DEPTH) throw new CodecError("decode", `nested more than ${MAX_DEPTH} deep`, at);
    this.#depth++;
    try {
      return decode();
    } finally {
      this.#depth--;
    }
  }
}
