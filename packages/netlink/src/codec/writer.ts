import { HOST_ORDER, type OrderOptions } from "./order.js";

/** Bytes being encoded: grows as needed, and starts out zero, so padding needs no writing. */
export class Writer {
  readonly little: boolean;
  /** The header of the message being written: some attributes' types depend on its family. */
  header: unknown;
  #bytes = new Uint8Array(256);
  #length = 0;

  constructor({ order = HOST_ORDER }: OrderOptions = {}) {
    this.little = order === "little";
  }

  get length(): number {
    return this.#length;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for so many bytes at the end, zero until written; returns where they begin. */
  reserve(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }

  /** Zeros up to the next multiple of four from `start`: NLMSG_ALIGN, NLA_ALIGN. */
  align(start: number): void {
    this.reserve(-(this.#length - start) & 3);
  }

  append(bytes: Uint8Array): void {
    // First: it may put another array in place.
    const at = this.reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  u8(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  u16(at: number, value: number): void {
    const b = this.#bytes;
    if (this.little) {
      b[at] = value;
      b[at + 1] = value >> 8;
    } else this.be16(at, value);
  }

  u32(at: number, value: number): void {
    const b = this.#bytes;
    if (this.little) {
      b[at] = value;
      b[at + 1] = value >> 8;
      b[at + 2] = value >> 16;
      b[at + 3] = value >> 24;
    } else this.be32(at, value);
  }

  u64(at: number, value: bigint): void {
    const low = Number(value & 0xffffffffn);
    const high = Number((value >> 32n) & 0xffffffffn);
    this.u32(this.little ? at : at + 4, low);
    this.u32(this.little ? at + 4 : at, high);
  }

  be16(at: number, value: number): void {
    const b = this.#bytes;
    b[at] = value >> 8;
    b[at + 1] = value;
  }

  be32(at: number, value: number): void {
    const b = this.#bytes;
    b[at] = value >> 24;
    b[at + 1] = value >> 16;
    b[at + 2] = value >> 8;
    b[at + 3] = value;
  }
}
