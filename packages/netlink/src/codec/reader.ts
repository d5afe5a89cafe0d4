import { Nesting } from "./nesting.js";
import { HOST_ORDER, type OrderOptions } from "./order.js";

/**
 * Bytes to be decoded, and what a value's meaning may depend on. Offsets are absolute, so that an error can name its
 * place; who calls has made sure that the bytes are there.
 */
export class Reader extends Nesting {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  /** The message's decoded header: some attributes' types depend on its family. */
  header: unknown;

  constructor(bytes: Uint8Array, { order = HOST_ORDER }: OrderOptions = {}) {
    super("decode");
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
    return this.little ? (BigInt(this.u32(at + 4)) << 32n) | BigInt(this.u32(at)) : this.be64(at);
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

  be64(at: number): bigint {
    return (BigInt(this.be32(at) >>> 0) << 32n) | BigInt(this.be32(at + 4) >>> 0);
  }

  /** A copy: a decoded value must not change when the receive buffer is used again. */
  copy(start: number, end: number): Uint8Array {
    return this.bytes.slice(start, end);
  }
}
